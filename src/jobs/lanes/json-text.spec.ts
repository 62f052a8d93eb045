import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText } from './json-text.js';

describe('JSON for jsonb', () => {
  it.each([
    ['NUL', 'a\u0000b', 'a\ufffdb'],
    ['a high half', 'a\ud83d', 'a\ufffd'],
    ['a low half', '\ude00b', '\ufffdb'],
    ['halves in the wrong order', '\ude00\ud83d', '\ufffd\ufffd'],
    ['a whole pair', '😀', '😀'],
    ['other control characters', '\u0001\n\u0085', '\u0001\n\u0085'],
    ['what only looks like an escape', '\\u0000 \\ud83d \\\\u0000', '\\u0000 \\ud83d \\\\u0000'],
  ])('%s', (_name, text, expected) => {
    expect(JSON.parse(jsonText({ [text]: [text] }))).toEqual({ [expected]: [expected] });
  });

  it('changes nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const expected = text.replaceAll('\u0000', '\ufffd');
        expect(JSON.parse(jsonText(text))).toBe(expected);
      }),
    );
  });
});
