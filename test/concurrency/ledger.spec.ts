import { Test } from '@nestjs/testing';
import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotEnoughCredits } from '../../src/billing/billing.errors.js';
import { BillingModule } from '../../src/billing/billing.module.js';
import { Holds } from '../../src/billing/ledger/holds.js';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';
import { Ledger } from '../../src/billing/ledger/ledger.js';
import { PaymentGateway } from '../../src/billing/payment-gateway.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { Transactor } from '../../src/database/transactor.js';
import { JobsModule } from '../../src/jobs/jobs.module.js';
import { asTelegramId, type UserId } from '../../src/kernel/ids.js';
import { UsersModule } from '../../src/users/users.module.js';
import { UsersRepository } from '../../src/users/users.repository.js';
import { NoGateway } from '../support/no-gateway.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('credits under parallel requests', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let transactor: Transactor;
  let ledger: Ledger;
  let holds: Holds;
  let people = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    const config = testConfig(database.url, { PROCESS_ROLE: 'web' });
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(config),
        DatabaseModule,
        JobsModule,
        UsersModule,
        BillingModule,
        NoGateway,
      ],
    }).compile();
    app = await module.init();
    transactor = app.get(Transactor, { strict: false });
    ledger = app.get(Ledger, { strict: false });
    holds = app.get(Holds, { strict: false });
    expect(app.get(PaymentGateway, { strict: false }).provider).toBe('none');
  });
  afterAll(async () => {
    expect(await transactor.reader.query(invariantsSql)).toEqual([]);
    await app.close();
    await database.drop();
  });

  async function person(credits: number): Promise<UserId> {
    people += 1;
    const profile = {
      telegramId: asTelegramId(people),
      firstName: 'P',
      lastName: null,
      username: null,
      languageCode: 'en',
    };
    return transactor.run(async (tx) => {
      const id = await app.get(UsersRepository, { strict: false }).insert(tx, profile, null, new Date());
      if (id === null) throw new Error('no user');
      const source = { type: 'gift', id: `start:${id}` };
      if (credits > 0) await ledger.grant(tx, { userId: id, amount: credits, origin: 'gift', source });
      return id;
    });
  }

  async function balance(
    userId: UserId,
  ): Promise<{ credits: number; held: number; owed: number } | undefined> {
    const rows = await transactor.reader.query<{ credits: number; held: number; owed: number }>(
      'select credits, held, owed from credit_accounts where user_id = $1',
      [userId],
    );
    return rows[0];
  }

  async function outcomes(work: Promise<unknown>[]): Promise<{ done: number; refused: number }> {
    const results = await Promise.allSettled(work);
    for (const result of results) {
      if (result.status === 'rejected' && !(result.reason instanceof NotEnoughCredits)) throw result.reason;
    }
    const done = results.filter(({ status }) => status === 'fulfilled').length;
    return { done, refused: results.length - done };
  }

  it('lets exactly as many of fifty parallel spends through as there are credits for', async () => {
    const userId = await person(55);
    const spends = Array.from({ length: 50 }, (_, index) =>
      transactor.run((tx) =>
        ledger.spend(tx, { userId, amount: 10, source: { type: 'test', id: `${userId}:${index}` } }),
      ),
    );
    expect(await outcomes(spends)).toEqual({ done: 5, refused: 45 });
    expect(await balance(userId)).toEqual({ credits: 5, held: 0, owed: 0 });
  });

  it('does the same movement once, however often and however parallel it is asked for', async () => {
    const userId = await person(0);
    const source = { type: 'checkout_session', id: `cs_${userId}` };
    const grants = await Promise.all(
      Array.from({ length: 20 }, () =>
        transactor.run((tx) => ledger.grant(tx, { userId, amount: 10, origin: 'gift', source })),
      ),
    );
    expect(grants.filter((result) => result === 'granted')).toHaveLength(1);
    expect(await balance(userId)).toEqual({ credits: 10, held: 0, owed: 0 });
  });

  it('refuses the same key with another amount', async () => {
    const userId = await person(0);
    const grant = (amount: number): Promise<unknown> =>
      transactor.run((tx) =>
        ledger.grant(tx, { userId, amount, origin: 'gift', source: { type: 'test', id: `c${userId}` } }),
      );
    await grant(5);
    await expect(grant(6)).rejects.toThrow('ledger_conflict');
    expect(await balance(userId)).toEqual({ credits: 5, held: 0, owed: 0 });
  });

  it('closes a hold once, when capture and release race for it', async () => {
    const userId = await person(10);
    const expiresAt = new Date(Date.now() + 60_000);
    const source = { type: 'message', id: `m${userId}` };
    const hold = await transactor.run((tx) => holds.open(tx, { userId, amount: 4, source }, expiresAt));
    expect(await balance(userId)).toEqual({ credits: 6, held: 4, owed: 0 });
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        transactor.run((tx) =>
          index % 2 === 0 ? holds.capture(tx, userId, [hold]) : holds.release(tx, userId, [hold]),
        ),
      ),
    );
    const after = await balance(userId);
    expect(after?.held).toBe(0);
    expect([6, 10]).toContain(after?.credits);
  });

  it('gives a released hold back into the lots that it came from', async () => {
    const userId = await person(3);
    await transactor.run((tx) =>
      ledger.grant(tx, { userId, amount: 5, origin: 'gift', source: { type: 'test', id: `x${userId}` } }),
    );
    const expiresAt = new Date(Date.now() + 60_000);
    const hold = await transactor.run((tx) =>
      holds.open(tx, { userId, amount: 6, source: { type: 'message', id: `r${userId}` } }, expiresAt),
    );
    await transactor.run((tx) => holds.release(tx, userId, [hold]));
    const lots = await transactor.reader.query<{ amount: number; remaining: number }>(
      'select amount, remaining from credit_lots where user_id = $1 order by id',
      [userId],
    );
    expect(lots).toEqual([
      { amount: 3, remaining: 3 },
      { amount: 5, remaining: 5 },
    ]);
  });

  it('keeps the journal from being changed, even by its owner', async () => {
    await person(1);
    for (const table of ['ledger_transactions', 'ledger_movements', 'lot_movements', 'audit_log']) {
      await expect(transactor.reader.query(`delete from ${table}`)).rejects.toThrow('append-only');
      await expect(transactor.reader.query(`truncate ${table} cascade`)).rejects.toThrow('append-only');
    }
    for (const change of [
      'ledger_movements set amount = 1',
      'ledger_transactions set amount = amount + 1',
      // Only of somebody who had their data erased.
      `ledger_transactions set reason = '[erased]'`,
    ])
      await expect(transactor.reader.query(`update ${change}`)).rejects.toThrow('append-only');
  });

  it.each([
    ['credit_accounts', ['user_id']],
    [
      'credit_lots',
      ['user_id', 'source_type', 'source_id', 'origin', 'amount', 'priority', 'transaction_id'],
    ],
    ['credit_holds', ['user_id', 'amount', 'key', 'hold_transaction_id']],
  ])('keeps what %s say for good, and their rows', async (table, columns) => {
    for (const column of columns) {
      const change = `update ${table} set ${column} = ${column}`;
      await expect(transactor.reader.query(change)).rejects.toThrow('append-only');
    }
    await expect(transactor.reader.query(`delete from ${table}`)).rejects.toThrow('append-only');
    await expect(transactor.reader.query(`truncate ${table} cascade`)).rejects.toThrow('append-only');
  });

  it.each([
    [
      `insert into ledger_movements select max(id), 'credits', 'nowhere', 1 from ledger_transactions`,
      'account',
    ],
    [
      `insert into ledger_movements select max(id), 'nowhere', 'credits', 1 from ledger_transactions`,
      'account',
    ],
    [
      `insert into ledger_transactions (kind, idempotency_key, user_id, amount, source_type, source_id,
         account_version, credits_after, held_after, owed_after, created_at)
       select 'wish', 'k', user_id, 1, 't', 'i', version + 1, 1, 0, 0, now() from credit_accounts limit 1`,
      'kind',
    ],
    ['update credit_accounts set held = -1', 'balances'],
    [`insert into ledger_movements select max(id), 'spent', 'credits', 0 from ledger_transactions`, 'amount'],
    ['insert into lot_movements select max(transaction_id), max(id) + 1, 0 from credit_lots', 'change'],
  ])('knows no other names and nothing below zero: %s', async (sql, rule) => {
    await person(1);
    await expect(transactor.reader.query(sql)).rejects.toThrow(`_${rule}_check`);
  });

  it('never opens a closed hold again', async () => {
    const userId = await person(3);
    const source = { type: 'message', id: `closed${userId}` };
    const id = await transactor.run((tx) => holds.open(tx, { userId, amount: 2, source }, new Date()));
    await transactor.run((tx) => holds.release(tx, userId, [id]));
    const reopen = `update credit_holds set status = 'open', closing_transaction_id = null where id = $1`;
    await expect(transactor.reader.query(reopen, [id])).rejects.toThrow('append-only');
  });
});
