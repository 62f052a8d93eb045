import { describe, expect, it } from 'vitest';
import { choiceCount, drawAnswer } from './question.js';

describe('the right button', () => {
  it('is one of them, and another one than before', () => {
    for (let before = 0; before < choiceCount; before += 1) {
      const drawn = new Set(Array.from({ length: 200 }, () => drawAnswer(before)));
      expect([...drawn].every((answer) => answer >= 0 && answer < choiceCount)).toBe(true);
      expect(drawn.has(before)).toBe(false);
      expect(drawn.size).toBeGreaterThan(1);
    }
  });
});
