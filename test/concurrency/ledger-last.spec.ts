import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LedgerConflict, NotEnoughCredits } from '../../src/billing/billing.errors.js';
import { Holds } from '../../src/billing/ledger/holds.js';
import { Ledger } from '../../src/billing/ledger/ledger.js';
import type { UserId } from '../../src/kernel/ids.js';
import { LedgerStage } from '../support/ledger-stage.js';

describe('movements with which their transaction ends', () => {
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
  const hold = (userId: UserId, amount: number): Promise<number> =>
    stage.transactor.run((tx) => holds().open(tx, { userId, amount, source: stage.source() }, new Date()));
  const refusal = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('have one effect, whatever is asked for again', async () => {
    const userId = await stage.person();
    const grant = { userId, amount: 100, origin: 'gift', source: stage.source(), isLast: true } as const;
    const give = (): Promise<string> => stage.transactor.run((tx) => ledger().grant(tx, grant));
    expect((await Promise.all(Array.from({ length: 8 }, give))).sort()[7]).toBe('granted');
    expect(await give()).toBe('already-granted');
    const input = { userId, amount: 3, source: stage.source(), isLast: true };
    const spendLast = (more: object = {}): Promise<string> =>
      stage.transactor.run((tx) => ledger().spend(tx, { ...input, ...more }));
    const spends = await Promise.all(Array.from({ length: 8 }, () => spendLast()));
    expect(spends.filter((result) => result === 'spent')).toHaveLength(1);
    const others = Array.from({ length: 8 }, () => spendLast({ source: stage.source() }));
    expect(new Set(await Promise.all(others))).toEqual(new Set(['spent']));
    const ids = [await hold(userId, 4), await hold(userId, 5)];
    const captures = Array.from({ length: 4 }, () =>
      stage.transactor.run((tx) => holds().capture(tx, userId, ids, true)),
    );
    await Promise.all(captures);
    expect(await stage.accounts(userId)).toEqual({ credits: 64, held: 0, frozen: 0, owed: 0 });
    expect(await refusal(spendLast({ amount: 4 }))).toBeInstanceOf(LedgerConflict);
    expect(await refusal(spendLast({ amount: 65, source: stage.source() }))).toBeInstanceOf(NotEnoughCredits);
  });

  it('refuse to be the last where somebody has to be told', async () => {
    const userId = await stage.person();
    await stage.gift(userId, 25);
    let runs = 0;
    const spendLast = (amount: number): Promise<string> =>
      stage.transactor.run((tx) => {
        runs += 1;
        return ledger().spend(tx, { userId, amount, source: stage.source(), isLast: true });
      });
    expect(await spendLast(4)).toBe('spent');
    expect(runs).toBe(1);
    // Now as few are left as some customers want to be topped up at.
    expect(await spendLast(1)).toBe('spent');
    expect(runs).toBe(3);
    expect(await stage.accounts(userId)).toMatchObject({ credits: 20 });
  });

  it('take back what their transaction did before they refused', async () => {
    const userId = await stage.person();
    await stage.gift(userId, 100);
    const id = await hold(userId, 3);
    await stage.transactor.run((tx) => holds().release(tx, userId, [id]));
    let runs = 0;
    await stage.transactor.run(async (tx) => {
      runs += 1;
      await ledger().spend(tx, { userId, amount: 1, source: stage.source() });
      // Released, and then the copy appears all the same: no plain capture.
      await holds().capture(tx, userId, [id], true);
    });
    expect(runs).toBe(2);
    expect(await stage.accounts(userId)).toEqual({ credits: 96, held: 0, frozen: 0, owed: 0 });
  });
});
