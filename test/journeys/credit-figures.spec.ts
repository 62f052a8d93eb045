import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClawBack } from '../../src/billing/ledger/claw-back.js';
import { ExpireCredits } from '../../src/billing/ledger/expire-credits.cron.js';
import { Holds } from '../../src/billing/ledger/holds.js';
import { Ledger } from '../../src/billing/ledger/ledger.js';
import type { Origin, Source } from '../../src/billing/ledger/ledger.types.js';
import type { UserId } from '../../src/kernel/ids.js';
import { LedgerStage } from '../support/ledger-stage.js';

const hour = 60 * 60 * 1_000;
const zone = 'Asia/Tokyo';

describe('the credits of a day, as daily_credits counts them', () => {
  let stage: LedgerStage;
  beforeAll(async () => {
    stage = await LedgerStage.start();
  });
  afterAll(async () => {
    // Nobody paid for what is granted here.
    const violations = (await stage.violations()) as { rule: string }[];
    expect(violations.filter(({ rule }) => rule !== 'paid grant without a payment')).toEqual([]);
    await stage.stop();
  });

  async function grant(userId: UserId, amount: number, origin: Origin, lifeMs?: number): Promise<Source> {
    const source = stage.source();
    const expiresAt = lifeMs === undefined ? null : new Date(stage.clock.now().getTime() + lifeMs);
    await stage.transactor.run((tx) =>
      stage.part(Ledger).grant(tx, { userId, amount, origin, source, reason: origin, expiresAt }),
    );
    return source;
  }
  const spend = (userId: UserId, amount: number): Promise<unknown> =>
    stage.transactor.run((tx) => stage.part(Ledger).spend(tx, { userId, amount, source: stage.source() }));
  const figures = (): Promise<object[]> =>
    stage.rows(`select to_char(day, 'YYYY-MM-DD') as day, sold, given, spent, expired, taken_back as "takenBack"
      from daily_credits('${zone}', '-infinity', 'infinity') order by day`);
  const moveTo = (at: Date): void => {
    stage.clock.advance(at.getTime() - stage.clock.now().getTime());
  };
  const dayOf = (at: Date): string =>
    new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone: zone }).format(at);

  it('are what was sold, given, spent, expired and taken back, each on the owner’s day', async () => {
    const [ann, bob] = [await stage.person(), await stage.person()];
    // An hour before and an hour after midnight in Tokyo, which is the same day in Greenwich.
    const midnight = new Date('2027-03-01T15:00:00Z');
    moveTo(new Date(midnight.getTime() - hour));
    const bought = await grant(ann, 100, 'paid');
    await grant(bob, 40, 'subscription');
    await grant(ann, 7, 'promo', 2 * hour);
    await grant(bob, 5, 'gift');
    await spend(bob, 12);
    const first = stage.clock.now();
    moveTo(new Date(midnight.getTime() + hour + 1));
    await stage.part(ExpireCredits).handle();
    await stage.transactor.run((tx) =>
      stage.part(ClawBack).take(tx, {
        userId: ann,
        amount: 60,
        grant: bought,
        source: stage.source(),
        reason: 'refund',
      }),
    );
    // What is only set aside is spent on the day on which it is taken.
    const hold = await stage.transactor.run((tx) =>
      stage
        .part(Holds)
        .open(
          tx,
          { userId: bob, amount: 3, source: stage.source() },
          new Date(midnight.getTime() + 48 * hour),
        ),
    );
    const second = stage.clock.now();
    expect(await figures()).toEqual([
      { day: dayOf(first), sold: 140, given: 12, spent: 12, expired: 0, takenBack: 0 },
      { day: dayOf(second), sold: 0, given: 0, spent: 0, expired: 7, takenBack: 60 },
    ]);
    expect([dayOf(first), dayOf(second)]).toEqual(['2027-03-01', '2027-03-02']);
    moveTo(new Date(midnight.getTime() + 24 * hour));
    await stage.transactor.run((tx) => stage.part(Holds).capture(tx, bob, [hold]));
    expect((await figures()).at(-1)).toEqual({
      day: '2027-03-03',
      sold: 0,
      given: 0,
      spent: 3,
      expired: 0,
      takenBack: 0,
    });
    // The dispute behind it was won: half of it is not taken back after all.
    moveTo(new Date(midnight.getTime() + 48 * hour));
    await stage.transactor.run((tx) =>
      stage.part(ClawBack).restore(tx, {
        userId: ann,
        amount: 30,
        grant: bought,
        goneSince: second,
        source: stage.source(),
        reason: 'dispute won',
      }),
    );
    expect((await figures()).at(-1)).toMatchObject({ day: '2027-03-04', sold: 0, given: 0, takenBack: -30 });
    const [view] = await stage.rows<{ sold: number; spent: number }>(
      `select sum(sold)::int as sold, sum(spent)::int as spent from credits_by_day`,
    );
    expect(view).toEqual({ sold: 140, spent: 15 });
  });
});
