import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { calm } from '../support/calm.js';
import { type CutPoint, Cuts } from '../support/cuts.js';
import { type Customer, sessionOf } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { hasten } from '../support/hasten.js';
import { Product } from '../support/product.js';

const jobs = 'graphile_worker._private_jobs';

/** Rows that are written between the press and the end. */
const steps: readonly CutPoint[] = [
  { table: 'lane_items', on: 'insert', at: 'write' },
  { table: 'messages', on: 'update', at: 'write' },
  { table: 'threads', on: 'update', at: 'write' },
  { table: 'credit_accounts', on: 'update', at: 'write' },
  { table: 'ledger_transactions', on: 'insert', at: 'write' },
  { table: 'users', on: 'update', at: 'write' },
  { table: 'audit_log', on: 'insert', at: 'write' },
  { table: jobs, on: 'insert', at: 'write' },
  { table: 'users', on: 'update', at: 'commit' },
];

describe('an erasure', () => {
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

  /** Somebody with a conversation and an open payment page, and the question under which they press "Yes". */
  async function doubter(): Promise<{
    customer: Customer;
    topic: number;
    page: string;
    ask: VisibleMessage;
  }> {
    people += 1;
    const customer = product.customer(`Person${people}`);
    customer.says('/buy10');
    const page = sessionOf(customer.pageOf(await customer.sees('10 credits'), 'Pay'));
    customer.says('hello');
    const topic = await product.group.topicOf(customer);
    await product.group.card(topic);
    customer.says('/privacy');
    customer.press(await customer.sees('Your data'), '🗑 Erase my data');
    const ask = await customer.sees('Erase everything');
    await calm(product);
    return { customer, topic, page, ask };
  }

  async function isErased({ id, name }: Customer, topic: number): Promise<void> {
    await eventually(`${name} is erased`, async () => {
      await hasten(product);
      product.stripe.control.retryWebhooks();
      const known = await product.rows('select 1 from users where telegram_id = $1', [id]);
      return known.length === 0 && !product.group.topics().some(({ threadId }) => threadId === topic);
    });
  }
  const isTold = (customer: Customer, ask: VisibleMessage): boolean =>
    customer
      .chat()
      .some(
        (one) => one.message_id === ask.message_id && one.text.includes('Everything about you is erased'),
      );

  it.each(steps)(
    'happens once and whole although whoever writes $table ($on, $at) dies twice',
    async (step) => {
      const { customer, topic, ask } = await doubter();
      const earlier = await product.rows(`select 1 from audit_log where action = 'erase'`);
      await cuts.arm(step, 2);
      try {
        customer.press(ask, '🗑 Yes, erase everything');
        await isErased(customer, topic);
        expect(await cuts.passed()).toBeGreaterThan(2);
      } finally {
        await cuts.disarm(step);
      }
      await eventually('they are told', () => isTold(customer, ask));
      const entries = await product.rows(`select 1 from audit_log where action = 'erase'`);
      expect(entries.length).toBe(earlier.length + 1);
    },
  );

  it('and a payment at the same moment leave either no credits, or a call to send the money back', async () => {
    const doubters = [];
    for (let count = 0; count < 4; count += 1) doubters.push(await doubter());
    for (const [index, { customer, page, ask }] of doubters.entries()) {
      const pays = (): object => product.stripe.control.payCheckout(page);
      // Now one, now the other a little earlier.
      if (index % 2 === 0) pays();
      customer.press(ask, '🗑 Yes, erase everything');
      if (index % 2 === 1) pays();
    }
    const late = (): number =>
      product.group.general().filter(({ text }) => text.includes('Paid after erasure')).length;
    await calm(product);
    await eventually('everybody is erased, or asked again because the credits are others', async () => {
      product.stripe.control.retryWebhooks();
      const paid = await product.rows(`select 1 from payments`);
      return paid.length === doubters.length;
    });
    await calm(product);
    const rows = await product.rows<{ erased: boolean; credits: number }>(
      `select u.telegram_id is null as erased, (a.credits + a.held)::int as credits
       from payments p join users u on u.id = p.user_id join credit_accounts a on a.user_id = u.id`,
    );
    expect(rows).toHaveLength(doubters.length);
    // 9 of the welcome's 10 are left after a message, and 10 were bought; what comes too late stays until it is refunded.
    const kinds = rows.map(({ erased, credits }) => `${erased ? 'erased' : 'asked again'} with ${credits}`);
    const known = ['erased with 0', 'erased with 10', 'asked again with 19'];
    expect(kinds.filter((kind) => !known.includes(kind))).toEqual([]);
    await eventually('General hears of each', () => late() === kinds.filter((k) => k === known[1]).length);
  });
});
