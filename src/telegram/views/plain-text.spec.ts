import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTo, oneLine, shownName } from './plain-text.js';

describe('people’s words inside ours', () => {
  it.each([
    ['Ann', 'Ann'],
    [' Ann\n\tLee ', 'Ann Lee'],
    ['\u202eevil\u202d', 'evil'],
    ['a\u0000b\u001b[31m', 'a b [31m'],
    ['\u200b\u2060', ''],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['N'.repeat(70), `${'N'.repeat(63)}…`],
  ])('%j is shown as %j', (name, shown) => {
    expect(shownName(name)).toBe(shown);
  });

  it('never halves a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, longest) => {
        const cut = cutTo(text, longest);
        expect(cut.length).toBeLessThanOrEqual(longest);
        expect(cut).not.toMatch(/\p{Surrogate}/u);
        expect(text.startsWith(cut)).toBe(true);
        expect(oneLine(text, longest + 1)).not.toMatch(/[\n\p{Surrogate}]/u);
      }),
    );
  });
});
