import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';
import { RechargingCustomer } from '../support/recharging-customer.js';

describe('auto-recharge', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    product.stripe.control.faults.clear();
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  async function arrives(name: string, language = 'en'): Promise<Customer> {
    const customer = product.customer(name, language);
    customer.start();
    await customer.waitFor(() => customer.chat().some(({ isFromBot }) => isFromBot), 'the greeting');
    return customer;
  }

  const now = (customer: Customer, { message_id }: VisibleMessage): VisibleMessage =>
    customer.chat().find((message) => message.message_id === message_id) as VisibleMessage;

  const labels = (message: VisibleMessage): unknown[] => message.buttons.flat().map(({ text }) => text);

  /** Presses a button and waits until the same message shows what the press leads to. */
  async function turns(
    customer: Customer,
    message: VisibleMessage,
    button: string,
    to: string,
  ): Promise<string> {
    const press = customer.press(now(customer, message), button);
    await customer.waitFor(() => now(customer, message).text.includes(to), `${button} leads to ${to}`);
    await customer.waitFor(() => press.answer !== undefined, `${button} is answered`);
    return press.answer?.text ?? '';
  }

  it('is chosen step by step in one message, tops up by itself, and sends the message that was short', async () => {
    const ann = await arrives('Ann');
    ann.says('/balance');
    await ann.sees('🔁 Auto-recharge: off');
    ann.says('/autorecharge');
    const offer = await ann.sees('your card is saved there for auto-recharge');
    expect(labels(offer)).toEqual([
      '10 credits · $5.00',
      '25 credits · $10.00',
      '50 credits · $18.00',
      '100 credits · $30.00',
    ]);
    ann.pays(ann.pageOf(offer, '10 credits'));
    const saved = await ann.sees('Your card Visa ·· 4242 is saved for auto-recharge');
    expect(saved.text).toContain('10 credits for $5.00. When should it be bought?');

    await turns(ann, saved, 'At 5 credits or fewer', 'in one calendar month at most');
    await turns(ann, saved, '$20.00 (4 packs)', 'Please read and agree');
    const { text: consent } = now(ann, saved);
    for (const part of ['Visa ·· 4242', '$5.00', '10 credits', '5 credits or fewer', '$20.00']) {
      expect(consent).toContain(part);
    }
    const answer = await turns(ann, saved, '✅ Turn on', 'It is on: 10 credits for $5.00');
    expect(answer).toBe('Auto-recharge is on.');
    expect(now(ann, saved).text).toContain('Charged this month: $0.00 of at most $20.00');
    // Only the page of the customer's own choice stores a card.
    const sessions = product.stripe.journal
      .apiCalls('POST', '/v1/checkout/sessions')
      .map(({ params }) => params);
    const saving = sessions.filter((params) => JSON.stringify(params).includes('setup_future_usage'));
    expect([saving.length, sessions.length]).toEqual([4, 7]);

    for (let voice = 0; voice < 3; voice += 1) product.telegram.actors.send(ann.id, 'voice', {});
    await ann.sees('Charged by auto-recharge');
    await ann.sees('10 credits, $5.00');
    product.telegram.actors.send(ann.id, 'voice', {});
    const topic = await product.group.topicOf(ann);
    await product.group.waitFor(() => product.group.copies(topic).length === 4, 'all voice messages');
    ann.says('/autorecharge');
    const state = await ann.sees('Last charge: $5.00');
    expect(state.text).toContain('Charged this month: $5.00 of at most $20.00');
    ann.says('/balance');
    await ann.sees('🔁 Auto-recharge: on, 10 credits for $5.00 at 5 credits or fewer');
    ann.says('/history');
    await ann.sees(/\+10 auto-recharge/);
    expect(await turns(ann, state, '⏹ Turn off', 'It is off')).toBe('Auto-recharge is off.');
  });

  it('pauses once when the card is removed in the portal, and goes on with another one', async () => {
    const ida = await RechargingCustomer.arrive(product, 'Ida');
    ida.customer.says('/billing');
    const portal = ida.customer.pageOf(await ida.customer.sees('on this private page'), 'Open billing page');
    product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 3, times: 5 });
    await fetch(portal, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ action: 'detach', target: ida.card }).toString(),
      redirect: 'manual',
    });
    await ida.customer.sees('Auto-recharge is paused, because your saved card was removed');
    await ida.spends(16);
    expect(await ida.attempts()).toEqual([]);
    ida.customer.says('/balance');
    await ida.customer.sees('🔁 Auto-recharge: paused, no card');
    ida.customer.says('/autorecharge');
    const offer = await ida.customer.sees('It is paused, because there is no card to charge');
    ida.customer.pays(ida.customer.pageOf(offer, '25 credits'));
    const saved = await ida.customer.sees('Please read and agree');
    // What was agreed to before is asked again with the new card, not from the beginning.
    expect(saved.text).toContain('$5.00 for 10 credits each time you have 5 credits or fewer');
    await turns(ida.customer, saved, '✅ Turn on', 'It is on');
    expect(ida.customer.chat().filter(({ text }) => text.includes('is paused, because your'))).toHaveLength(
      1,
    );
  });

  it('ends when a recharge is refunded, and when a payment is disputed', async () => {
    const jan = await RechargingCustomer.arrive(product, 'Jan');
    await jan.spends(15);
    await jan.becomes('the recharge', ([attempt]) => attempt?.status === 'succeeded');
    product.stripe.control.refundFromDashboard(jan.charges().at(-1)?.id ?? '');
    await jan.customer.sees('one of its charges was refunded');
    expect(await jan.state()).toMatchObject({ state: 'off', credits: 5 });

    const kay = await RechargingCustomer.arrive(product, 'Kay');
    product.stripe.control.createDispute(kay.charges()[0]?.id ?? '');
    await kay.customer.sees('Auto-recharge is off, because a payment is disputed');
    await kay.spends(5);
    expect(await kay.attempts()).toEqual([]);
  });

  it('stays off for good once the customer says so, also while a try waits', async () => {
    const lea = await RechargingCustomer.arrive(product, 'Lea');
    lea.behaves('insufficient_funds');
    await lea.spends(15);
    await lea.becomes('the first try', ([attempt]) => attempt?.status === 'waiting');
    lea.customer.says('/autorecharge');
    const state = await lea.customer.sees('It is on');
    await turns(lea.customer, state, '⏹ Turn off', 'It is off');
    lea.behaves('succeeds');
    await lea.timePasses();
    await lea.spends(5);
    await lea.becomes('it is dropped', ([attempt]) => attempt?.status === 'dropped');
    expect(lea.charged()).toBe(0);
    const press = product.telegram.actors.pressData(
      lea.customer.id,
      lea.customer.id,
      state.message_id,
      'ar:off',
    );
    await lea.customer.waitFor(() => press.answer?.text === 'It was off already.', 'an answer');
  });

  it('says once a month that the limit is reached, and charges nothing above it', async () => {
    const max = await RechargingCustomer.arrive(product, 'Max', { capMultiple: 2 });
    for (const spend of [20, 10]) {
      await max.timePasses();
      await max.spends(spend);
      await max.becomes('a recharge', (all) => all.at(-1)?.status === 'succeeded');
    }
    await max.timePasses();
    await max.spends(8);
    await max.spends(2);
    await max.customer.sees('Your monthly limit of $10.00 for auto-recharge is reached');
    expect(max.charged()).toBe(2);
    const told = max.customer.chat().filter(({ text }) => text.includes('monthly limit'));
    expect(told).toHaveLength(1);
  });

  it('ends when the price changes, because nobody agreed to another one', async () => {
    const nia = await RechargingCustomer.arrive(product, 'Nia');
    await product.rows(`update products set amount = 550 where code = 'credits_10'`);
    try {
      await nia.spends(15);
      await nia.customer.sees('the pack or its price has changed');
      expect(nia.charged()).toBe(0);
    } finally {
      await product.rows(`update products set amount = 500 where code = 'credits_10'`);
    }
  });

  it('refuses buttons that say anything else than what is on offer, and shows how things stand', async () => {
    const oli = await RechargingCustomer.arrive(product, 'Oli');
    oli.customer.says('/autorecharge');
    const state = await oli.customer.sees('It is on');
    const forged = [
      'ar:on:credits_10:5:4:1:usd',
      'ar:on:credits_10:5:99:500:usd',
      'ar:on:credits_10:7:4:500:usd',
      'ar:on:day_pass:5:4:300:usd',
      'ar:on:nothing:5:4:500:usd',
      'ar:pack:nothing',
      'ar:at:credits_10:3',
      'ar:cap:credits_10:5:3',
    ];
    for (const data of forged) {
      const press = product.telegram.actors.pressData(
        oli.customer.id,
        oli.customer.id,
        state.message_id,
        data,
      );
      await oli.customer.waitFor(() => press.answer !== undefined, `an answer to ${data}`);
      expect([data, press.answer?.text]).toEqual([data, expect.stringContaining('nothing was done')]);
    }
    expect(now(oli.customer, state).text).toContain('It is on: 10 credits for $5.00');
    // Somebody without a card cannot turn anything on.
    const pia = await arrives('Pia');
    const greeting = pia.chat().find(({ isFromBot }) => isFromBot) as VisibleMessage;
    const press = product.telegram.actors.pressData(
      pia.id,
      pia.id,
      greeting.message_id,
      'ar:on:credits_10:5:4:500:usd',
    );
    await pia.waitFor(() => press.answer !== undefined, 'an answer');
    expect(press.answer?.text).toContain('nothing was done');
  });

  it.each([
    ['es', 'Recarga automática', 'Con 5 créditos o menos'],
    ['ru', 'Автопополнение', 'Если 5 кредитов или меньше'],
  ])('speaks the customer’s language (%s)', async (language, title, button) => {
    const customer = await arrives('Quique', language);
    customer.says('/autorecharge');
    const offer = await customer.sees(title);
    customer.pays(customer.pageOf(offer, '10 '));
    const saved = await customer.sees('Visa ·· 4242');
    expect(labels(saved)).toContain(button);
  });
});
