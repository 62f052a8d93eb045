import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RemindOfDeadlines } from '../../src/billing/disputes/remind-of-deadlines.cron.js';
import { StripeClient } from '../../src/payments/stripe-client.js';
import { calm, calmWithoutTrouble } from '../support/calm.js';
import { Product } from '../support/product.js';
import { RefundScene } from '../support/refund-scene.js';

const day = 24 * 60 * 60 * 1_000;

describe('a dispute that somebody has to answer', () => {
  let product: Product;
  let scene: RefundScene;
  beforeAll(async () => {
    product = await Product.start({ variables: { TIME_ZONE: 'Europe/Madrid' } });
    scene = await RefundScene.on(product);
  });
  afterEach(async () => {
    product.stripe.control.faults.clear();
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  /** The text of the files about a dispute, as Telegram got them. */
  async function filesOf(dispute: string): Promise<string[]> {
    const messages = product.group
      .general()
      .filter(({ kind, text }) => kind === 'document' && text.includes(dispute));
    return Promise.all(
      messages.map(({ content }) => product.download((content['document'] as { file_id: string }).file_id)),
    );
  }

  const reminders = (dispute: string): string[] =>
    product.group
      .general()
      .map(({ text }) => text)
      .filter((text) => text.includes('Nobody has answered') && text.includes(dispute));

  it('comes with one file of what we hold, behind its alert', async () => {
    const { customer, topic, charge, reference } = await scene.buyer('Ann');
    await scene.spends(customer, topic, 15);
    product.group.writes(topic, 'here is your answer');
    await customer.sees('here is your answer');
    product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 3, times: 10 });
    const { id } = product.stripe.control.createDispute(charge);
    await product.group.waitFor(
      () => product.group.general().some(({ text }) => text.includes(`What we hold for ${id}`)),
      'the file',
    );
    await product.stripe.control.settled();
    await calmWithoutTrouble(product);
    const [alert, file] = product.group.general().filter(({ text }) => text.includes(id));
    expect([alert?.kind, file?.kind]).toEqual(['text', 'document']);
    const files = await filesOf(id);
    expect(files).toHaveLength(1);
    const [text = ''] = files;
    const intent = product.stripe.control.charges().find((one) => one.id === charge)
      ?.payment_intent as string;
    for (const fact of [
      `Telegram id: ${customer.id}`,
      'Name on Telegram: Ann',
      `Reference: ${reference} (order`,
      'Price paid: $10.00',
      `Payment: ${intent}`,
      `Charge: ${charge}`,
      'The bank says: the cardholder says they did not make it',
      'Messages paid for with them: 1, for 5 credits',
      'Messages of the customer that were delivered since the payment: 3',
      'Answers of our team that were delivered since the payment: 1',
      'You pay only for what was delivered.',
      'No refund was made',
      'No other dispute',
    ]) {
      expect(text).toContain(fact);
    }
    expect(text).toMatch(/Receipt sent to the customer’s chat: .* \(Europe\/Madrid\)/);
    expect(text).toMatch(/Customer, voice, 5 credits of this payment/);
    expect(text).not.toContain('here is your answer');
  });

  it('a second one names the first, the refund and the time that was used', async () => {
    const { customer, charge } = await scene.buyer('Bob');
    product.stripe.control.createDispute(charge, { amount: 100 });
    await product.group.sees(0, /Dispute opened: \$1\.00[\s\S]*Bob/);
    await customer.buys('Day pass');
    await customer.sees('Messages are free until');
    const { id } = product.stripe.control.createDispute(await scene.chargeOf(customer), { inquiry: true });
    await product.group.sees(0, `What we hold for ${id}`);
    const [text = ''] = await filesOf(id);
    expect(text).toMatch(/Free messages from .* to .*; 0 hours of it have run/);
    expect(text).toMatch(/Dispute du_\w+ of P-\d+: \$1\.00, opened .*, open/);
  });

  it('is told again three days and one day before its deadline, once each, and not after it was answered', async () => {
    const [cid, dee] = [await scene.buyer('Cid'), await scene.buyer('Dee')];
    const one = product.stripe.control.createDispute(cid.charge);
    const other = product.stripe.control.createDispute(dee.charge);
    await product.group.sees(0, `What we hold for ${other.id}`);
    const cron = product.part(RemindOfDeadlines);
    await cron.handle();
    product.advance(3.9 * day);
    await cron.handle();
    await calm(product);
    expect([reminders(one.id), reminders(other.id)]).toEqual([[], []]);
    product.advance(0.2 * day);
    await Promise.all([cron.handle(), cron.handle()]);
    await product.group.sees(0, new RegExp(`Nobody has answered[\\s\\S]*${other.id}`));
    await calm(product);
    expect(reminders(one.id)).toEqual([expect.stringMatching(/Europe\/Madrid; 2 days left/)]);
    product.stripe.control.faults.webhook({ kind: 'drop', times: 10 });
    await product
      .part(StripeClient)
      .api.disputes.update(one.id, { evidence: { product_description: 'messages' } });
    product.advance(2 * day);
    await cron.handle();
    await cron.handle();
    await calm(product);
    expect(reminders(one.id)).toHaveLength(1);
    expect(reminders(other.id)).toHaveLength(2);
    product.advance(day);
    await cron.handle();
    await calm(product);
    expect(reminders(other.id)).toHaveLength(2);
  });

  it('is told also when it was heard of before its payment', async () => {
    const { customer } = await scene.talker('Eli');
    const held = ['checkout.session.completed'] as const;
    product.stripe.control.faults.webhook({ kind: 'drop', types: [...held] });
    await customer.buys('25 credits');
    const charge = product.stripe.control.charges().at(-1)?.id ?? '';
    const { id } = product.stripe.control.createDispute(charge);
    await product.group.sees(0, new RegExp(`Dispute opened[\\s\\S]*${id}`));
    product.stripe.control.faults.clear();
    for (const event of product.stripe.control.events('checkout.session.completed').slice(-1)) {
      product.stripe.control.resend(event.id);
    }
    await product.group.sees(0, `What we hold for ${id}`);
    expect(await filesOf(id)).toHaveLength(1);
  });
});
