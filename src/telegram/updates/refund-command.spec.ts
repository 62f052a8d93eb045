import { describe, expect, it } from 'vitest';
import { readRefundAmount, readRefundCommand } from './refund-command.js';

describe('what is written behind /refund', () => {
  it.each([
    ['', { reason: null }],
    ['P-12', { paymentId: 12, reason: null }],
    ['p-012', { paymentId: 12, reason: null }],
    ['P-12 4.50', { paymentId: 12, amount: '4.50', reason: null }],
    ['P-12 $4,50 too late', { paymentId: 12, amount: '$4,50', reason: 'too late' }],
    ['P-12 too late', { paymentId: 12, reason: 'too late' }],
    ['P-12 3 times too late', { paymentId: 12, amount: '3', reason: 'times too late' }],
    ['P-12 3rd time', { paymentId: 12, reason: '3rd time' }],
    ['P-12 -5', { paymentId: 12, amount: '-5', reason: null }],
  ])('%s', (rest, command) => {
    expect(readRefundCommand(rest)).toEqual(command);
  });

  it.each(['please', '12', 'P-', 'P-12x', '-12', 'P-12\u0000', '9'.repeat(20)])(
    '%s is no command',
    (rest) => {
      expect(readRefundCommand(rest)).toBeUndefined();
    },
  );

  it.each([
    ['4.50', 'usd', 450],
    ['€4,5', 'eur', 450],
    ['450', 'jpy', 450],
    ['4.5', 'jpy', 'too_fine'],
    ['1.230', 'kwd', 1_230],
    ['1.234', 'kwd', 'too_fine'],
    ['0', 'usd', 'not_positive'],
    ['-1', 'usd', 'not_positive'],
    ['1.2.3', 'usd', 'unreadable'],
  ])('%s %s is %s', (text, currency, amount) => {
    expect(readRefundAmount(text, currency)).toBe(amount);
  });
});
