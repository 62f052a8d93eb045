import { describe, expect, it } from 'vitest';
import { readAmount } from './money.js';

describe('an amount as a person writes it', () => {
  it.each([
    ['4.50', 'usd', 450],
    ['4,5', 'eur', 450],
    ['5', 'usd', 500],
    ['0.01', 'usd', 1],
    ['999999.99', 'usd', 99_999_999],
    ['500', 'jpy', 500],
    ['4.50', 'kwd', 4_500],
    ['4.500', 'kwd', 4_500],
    ['0.29', 'usd', 29],
    ['1.005', 'usd', 'too_fine'],
    ['4.50', 'jpy', 'too_fine'],
    ['4.505', 'kwd', 'too_fine'],
    ['4.0000', 'kwd', 'too_fine'],
    ['-4.50', 'usd', 'negative'],
    ['−4', 'usd', 'negative'],
    ['', 'usd', 'unreadable'],
    ['1e3', 'usd', 'unreadable'],
    ['0x10', 'usd', 'unreadable'],
    ['1,000.00', 'usd', 'unreadable'],
    ['$5', 'usd', 'unreadable'],
    ['٥', 'usd', 'unreadable'],
    ['9'.repeat(13), 'usd', 'unreadable'],
    ['Infinity', 'usd', 'unreadable'],
  ])('%s %s is %s', (text, currency, expected) => {
    expect(readAmount(text, currency)).toBe(expected);
  });
});
