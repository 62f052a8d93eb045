import { describe, expect, it } from 'vitest';
import { dayLabel, isLabelled, moneyLabel, shortMoneyLabel, spanLabel } from './chart-labels.js';

describe('money on a chart', () => {
  it.each([
    [50, 'usd', '$0.50'],
    [9_358, 'usd', '$93.58'],
    [15_040, 'usd', '$150'],
    [20_000, 'usd', '$200'],
    [99_999_999, 'usd', '$1M'],
    [856_400, 'jpy', '¥856.4K'],
    [1_500, 'kwd', 'KWD\u00a01.500'],
    [0, 'eur', '€0'],
  ])('of %s %s is short as %s', (amount, currency, text) => {
    expect(shortMoneyLabel({ amount, currency })).toBe(text);
  });

  it('is exact in a heading, and says which dollar it is', () => {
    expect(moneyLabel({ amount: 123_450, currency: 'cad' })).toBe('CA$1,234.50');
    expect(moneyLabel({ amount: 1_200, currency: 'jpy' })).toBe('¥1,200');
  });
});

describe('the days below a chart', () => {
  const days = ['2026-03-08', '2026-03-09', '2026-03-10'];

  it('have their weekday in a week and their month in more; the last one is today', () => {
    expect([0, 1, 2].map((index) => dayLabel(days, index))).toEqual(['Sun 8', 'Mon 9', 'today']);
    const month = Array.from({ length: 30 }, (_, day) => `2026-03-${String(day + 1).padStart(2, '0')}`);
    expect(dayLabel(month, 0)).toBe('1 Mar');
  });

  it.each([7, 30, 90])('are named as often as there is room for, of %s always today', (count) => {
    const named = Array.from({ length: count }, (_, index) => index).filter((index) =>
      isLabelled(count, index),
    );
    expect(named.at(-1)).toBe(count - 1);
    expect(named.length).toBeGreaterThanOrEqual(6);
    expect(named.length).toBeLessThanOrEqual(7);
  });

  it('are named as a span, with both years when they differ', () => {
    expect(spanLabel('2026-03-09', '2026-04-07')).toBe('9 Mar – 7 Apr 2026');
    expect(spanLabel('2025-12-11', '2026-03-10')).toBe('11 Dec 2025 – 10 Mar 2026');
  });
});
