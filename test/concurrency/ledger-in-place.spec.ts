import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Ledger } from '../../src/billing/ledger/ledger.js';
import type { Tx } from '../../src/database/db.js';
import { LedgerStage } from '../support/ledger-stage.js';

describe('spends', () => {
  let stage: LedgerStage;
  beforeAll(async () => {
    stage = await LedgerStage.start();
  });
  afterAll(async () => {
    await stage.stop();
  });

  it('leave the indexes alone as long as the lot has credits left', async () => {
    const userId = await stage.person();
    await stage.gift(userId, 2);
    const inPlace = async (tx: Tx): Promise<number[]> =>
      (
        await tx.query<{ count: number }>(
          `select pg_stat_get_xact_tuples_hot_updated(name::regclass) as count
           from unnest(array['credit_lots', 'credit_accounts']) name`,
        )
      ).map(({ count }) => count);
    const updates = (): Promise<{ lots: number; accounts: number }> =>
      stage.transactor.run(async (tx) => {
        const [lots = 0, accounts = 0] = await inPlace(tx);
        await stage.part(Ledger).spend(tx, { userId, amount: 1, source: stage.source() });
        const after = await inPlace(tx);
        return { lots: (after[0] ?? 0) - lots, accounts: (after[1] ?? 0) - accounts };
      });
    expect(await updates()).toEqual({ lots: 1, accounts: 1 });
    expect(await updates()).toEqual({ lots: 0, accounts: 1 });
  });
});
