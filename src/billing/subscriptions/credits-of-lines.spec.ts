import { describe, expect, it } from 'vitest';
import { creditsOfLines } from './credits-of-lines.js';

const basic = { amount: 2_000, credits: 100 };
const large = { amount: 5_000, credits: 300 };
const period = { line: { amount: 5_000, isProration: false }, terms: large };
const unused = (amount: number, terms = basic): Parameters<typeof creditsOfLines>[0][number] => ({
  line: { amount: -amount, isProration: true },
  terms,
});
const rest = (amount: number, terms = large): Parameters<typeof creditsOfLines>[0][number] => ({
  line: { amount, isProration: true },
  terms,
});

describe('the credits of an invoice', () => {
  it('are the plan’s for a period', () => {
    expect(creditsOfLines([period])).toBe(300);
  });

  it('are half of the difference for an upgrade in the middle of a period', () => {
    expect(creditsOfLines([unused(1_000), rest(2_500)])).toBe(100);
  });

  it('are next to nothing for an upgrade in the last minute', () => {
    expect(creditsOfLines([unused(0), rest(1)])).toBe(0);
  });

  it('are never taken away by a downgrade, and do not grow by going down and up again', () => {
    expect(creditsOfLines([unused(2_500, large), rest(1_000, basic)])).toBe(0);
    const downThenRenewed = creditsOfLines([
      unused(2_500, large),
      rest(1_000, basic),
      { line: { amount: 2_000, isProration: false }, terms: basic },
    ]);
    expect(downThenRenewed).toBe(0);
  });

  it('are those of a new, longer period without what was left of the old one', () => {
    expect(creditsOfLines([unused(500), period])).toBe(275);
  });

  it('are whole', () => {
    expect(creditsOfLines([unused(667), rest(1_667)])).toBe(67);
  });

  it('are none for a share of a plan that costs nothing', () => {
    expect(creditsOfLines([rest(0, { amount: 0, credits: 50 })])).toBe(0);
  });
});
