import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

describe('money that goes back', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    product.stripe.control.faults.clear();
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  /** Somebody who bought 25 credits for $10.00 on top of the 10 welcome credits. */
  async function buyer(name: string): Promise<{ customer: Customer; charge: string }> {
    const customer = product.customer(name);
    customer.start();
    await customer.sees('Hello');
    await customer.buys('25 credits');
    await customer.sees('Your balance: 35 credits');
    return { customer, charge: product.stripe.control.charges().at(-1)?.id ?? '' };
  }

  async function account(customer: Customer): Promise<object | undefined> {
    const [row] = await product.rows<{ credits: number; owed: number }>(
      `select credits::int, owed::int from credit_accounts
       where user_id = (select id from users where telegram_id = $1)`,
      [customer.id],
    );
    return row;
  }

  it('shows every movement with its reference, and balances that follow from one another', async () => {
    const { customer, charge } = await buyer('Zoe');
    customer.says('a message');
    const topic = await product.group.topicOf(customer);
    await product.group.sees(topic, 'a message');
    product.stripe.control.refundFromDashboard(charge, 500);
    await customer.sees('13 credits taken back');
    customer.says('/history');
    const { text } = await customer.sees('Your last movements');
    const moves = [...text.matchAll(/(?<sign>[+−])(?<amount>\d+) .* → (?<after>\d+)\n.*L-\d+/g)].map(
      ({ groups }) => ({
        change: Number(groups?.['amount']) * (groups?.['sign'] === '+' ? 1 : -1),
        after: Number(groups?.['after']),
      }),
    );
    expect(moves).toEqual([
      { change: -13, after: 21 },
      { change: -1, after: 34 },
      { change: 25, after: 35 },
      { change: 10, after: 10 },
    ]);
    customer.says('/terms');
    await customer.sees('Credits bought in packs do not expire');
    customer.says('/paysupport');
    await customer.sees('Help with payments');
  });

  it('takes credits back in proportion, each refund once, and tells customer and General', async () => {
    const { customer, charge } = await buyer('Ann');
    product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 3, times: 20 });
    product.stripe.control.refundFromDashboard(charge, 300);
    await customer.sees('8 credits taken back with it. Your balance: 27 credits');
    const alert = await product.group.sees(0, /Refund: \$3\.00 for 25 credits[\s\S]*Ann/);
    expect(alert.text).toContain('Credits taken back: 8');
    product.stripe.control.refundFromDashboard(charge, 700);
    await customer.sees('17 credits taken back with it. Your balance: 10 credits');
    await product.stripe.control.settled();
    expect(await account(customer)).toEqual({ credits: 10, owed: 0 });
  });

  it('makes a debt of what was spent, never shows a balance below zero, and lets the next top-up settle it', async () => {
    const { customer, charge } = await buyer('Bob');
    for (let index = 0; index < 6; index += 1) product.telegram.actors.send(customer.id, 'voice', {});
    const topic = await product.group.topicOf(customer);
    await product.group.waitFor(() => product.group.copies(topic).length === 6, 'six voice messages');
    product.stripe.control.refundFromDashboard(charge);
    await customer.sees('20 credits owed');
    expect(await account(customer)).toEqual({ credits: 0, owed: 20 });
    customer.says('/balance');
    await customer.sees('💳 0 credits\n[░░░░░░░░░░] 0%');
    customer.says('hello?');
    await customer.sees('Your message costs 1 credit. You have 0 credits.');
    await customer.buys('50 credits');
    await customer.sees('Your balance: 30 credits');
    await product.group.sees(topic, 'hello?');
    expect(await account(customer)).toEqual({ credits: 29, owed: 0 });
  });

  it('takes back what a disputed payment granted and restores it when the dispute is won', async () => {
    const { customer, charge } = await buyer('Cid');
    const dispute = product.stripe.control.createDispute(charge);
    await customer.sees('25 credits taken back');
    const alert = await product.group.sees(0, /Dispute opened: \$10\.00[\s\S]*Cid/);
    expect(alert.text).toContain('Reason: the cardholder says they did not make it');
    expect(alert.text).toMatch(/Answer by .* \(UTC; [67] days left\)\nPayment: P-\d+, 25 credits/);
    expect(alert.text).toContain('Taken back: 25 credits');
    expect(await account(customer)).toEqual({ credits: 10, owed: 0 });
    product.stripe.control.faults.webhook({ kind: 'shuffle', times: 20 });
    product.stripe.control.closeDispute(dispute.id, 'won');
    await customer.sees('is valid again');
    await product.group.sees(0, /Dispute won[\s\S]*Cid/);
    await product.stripe.control.settled();
    expect(await account(customer)).toEqual({ credits: 35, owed: 0 });
  });

  it('gives back what a refund took when the refund fails', async () => {
    const { customer, charge } = await buyer('Dee');
    const refund = product.stripe.control.refundFromDashboard(charge);
    await customer.sees('25 credits taken back');
    product.stripe.control.failRefund(refund.id);
    await customer.sees('is valid again');
    expect(await account(customer)).toEqual({ credits: 35, owed: 0 });
  });

  it('only notes an inquiry, which moves no money', async () => {
    const { customer, charge } = await buyer('Eli');
    const inquiry = product.stripe.control.createDispute(charge, { inquiry: true });
    await product.group.sees(0, /A bank asks about a payment: \$10\.00\. No money moved[\s\S]*Eli/);
    await product.stripe.control.settled();
    expect(await account(customer)).toEqual({ credits: 35, owed: 0 });
    product.stripe.control.closeDispute(inquiry.id, 'lost');
    await product.group.sees(0, /A bank’s question is settled[\s\S]*Eli/);
    expect(product.group.general().some(({ text }) => /Dispute lost[\s\S]*Eli/.test(text))).toBe(false);
  });

  it('suspends a pass whose payment is disputed, and lets it run again', async () => {
    const customer = product.customer('Fay');
    customer.start();
    await customer.sees('Hello');
    await customer.buys('Day pass');
    await customer.sees('Messages are free until');
    const dispute = product.stripe.control.createDispute(product.stripe.control.charges().at(-1)?.id ?? '');
    await customer.sees('Your payment for Day pass was returned');
    customer.says('/balance');
    await customer.sees('No pass is running');
    // Twenty hours of the day were left when it was disputed; the bank took three days.
    await product.rows(
      `update access_periods set starts_at = now() - interval '76 hours', ends_at = now() - interval '52 hours',
         suspended_at = now() - interval '72 hours' where suspended_at is not null`,
    );
    product.stripe.control.closeDispute(dispute.id, 'won');
    await customer.sees('is valid again');
    const [left] = await product.rows(
      `select round(extract(epoch from ends_at - now()) / 3600)::int as hours, suspended_at as suspended
       from access_periods where user_id = (select id from users where telegram_id = $1)`,
      [customer.id],
    );
    expect(left).toEqual({ hours: 20, suspended: null });
    customer.says('/balance');
    await customer.sees('Day pass: messages are free until');
  });
});
