import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiFault } from '../../sandbox/stripe/wire/api-faults.js';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';
import type { BotProcess } from '../support/bot-process.js';
import type { Customer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { Stage } from '../support/stage.js';

/** At which step of a refund the process dies; the call of that step never gets its answer. */
const steps: { name: string; fault: ApiFault; hung: RegExp; webhooks: 'dropped' | 'first' }[] = [
  {
    name: 'Ann',
    fault: { kind: 'hang-before-commit', method: 'GET', path: /refunds$/ },
    hung: /refunds$/,
    webhooks: 'dropped',
  },
  {
    name: 'Bob',
    fault: { kind: 'hang-after-commit', method: 'POST', path: /refunds$/ },
    hung: /refunds$/,
    webhooks: 'dropped',
  },
  {
    name: 'Cid',
    fault: { kind: 'hang-before-commit', method: 'GET', path: /disputes$/ },
    hung: /disputes$/,
    webhooks: 'dropped',
  },
  {
    name: 'Dee',
    fault: { kind: 'hang-after-commit', method: 'POST', path: /refunds$/ },
    hung: /refunds$/,
    webhooks: 'first',
  },
];

let stage: Stage;
let bot: BotProcess;
beforeAll(async () => {
  stage = await Stage.set();
  bot = await stage.bot();
});
afterAll(async () => {
  await stage.clear();
});

it(
  'a process killed between any two steps of a refund: one refund, one booking, one answer',
  { timeout: 180_000 },
  async () => {
    const { stripe, group, telegram } = stage;
    const people: Customer[] = [];
    for (const { name } of steps) people.push(await buyer(name));

    for (const [index, { fault, hung, webhooks }] of steps.entries()) {
      const customer = people[index] as Customer;
      const topic = await group.topicOf(customer);
      group.writes(topic, '/refund');
      const look = await group.sees(topic, 'Refund for');
      group.press(look, 'Refund all $10.00');
      await group.sees(topic, /Refund \$10\.00 of/);
      const before = stripe.journal.apiCalls(fault.method, hung).length;
      if (webhooks === 'dropped') stripe.control.faults.webhook({ kind: 'drop' });
      stripe.control.faults.api(fault);
      group.press(look, 'Yes, refund $10.00');
      await eventually(
        `the call of step ${index + 1} hangs`,
        () => stripe.journal.apiCalls(fault.method, hung).length > before,
        15_000,
      );
      stripe.control.faults.clear();
      if (webhooks === 'first') await customer.sees('25 credits taken back');
    }

    await bot.kill();
    bot = await stage.bot();
    for (const customer of people) {
      const topic = await group.topicOf(customer);
      await eventually(
        `${customer.name}’s refund is decided\n${bot.output}`,
        () => group.messages(topic).some(({ text }) => /\$10\.00 of P-\d+ refunded by Ada/.test(text)),
        90_000,
      );
      await customer.sees('25 credits taken back');
    }
    const refunds = stripe.control.charges().map(({ amount_refunded }) => amount_refunded);
    expect(refunds).toEqual(steps.map(() => 1_000));
    const accounts = await stage.rows(`select credits::int, owed::int from credit_accounts order by user_id`);
    expect(accounts).toEqual(steps.map(() => ({ credits: 9, owed: 0 })));
    const booked = await stage.rows(`select 1 from ledger_transactions where kind = 'claw_back'`);
    expect(booked).toHaveLength(steps.length);
    expect(await stage.rows(invariantsSql)).toEqual([]);
    // A message whose sending was cut off may come twice; its content does not.
    const told = telegram.actors
      .transcript(group.id, 0)
      .filter(({ text }) => text.includes('Refund: $10.00'));
    expect(new Set(told.map(({ text }) => text)).size).toBe(steps.length);
  },
);

/** Somebody with a topic who bought 25 credits. */
async function buyer(name: string): Promise<Customer> {
  const customer = stage.customer(name);
  customer.start();
  await customer.sees('Hello');
  customer.says(`${name} is here`);
  await stage.group.topicOf(customer);
  await customer.buys('25 credits');
  await customer.sees('Your balance: 34 credits');
  return customer;
}
