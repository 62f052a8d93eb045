import { describe, expect, it } from 'vitest';
import { judge, type RechargePosition, retryAt } from './recharge-rules.js';

const now = new Date('2026-11-30T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

const low: RechargePosition = {
  threshold: 5,
  amount: 500,
  monthlyCap: 1_000,
  available: 5,
  pending: 0,
  hasOpenAttempt: false,
  monthTotal: 0,
  nextMonthAt: new Date('2026-12-01T00:00:00Z'),
  lastSuccessAt: null,
  thirdLastSuccessAt: null,
  lastDeclineAt: null,
};

describe('whether a card is charged now', () => {
  it.each<[string, Partial<RechargePosition>, ReturnType<typeof judge>]>([
    ['exactly at the threshold', {}, { kind: 'charge' }],
    ['one above it', { available: 6 }, { kind: 'enough' }],
    ['with enough on its way', { available: 0, pending: 10 }, { kind: 'enough' }],
    ['in debt', { available: -20, pending: 10 }, { kind: 'charge' }],
    ['while one is open', { hasOpenAttempt: true }, { kind: 'in-flight' }],
    ['up to the cap', { monthTotal: 500 }, { kind: 'charge' }],
    ['one cent above the cap', { monthTotal: 501 }, { kind: 'capped', at: low.nextMonthAt }],
    ['just after a success', { lastSuccessAt: minutesAgo(9) }, { kind: 'later', at: minutesAgo(-1) }],
    ['ten minutes after a success', { lastSuccessAt: minutesAgo(10) }, { kind: 'charge' }],
    ['just after a decline', { lastDeclineAt: minutesAgo(59) }, { kind: 'later', at: minutesAgo(-1) }],
    [
      'after three successes in a day',
      { lastSuccessAt: minutesAgo(30), thirdLastSuccessAt: minutesAgo(24 * 60 - 1) },
      { kind: 'later', at: minutesAgo(-1) },
    ],
  ])('%s', (_name, position, verdict) => {
    expect(judge({ ...low, ...position }, now)).toEqual(verdict);
  });

  it('comes again an hour after the first failure and a day after the second', () => {
    expect(retryAt(now, 1)).toEqual(minutesAgo(-60));
    expect(retryAt(now, 2)).toEqual(minutesAgo(-24 * 60));
    expect(retryAt(now, 3)).toEqual(minutesAgo(-72 * 60));
  });
});
