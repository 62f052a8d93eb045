import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LedgerConflict, NotEnoughCredits } from '../../src/billing/billing.errors.js';
import { ClawBack } from '../../src/billing/ledger/claw-back.js';
import { Freeze } from '../../src/billing/ledger/freeze.js';
import { Holds } from '../../src/billing/ledger/holds.js';
import { Ledger } from '../../src/billing/ledger/ledger.js';
import type { Tx } from '../../src/database/db.js';
import type { UserId } from '../../src/kernel/ids.js';
import { eventually } from '../support/eventually.js';
import { LedgerStage } from '../support/ledger-stage.js';

const hour = 60 * 60 * 1_000;

describe('movements of one statement', () => {
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

  const ledger = (): Ledger => stage.part(Ledger);
  const holds = (): Holds => stage.part(Holds);
  const spend = (userId: UserId, amount: number, source = stage.source()): Promise<string> =>
    stage.transactor.run((tx) => ledger().spend(tx, { userId, amount, source }));
  const hold = (userId: UserId, amount: number, source = stage.source()): Promise<number> =>
    stage.transactor.run((tx) => holds().open(tx, { userId, amount, source }, new Date()));
  const refusal = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  async function statements(work: (tx: Tx) => Promise<unknown>): Promise<number> {
    let count = 0;
    await stage.transactor.run((tx) => {
      const query = <Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> => {
        count += 1;
        return tx.query<Row>(sql, parameters);
      };
      return work({ ...tx, query });
    });
    return count;
  }

  /** Begins `late` while `first` has the account, and lets `first` commit only when `late` waits for it. */
  async function overtaken<Late>(
    first: (tx: Tx) => Promise<unknown>,
    late: () => Promise<Late>,
  ): Promise<Late | Error> {
    let waiting: Promise<Late | Error> = Promise.reject(new Error('not begun'));
    waiting.catch(() => undefined);
    await stage.transactor.run(async (tx) => {
      await first(tx);
      waiting = late().catch((error: unknown) => error as Error);
      await eventually('somebody waits for the account', async () => {
        const [row] = await stage.rows<{ count: number }>(
          `select count(*) as count from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return row?.count === 1;
      });
    });
    return waiting;
  }

  it('are grants, spends, holds and their ends, when nothing is special about them', async () => {
    const userId = await stage.person();
    const source = stage.source();
    const grant = { userId, amount: 100, origin: 'gift', source } as const;
    expect(await statements((tx) => ledger().grant(tx, grant))).toBe(1);
    await spend(userId, 1);
    expect(await statements((tx) => ledger().spend(tx, { userId, amount: 3, source }))).toBe(1);
    const ids: number[] = [];
    const open = async (tx: Tx): Promise<void> => {
      ids.push(await holds().open(tx, { userId, amount: 2, source: stage.source() }, new Date()));
    };
    expect(await statements(open)).toBe(1);
    expect(await statements(open)).toBe(1);
    expect(await stage.accounts(userId)).toEqual({ credits: 92, held: 4, frozen: 0, owed: 0 });
    expect(await statements((tx) => holds().capture(tx, userId, ids))).toBe(1);
    expect(await stage.accounts(userId)).toEqual({ credits: 92, held: 0, frozen: 0, owed: 0 });
  });

  it('have one effect when the same is asked for many times at once', async () => {
    const userId = await stage.person();
    const granted = stage.source();
    const spent = stage.source();
    const held = stage.source();
    const twenty = <Result>(work: () => Promise<Result>): Promise<Result[]> =>
      Promise.all(Array.from({ length: 20 }, work));
    const grants = await twenty(() =>
      stage.transactor.run((tx) =>
        ledger().grant(tx, { userId, amount: 50, origin: 'gift', source: granted }),
      ),
    );
    expect(grants.filter((result) => result === 'granted')).toHaveLength(1);
    const spends = await twenty(() => spend(userId, 3, spent));
    expect(spends.filter((result) => result === 'spent')).toHaveLength(1);
    const ids = await twenty(() => hold(userId, 4, held));
    expect(new Set(ids).size).toBe(1);
    await twenty(() => stage.transactor.run((tx) => holds().capture(tx, userId, ids.slice(0, 1))));
    expect(await stage.accounts(userId)).toEqual({ credits: 43, held: 0, frozen: 0, owed: 0 });
    expect(await refusal(spend(userId, 4, spent))).toBeInstanceOf(LedgerConflict);
    const other = await stage.person();
    await stage.gift(other, 10);
    expect(await refusal(spend(other, 3, spent))).toBeInstanceOf(LedgerConflict);
  });

  it('never spend more than there is, whatever one customer does at once', async () => {
    const userId = await stage.person();
    // Many small lots, some of which are used up on the way, and one that has ended.
    for (const amount of [2, 3, 1, 5, 4]) await stage.gift(userId, amount, 10 * hour);
    await stage.gift(userId, 7, 0.5 * hour);
    await stage.gift(userId, 15);
    stage.clock.advance(hour);
    const spends = Array.from({ length: 24 }, (_, index) => refusal(spend(userId, 1 + (index % 3))));
    const taken = Array.from({ length: 12 }, (_, index) => refusal(hold(userId, 1 + (index % 2))));
    const gifts = Array.from({ length: 4 }, () => stage.gift(userId, 1));
    const refused = (await Promise.all([...spends, ...taken])).filter((error) => error !== undefined);
    await Promise.all(gifts);
    expect(refused.length).toBeGreaterThan(0);
    for (const error of refused) expect(error).toBeInstanceOf(NotEnoughCredits);
    const [moved] = await stage.rows<{ sum: number }>(
      `select sum(amount)::bigint as sum from ledger_transactions where user_id = $1 and kind in ('spend', 'hold')`,
      [userId],
    );
    const { credits, owed } = await stage.accounts(userId);
    expect(credits + (moved?.sum ?? 0)).toBe(34);
    expect(owed).toBe(0);
  });

  it('see a spend that they waited for', async () => {
    const userId = await stage.person();
    await stage.gift(userId, 5);
    const first = (tx: Tx): Promise<unknown> =>
      ledger().spend(tx, { userId, amount: 4, source: stage.source() });
    expect(await overtaken(first, () => spend(userId, 2))).toBeInstanceOf(NotEnoughCredits);
    expect(await stage.accounts(userId)).toMatchObject({ credits: 1 });
  });

  it('see the same spend that they waited for', async () => {
    const userId = await stage.person();
    await stage.gift(userId, 5);
    const input = { userId, amount: 2, source: stage.source() };
    const first = (tx: Tx): Promise<unknown> => ledger().spend(tx, input);
    expect(await overtaken(first, () => spend(userId, 2, input.source))).toBe('already-spent');
    expect(await stage.accounts(userId)).toMatchObject({ credits: 3 });
  });

  it('see a grant that they waited for', async () => {
    const userId = await stage.person();
    const grant = { userId, amount: 5, origin: 'gift', source: stage.source() } as const;
    const late = (): Promise<string> => spend(userId, 2);
    expect(await overtaken((tx) => ledger().grant(tx, grant), late)).toBe('spent');
  });

  it('see a lot frozen that they waited for, and take from the next', async () => {
    const userId = await stage.person();
    const grant = await stage.gift(userId, 5, 10 * hour);
    const next = await stage.gift(userId, 5);
    const warning = { userId, grant, source: stage.source(), reason: 'warning' };
    expect(
      await overtaken(
        (tx) => stage.part(Freeze).freeze(tx, warning),
        () => spend(userId, 4),
      ),
    ).toBe('spent');
    expect(await stage.accounts(userId)).toEqual({ credits: 1, held: 0, frozen: 5, owed: 0 });
    expect(await refusal(spend(userId, 2))).toBeInstanceOf(NotEnoughCredits);
    const [lot] = await stage.rows<{ remaining: number }>(
      'select remaining from credit_lots where source_type = $1 and source_id = $2',
      [next.type, next.id],
    );
    expect(lot?.remaining).toBe(1);
  });

  it('see a debt that they waited for: no spend, and a grant that settles it', async () => {
    const userId = await stage.person();
    const grant = await stage.gift(userId, 5);
    await spend(userId, 4);
    const claw = { userId, amount: 5, grant, source: stage.source(), reason: 'refund' };
    expect(
      await overtaken(
        (tx) => stage.part(ClawBack).take(tx, claw),
        () => spend(userId, 1),
      ),
    ).toBeInstanceOf(NotEnoughCredits);
    expect(await stage.accounts(userId)).toMatchObject({ credits: 0, owed: 4 });
    await stage.gift(userId, 6);
    expect(await stage.accounts(userId)).toMatchObject({ credits: 2, owed: 0 });
    const more = { ...claw, amount: 4, source: stage.source() };
    const gift = (): Promise<unknown> => stage.gift(userId, 10);
    await overtaken((tx) => stage.part(ClawBack).take(tx, more), gift);
    expect(await stage.accounts(userId)).toMatchObject({ credits: 8, owed: 0 });
  });

  it('see a hold ended that they waited for', async () => {
    const userId = await stage.person();
    await stage.gift(userId, 5);
    const id = await hold(userId, 3);
    const capture = (): Promise<void> => stage.transactor.run((tx) => holds().capture(tx, userId, [id]));
    // Released, and then the copy appears all the same: it is charged late.
    await overtaken((tx) => holds().release(tx, userId, [id]), capture);
    expect(await stage.accounts(userId)).toEqual({ credits: 2, held: 0, frozen: 0, owed: 0 });
    const [ended] = await stage.rows<{ status: string }>('select status from credit_holds where id = $1', [
      id,
    ]);
    expect(ended?.status).toBe('released');
  });

  it('end holds of which some are ended, as far as they are open', async () => {
    const userId = await stage.person();
    await stage.gift(userId, 10);
    const ids = [await hold(userId, 1), await hold(userId, 2), await hold(userId, 3)];
    await stage.transactor.run((tx) => holds().capture(tx, userId, ids.slice(0, 1)));
    await stage.transactor.run((tx) => holds().capture(tx, userId, [...ids, ...ids]));
    expect(await stage.accounts(userId)).toEqual({ credits: 4, held: 0, frozen: 0, owed: 0 });
  });

  it('book what has expired before they decide', async () => {
    const userId = await stage.person();
    await stage.gift(userId, 5, hour);
    await stage.gift(userId, 5);
    stage.clock.advance(hour);
    expect(await refusal(spend(userId, 6))).toBeInstanceOf(NotEnoughCredits);
    expect(await spend(userId, 5)).toBe('spent');
    expect(await stage.accounts(userId)).toMatchObject({ credits: 0 });
  });
});
