import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BotProcess } from '../support/bot-process.js';
import type { Customer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { Stage } from '../support/stage.js';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';

const creating = { method: 'POST', path: /^\/v1\/payment_intents$/ } as const;

describe('SIGKILL while a saved card is charged', () => {
  let stage: Stage;
  let bot: BotProcess;

  beforeAll(async () => {
    stage = await Stage.set();
    bot = await stage.bot();
  });
  afterEach(async () => {
    stage.stripe.control.faults.clear();
    expect(await stage.rows(invariantsSql)).toEqual([]);
  });
  afterAll(async () => {
    await stage.clear();
  });

  /** Twenty credits, and auto-recharge of ten at five or fewer. */
  async function arrives(name: string): Promise<Customer> {
    const customer = stage.customer(name);
    customer.says('/autorecharge');
    const offer = await customer.sees('your card is saved there');
    customer.pays(customer.pageOf(offer, '10 credits'));
    const saved = await customer.sees('is saved for auto-recharge');
    const shows = (text: string): Promise<void> =>
      customer.waitFor(
        () => customer.chat().some((one) => one.message_id === saved.message_id && one.text.includes(text)),
        text,
      );
    const again = (): typeof saved =>
      customer.chat().find((one) => one.message_id === saved.message_id) ?? saved;
    customer.press(again(), 'At 5 credits or fewer');
    await shows('calendar month at most');
    customer.press(again(), '$20.00 (4 packs)');
    await shows('Please read and agree');
    customer.press(again(), '✅ Turn on');
    await shows('It is on');
    return customer;
  }

  const runsLow = (customer: Customer): void => {
    for (let voice = 0; voice < 3; voice += 1) stage.telegram.actors.send(customer.id, 'voice', {});
  };

  const charged = (): number =>
    stage.stripe.control.charges().filter(({ status }) => status === 'succeeded').length;

  async function calledStripe(): Promise<void> {
    const before = stage.stripe.journal.apiCalls('POST', '/v1/payment_intents').length;
    await eventually(
      'Stripe was called',
      () => stage.stripe.journal.apiCalls('POST', '/v1/payment_intents').length > before,
      20_000,
    );
  }

  /** As after a power cut: a new process, and what the dead one held is free again soon. */
  async function powerCut(): Promise<void> {
    await bot.kill();
    stage.stripe.control.faults.clear();
    await stage.rows(`update worker_heartbeats set beat_at = beat_at - interval '1 minute'`);
    await stage.rows(
      `update graphile_worker._private_jobs set locked_at = locked_at - interval '1 minute' where locked_at is not null`,
    );
    bot = await stage.bot();
  }

  async function oneChargeOneGrant(customer: Customer, chargedBefore: number): Promise<void> {
    await customer.sees('Charged by auto-recharge');
    const [row] = await stage.rows<{ credits: number; grants: number; attempts: number }>(
      `select a.credits::int,
         (select count(*)::int from ledger_transactions t
          where t.user_id = a.user_id and t.kind = 'grant' and t.source_type = 'payment_intent') as grants,
         (select count(*)::int from recharge_attempts t where t.user_id = a.user_id) as attempts
       from credit_accounts a where user_id = (select id from users where telegram_id = $1)`,
      [customer.id],
    );
    expect(row).toEqual({ credits: 15, grants: 1, attempts: 1 });
    expect(charged() - chargedBefore).toBe(1);
  }

  it.each([
    ['before Stripe has taken the call', 'hang-before-commit', true],
    ['when the card is charged, the answer lost and the webhook too', 'hang-after-commit', false],
    ['when the card is charged and the webhook was faster', 'hang-after-commit', true],
  ] as const)('%s: one charge, one grant', { timeout: 90_000 }, async (_when, kind, hears) => {
    const ann = await arrives('Ann');
    const before = charged();
    stage.stripe.control.faults.api({ kind, ...creating });
    if (!hears) stage.stripe.control.faults.webhook({ kind: 'drop', types: ['payment_intent.succeeded'] });
    const called = calledStripe();
    runsLow(ann);
    await called;
    if (kind === 'hang-after-commit' && hears) await ann.sees('Charged by auto-recharge');
    await powerCut();
    await oneChargeOneGrant(ann, before);
  });
});
