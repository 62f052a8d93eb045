import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckLedger } from '../../src/billing/ledger/check-ledger.cron.js';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';
import { ruleMeanings } from '../../src/telegram/views/ledger-check.view.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';

describe('the nightly check of the credit books', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
    const customer = product.customer('Ann');
    customer.start();
    await customer.sees('Hello');
    await customer.buys('25 credits');
    await customer.sees('Your balance: 35 credits');
    customer.says('a message');
    await product.group.sees(await product.group.topicOf(customer), 'a message');
    await eventually('the message is paid for', async () => {
      return (await product.rows(`select from credit_holds where status = 'captured'`)).length === 1;
    });
  });
  afterAll(async () => {
    await product.stop();
  });

  const night = (day: number): Promise<void> =>
    product.part(CheckLedger).handle({ at: new Date(Date.UTC(2026, 0, day, 3, 40)) });
  const alerts = (): string[] =>
    product.group
      .general()
      .map(({ text }) => text)
      .filter((text) => text.includes('The credit books do not agree'));
  const metric = async (): Promise<string | undefined> =>
    /^billing_invariant_violations \d+$/m.exec(await (await fetch(`${product.url}/metrics`)).text())?.[0];

  /** The journal cannot be changed without switching its triggers off. */
  async function corrupt(sql: string): Promise<void> {
    await product.rows(`do $$ begin set local session_replication_role = replica; ${sql}; end $$`);
  }

  it('says nothing while everything agrees', async () => {
    expect(await metric()).toBeUndefined();
    await night(1);
    expect(await metric()).toBe('billing_invariant_violations 0');
    expect(await product.rows('select violations from ledger_checks')).toEqual([{ violations: 0 }]);
    expect(alerts()).toEqual([]);
  });

  it('tells General once a night what broke a rule, in plain words', async () => {
    await corrupt('update credit_accounts set credits = credits + 5');
    await Promise.all([night(2), night(2)]);
    const { text } = await product.group.sees(0, 'The credit books do not agree');
    expect(text).toContain('3 findings');
    expect(text).toContain('customer 1: the balance is not what all movements add up to');
    expect(await metric()).toBe('billing_invariant_violations 3');
    await night(3);
    await product.group.waitFor(() => alerts().length === 2, 'the next night');
    await corrupt('update credit_accounts set credits = credits - 5');
    await night(4);
    expect(await metric()).toBe('billing_invariant_violations 0');
    expect(alerts()).toHaveLength(2);
  });

  it.each([
    ['account versions have gaps', 'update credit_accounts set version = version + 1'],
    [
      'credits differ from the open lots',
      `update credit_lots set remaining = remaining - 1 where origin = 'paid'`,
    ],
    [
      'frozen credits differ from the frozen lots',
      `update credit_lots set frozen_at = now() where origin = 'paid'`,
    ],
    [
      'held credits differ from the open holds',
      `update credit_holds set status = 'open', closing_transaction_id = null`,
    ],
    ['hold closed without a transaction', 'update credit_holds set closing_transaction_id = null'],
    ['transaction differs from its movements', 'delete from ledger_movements where transaction_id = 1'],
    ['spent while something was owed', `update ledger_transactions set owed_after = 1 where kind = 'hold'`],
    [
      'transaction without an account',
      'update ledger_transactions set user_id = 999 where id = (select max(id) from ledger_transactions)',
    ],
    [
      'movement without its transaction',
      `insert into ledger_movements (transaction_id, from_account, to_account, amount) values (999, 'held', 'spent', 1)`,
    ],
    [
      'lot moved by no transaction of its customer',
      'insert into lot_movements (transaction_id, lot_id, amount) select 999, id, 1 from credit_lots limit 1',
    ],
    [
      'lot moved by no transaction of its customer',
      'insert into lot_movements (transaction_id, lot_id, amount) select max(id), 999, 1 from ledger_transactions',
    ],
    ['lot moved by no transaction of its customer', 'update credit_lots set user_id = 999'],
    [
      'lot without its transaction',
      'update credit_lots set transaction_id = 999 where id = (select max(id) from credit_lots)',
    ],
    ['hold without its transaction', 'update credit_holds set hold_transaction_id = 999'],
    ['hold without its transaction', 'update credit_holds set closing_transaction_id = 999'],
    ['payment without its grant', 'update payments set credits = 26'],
    ['paid grant without a payment', `update payments set source_id = 'other'`],
    ['debt beside credits on hand', 'update credit_accounts set owed = 1'],
    [
      'access that nobody paid for',
      `insert into access_periods (user_id, kind, product_id, starts_at, ends_at, source_type, source_id)
       select user_id, 'pass', product_id, now(), now() + interval '1 day', 'nothing', '1' from purchases limit 1`,
    ],
    [
      'access whose money was taken back',
      `insert into access_periods (user_id, kind, product_id, starts_at, ends_at, source_type, source_id)
       select p.user_id, 'pass', o.product_id, now(), now() + interval '1 day', p.source_type, p.source_id
       from payments p join purchases o on o.id = p.purchase_id;
       update payments set refunded_amount = amount`,
    ],
  ])('notices: %s', async (rule, damage) => {
    expect(await product.violations()).toEqual([]);
    const client = await product.sql.connect();
    try {
      // Never committed, so that each starts from books that agree; the triggers would refuse all of it.
      await client.query('begin; set local session_replication_role = replica');
      await client.query(damage);
      const { rows } = await client.query<{ rule: string }>(invariantsSql);
      expect(rows.map((row) => row.rule)).toContain(rule);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('knows a meaning for every rule', () => {
    const rules = [...invariantsSql.matchAll(/select '([^']+)'(?: as rule)?, /g)].map(([, rule]) => rule);
    expect(rules.length).toBeGreaterThan(15);
    expect(Object.keys(ruleMeanings).sort()).toEqual(rules.sort());
  });
});
