import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiFault } from '../../sandbox/stripe/wire/api-faults.js';
import { type CutPoint, Cuts } from '../support/cuts.js';
import { type Customer, sessionOf } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { hasten } from '../support/hasten.js';
import { impatience } from '../support/impatience.js';
import { Product } from '../support/product.js';

const jobs = 'graphile_worker._private_jobs';

/** Every row that is written between the webhook and the receipt, in order. */
const steps: readonly CutPoint[] = [
  { table: 'stripe_events', on: 'insert', at: 'write' },
  { table: jobs, on: 'insert', at: 'write' },
  { table: 'stripe_events', on: 'insert', at: 'commit' },
  { table: 'purchases', on: 'update', at: 'write' },
  { table: 'payments', on: 'insert', at: 'write' },
  { table: 'access_periods', on: 'insert', at: 'write' },
  { table: 'ledger_transactions', on: 'insert', at: 'write' },
  { table: 'credit_accounts', on: 'update', at: 'write' },
  { table: 'credit_lots', on: 'insert', at: 'write' },
  { table: 'payments', on: 'insert', at: 'commit' },
  { table: 'stripe_events', on: 'update', at: 'write' },
  { table: 'stripe_events', on: 'update', at: 'commit' },
  { table: 'sent_notices', on: 'insert', at: 'write' },
  { table: 'sent_notices', on: 'insert', at: 'commit' },
];

const apiFaults: readonly ApiFault['kind'][] = [
  '500-before-commit',
  '409',
  '429',
  'reset-before-commit',
  'hang-before-commit',
];

describe('settling a payment that is cut off', () => {
  let product: Product;
  let cuts: Cuts;
  let people = 0;

  beforeAll(async () => {
    product = await Product.start();
    cuts = await Cuts.prepare(product.sql);
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  /** Somebody who stands before the payment page of what they want. */
  async function shopper(label: string): Promise<{ customer: Customer; session: string }> {
    people += 1;
    const customer = product.customer(`P${people}`);
    customer.start();
    await customer.sees('Hello');
    customer.says('/buy');
    const list = await customer.sees('What would you like?');
    return { customer, session: sessionOf(customer.pageOf(list, label)) };
  }

  /** Failed jobs and refused webhooks are taken up again at once instead of after seconds and hours. */
  async function hurry(): Promise<void> {
    await hasten(product);
    product.stripe.control.retryWebhooks();
  }

  /** What somebody has who bought exactly once. */
  async function holdings(customer: Customer): Promise<object> {
    const [row] = await product.rows(
      `select credits::int as credits,
         (select count(*)::int from payments p where p.user_id = a.user_id) as payments,
         (select count(*)::int from access_periods p where p.user_id = a.user_id) as access
       from credit_accounts a where user_id = (select id from users where telegram_id = $1)`,
      [customer.id],
    );
    return row ?? {};
  }

  const receipts = (customer: Customer): number =>
    customer.chat().filter(({ text }) => text.includes('Reference: P-')).length;

  async function isSettled(customer: Customer, expected: object): Promise<void> {
    await eventually(
      `${customer.name} has what was paid`,
      async () => {
        await hurry();
        return (
          receipts(customer) === 1 && JSON.stringify(await holdings(customer)) === JSON.stringify(expected)
        );
      },
      20_000,
    );
    // Nothing comes later on top.
    await product.stripe.control.settled();
    expect(await holdings(customer)).toEqual(expected);
    expect(receipts(customer)).toBe(1);
  }

  const pack = { label: '25 credits', expected: { credits: 35, payments: 1, access: 0 } };
  const pass = { label: 'Day pass', expected: { credits: 10, payments: 1, access: 1 } };
  const plan = { label: 'Monthly plan', expected: { credits: 110, payments: 1, access: 1 } };

  it.each(steps)('grants once although whoever writes $table ($on, $at) dies twice', async (step) => {
    // Only what gives time writes access; a plan goes through its invoice, a pack through its session.
    for (const { label, expected } of [step.table === 'access_periods' ? pass : pack, plan]) {
      const { customer, session } = await shopper(label);
      await cuts.arm(step, 2);
      product.stripe.control.payCheckout(session);
      await isSettled(customer, expected);
      await eventually('the third writer comes through', async () => {
        await hurry();
        return (await cuts.passed()) > 2;
      });
      await cuts.disarm(step);
      // Whatever was repeated in between added nothing.
      await isSettled(customer, expected);
    }
  });

  it.each(apiFaults)('grants once although Stripe answers “%s” when asked what is true', async (kind) => {
    const { customer, session } = await shopper('25 credits');
    const becomePatient = impatience(product);
    product.stripe.control.faults.api({ kind, method: 'GET', path: '/v1/checkout/sessions', times: 4 });
    product.stripe.control.payCheckout(session);
    await isSettled(customer, pack.expected);
    becomePatient();
    product.stripe.control.faults.clear();
  });
});
