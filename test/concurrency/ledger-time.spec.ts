import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NotEnoughCredits } from '../../src/billing/billing.errors.js';
import { BillingOverviewQuery } from '../../src/billing/billing-overview.query.js';
import { ClawBack } from '../../src/billing/ledger/claw-back.js';
import { ExpireCredits } from '../../src/billing/ledger/expire-credits.cron.js';
import { Freeze } from '../../src/billing/ledger/freeze.js';
import { HistoryQuery } from '../../src/billing/ledger/history.query.js';
import { Holds } from '../../src/billing/ledger/holds.js';
import { Ledger } from '../../src/billing/ledger/ledger.js';
import type { Source } from '../../src/billing/ledger/ledger.types.js';
import type { UserId } from '../../src/kernel/ids.js';
import { LedgerStage } from '../support/ledger-stage.js';

const hour = 60 * 60 * 1_000;
const day = 24 * hour;

describe('credits in the course of time', () => {
  let stage: LedgerStage;
  beforeAll(async () => {
    stage = await LedgerStage.start();
  });
  afterEach(async () => {
    expect(await stage.violations()).toEqual([]);
  });
  afterAll(async () => {
    await stage.stop();
  });

  const spend = (userId: UserId, amount: number): Promise<unknown> =>
    stage.transactor.run((tx) => stage.part(Ledger).spend(tx, { userId, amount, source: stage.source() }));
  const hold = (userId: UserId, amount: number): Promise<number> =>
    stage.transactor.run((tx) =>
      stage.part(Holds).open(tx, { userId, amount, source: stage.source() }, new Date()),
    );
  const release = (userId: UserId, id: number): Promise<void> =>
    stage.transactor.run((tx) => stage.part(Holds).release(tx, userId, [id]));
  const claw = (userId: UserId, grant: Source, amount: number): Promise<void> =>
    stage.transactor.run((tx) =>
      stage.part(ClawBack).take(tx, { userId, amount, grant, source: stage.source(), reason: 'refund' }),
    );
  const restore = (userId: UserId, grant: Source, amount: number, goneSince: Date): Promise<void> =>
    stage.transactor.run((tx) =>
      stage
        .part(ClawBack)
        .restore(tx, { userId, amount, grant, source: stage.source(), reason: 'won', goneSince }),
    );
  const warn = (userId: UserId, grant: Source, source: Source): Promise<string> =>
    stage.transactor.run((tx) => stage.part(Freeze).freeze(tx, { userId, grant, source, reason: 'warning' }));
  const clear = (userId: UserId, grant: Source, source: Source): Promise<string> =>
    stage.transactor.run((tx) => stage.part(Freeze).thaw(tx, { userId, grant, source, reason: 'cleared' }));
  const shown = (userId: UserId): ReturnType<BillingOverviewQuery['of']> =>
    stage.part(BillingOverviewQuery).of(stage.transactor.reader, userId);
  const runCron = (): Promise<void> => stage.part(ExpireCredits).handle();

  it('shows the next expiry, and neither shows nor spends what has expired, booked or not', async () => {
    const userId = await stage.person();
    await stage.gift(userId, 5);
    await stage.gift(userId, 30, hour);
    const before = await shown(userId);
    expect(before).toMatchObject({ credits: 35, nextExpiry: { credits: 30 } });
    stage.clock.advance(2 * hour);
    expect(await shown(userId)).toMatchObject({ credits: 5, nextExpiry: undefined });
    await expect(spend(userId, 6)).rejects.toMatchObject({
      code: 'not_enough_credits',
      details: { cost: 6, have: 5, missing: 1 },
    });
    await spend(userId, 1);
    expect(await stage.accounts(userId)).toMatchObject({ credits: 4 });
  });

  it('books what has expired once, however many workers do it at the same time', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => stage.person()));
    for (const userId of people) {
      await stage.gift(userId, 7, hour);
      await stage.gift(userId, 4, hour);
      await stage.gift(userId, 3);
    }
    stage.clock.advance(hour);
    await Promise.all([runCron(), runCron(), runCron(), runCron()]);
    for (const userId of people) {
      expect(await stage.accounts(userId)).toEqual({ credits: 3, held: 0, frozen: 0, owed: 0 });
      const lines = await stage.part(HistoryQuery).of(stage.transactor.reader, userId);
      const expired = lines.filter(({ kind }) => kind === 'expire');
      expect(expired.map(({ change }) => change).sort()).toEqual([-4, -7]);
    }
  });

  it('books nothing of what is spent at the same moment', async () => {
    const userId = await stage.person();
    await stage.gift(userId, 10, hour);
    await stage.gift(userId, 10);
    stage.clock.advance(hour);
    const outcomes = await Promise.allSettled([
      runCron(),
      ...Array.from({ length: 15 }, () => spend(userId, 1)),
      runCron(),
    ]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(5);
    expect(refused.every(({ reason }) => reason instanceof NotEnoughCredits)).toBe(true);
    expect(await stage.accounts(userId)).toMatchObject({ credits: 0 });
  });

  it('never expires what is held, and gives it three more days when it comes back too late', async () => {
    const userId = await stage.person();
    await stage.gift(userId, 10, hour);
    const held = await hold(userId, 6);
    stage.clock.advance(2 * hour);
    await runCron();
    expect(await stage.accounts(userId)).toMatchObject({ credits: 0, held: 6 });
    await release(userId, held);
    await runCron();
    expect(await shown(userId)).toMatchObject({ credits: 6, held: 0, nextExpiry: { credits: 6 } });
    stage.clock.advance(3 * day - hour);
    await spend(userId, 1);
    stage.clock.advance(hour);
    await runCron();
    expect(await stage.accounts(userId)).toMatchObject({ credits: 0 });
  });

  it('owes nothing for credits that expired unspent before their payment was taken back', async () => {
    const userId = await stage.person();
    const grant = await stage.gift(userId, 20, hour);
    await spend(userId, 5);
    stage.clock.advance(2 * hour);
    await claw(userId, grant, 10);
    expect(await stage.accounts(userId)).toMatchObject({ credits: 0, owed: 0 });
    await claw(userId, grant, 10);
    expect(await stage.accounts(userId)).toMatchObject({ credits: 0, owed: 5 });
    await restore(userId, grant, 20, stage.clock.now());
    expect(await shown(userId)).toMatchObject({ credits: 15, owed: 0, nextExpiry: { credits: 15 } });
  });

  it('adds the time in which credits were gone to theirs, whether their lot has expired meanwhile or not', async () => {
    const userId = await stage.person();
    const grant = await stage.gift(userId, 20, 5 * day);
    stage.clock.advance(day);
    const first = stage.clock.now();
    await claw(userId, grant, 20);
    stage.clock.advance(2 * day);
    await restore(userId, grant, 20, first);
    const four = new Date(stage.clock.now().getTime() + 4 * day);
    expect(await shown(userId)).toMatchObject({ credits: 20, nextExpiry: { at: four, credits: 20 } });
    const second = stage.clock.now();
    await claw(userId, grant, 12);
    stage.clock.advance(10 * day);
    await restore(userId, grant, 12, second);
    const again = new Date(stage.clock.now().getTime() + 4 * day);
    expect(await shown(userId)).toMatchObject({ credits: 12, nextExpiry: { at: again, credits: 12 } });
  });

  it('leaves the end of a part that was never gone as it was', async () => {
    const userId = await stage.person();
    const grant = await stage.gift(userId, 20, 5 * day);
    const end = new Date(stage.clock.now().getTime() + 5 * day);
    const since = stage.clock.now();
    await claw(userId, grant, 12);
    stage.clock.advance(2 * day);
    await restore(userId, grant, 12, since);
    expect(await shown(userId)).toMatchObject({ credits: 20, nextExpiry: { at: end, credits: 8 } });
    stage.clock.advance(3 * day);
    expect(await shown(userId)).toMatchObject({ credits: 12, nextExpiry: { credits: 12 } });
  });

  it('takes no expired credits of another grant for a debt, whether a schedule ran or not', async () => {
    const userId = await stage.person();
    const grant = await stage.gift(userId, 20);
    await stage.gift(userId, 8, hour);
    await spend(userId, 8);
    await spend(userId, 20);
    await stage.gift(userId, 8, hour);
    stage.clock.advance(2 * hour);
    await claw(userId, grant, 5);
    expect(await stage.accounts(userId)).toEqual({ credits: 0, held: 0, frozen: 0, owed: 5 });
  });

  it('freezes what is left of a grant and thaws it with its time added', async () => {
    const userId = await stage.person();
    const grant = await stage.gift(userId, 20, day);
    await stage.gift(userId, 3);
    const [warning, other] = [stage.source(), stage.source()];
    expect(await warn(userId, grant, warning)).toBe('frozen');
    expect(await warn(userId, grant, warning)).toBe('already-frozen');
    expect(await warn(userId, grant, other)).toBe('already-frozen');
    expect(await shown(userId)).toMatchObject({ credits: 3, frozen: 20, nextExpiry: undefined });
    await expect(spend(userId, 4)).rejects.toBeInstanceOf(NotEnoughCredits);
    stage.clock.advance(2 * day);
    await runCron();
    expect(await stage.accounts(userId)).toEqual({ credits: 3, held: 0, frozen: 20, owed: 0 });
    expect(await clear(userId, grant, warning)).toBe('thawed');
    expect(await clear(userId, grant, warning)).toBe('not-frozen');
    expect(await shown(userId)).toMatchObject({ credits: 23, frozen: 0, nextExpiry: { credits: 20 } });
    // The same warning, told late once more.
    expect(await warn(userId, grant, warning)).toBe('already-frozen');
    expect(await shown(userId)).toMatchObject({ credits: 23, frozen: 0 });
    stage.clock.advance(day);
    expect(await shown(userId)).toMatchObject({ credits: 3 });
  });

  it('freezes once under parallel warnings, spends and releases', async () => {
    const userId = await stage.person();
    const grant = await stage.gift(userId, 20);
    const holds = [await hold(userId, 2), await hold(userId, 3)];
    const source = stage.source();
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 4 }, () => warn(userId, grant, source)),
      ...Array.from({ length: 6 }, () => spend(userId, 1)),
      ...holds.map((id) => release(userId, id)),
    ]);
    const spent = outcomes.slice(4, 10).filter(({ status }) => status === 'fulfilled').length;
    const { credits, frozen, held } = await stage.accounts(userId);
    expect({ held, all: credits + frozen }).toEqual({ held: 0, all: 20 - spent });
    expect(credits).toBe(0);
    expect(outcomes.slice(0, 4).filter((o) => o.status === 'fulfilled' && o.value === 'frozen')).toHaveLength(
      1,
    );
  });

  it('takes frozen credits first when their payment is taken back, and last for another one', async () => {
    const userId = await stage.person();
    const checked = await stage.gift(userId, 10);
    const other = await stage.gift(userId, 10);
    await warn(userId, checked, stage.source());
    await claw(userId, checked, 4);
    expect(await stage.accounts(userId)).toEqual({ credits: 10, held: 0, frozen: 6, owed: 0 });
    await spend(userId, 7);
    await claw(userId, other, 10);
    expect(await stage.accounts(userId)).toEqual({ credits: 0, held: 0, frozen: 0, owed: 1 });
  });

  it('says so when nothing is left to freeze', async () => {
    const userId = await stage.person();
    const grant = await stage.gift(userId, 2);
    await spend(userId, 2);
    expect(await warn(userId, grant, stage.source())).toBe('nothing-left');
    expect(await clear(userId, grant, stage.source())).toBe('not-frozen');
  });
});
