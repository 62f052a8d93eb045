import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { RechargingCustomer } from '../support/recharging-customer.js';

describe('a saved card that is charged', () => {
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

  it('delivers by itself what waited for credits', async () => {
    const ben = await RechargingCustomer.arrive(product, 'Ben', { threshold: 2 });
    ben.behaves('delayed_success');
    await ben.spends(18);
    await ben.becomes('the bank takes its time', ([first]) => first?.status === 'processing');
    product.telegram.actors.send(ben.customer.id, 'voice', {});
    await ben.customer.sees('Missing: 3 credits');
    const [intent] = product.stripe.control.events('payment_intent.processing').slice(-1);
    product.stripe.control.settlePayment((intent?.data.object as { id: string }).id, true);
    const topic = await product.group.topicOf(ben.customer);
    await product.group.waitFor(() => product.group.copies(topic).length === 1, 'the voice message');
    expect(await ben.state()).toMatchObject({ state: 'on', credits: 7 });
    expect(ben.charged()).toBe(1);
  });

  it('tries a soft decline again after an hour, a day and three days, tells each time, and then gives up', async () => {
    const cid = await RechargingCustomer.arrive(product, 'Cid');
    cid.behaves('insufficient_funds');
    await cid.spends(16);
    const first = await cid.customer.sees('There was not enough money on your card');
    expect(first.text).toContain('could not charge $5.00 for 10 credits');
    expect(first.text).toContain('We try again on');
    await product.group.sees(
      0,
      /a saved card could not be charged \$5\.00[\s\S]*Cid[\s\S]*insufficient_funds/,
    );
    expect(await cid.attempts()).toEqual([{ status: 'waiting', try: 1, declineCode: 'insufficient_funds' }]);
    // Other spends meanwhile open nothing else.
    await cid.spends(1);
    await cid.timePasses();
    await cid.becomes('the second try', ([attempt]) => attempt?.status === 'waiting' && attempt.try === 2);
    await cid.timePasses();
    await cid.becomes('the third try', ([attempt]) => attempt?.status === 'waiting' && attempt.try === 3);
    await cid.timePasses();
    await cid.becomes('the end', ([attempt]) => attempt?.status === 'failed' && attempt.try === 4);
    expect(await cid.state()).toMatchObject({ state: 'off', reason: 'declined' });
    await cid.customer.sees('Auto-recharge is off now');
    const told = cid.customer.chat().filter(({ text }) => text.includes('There was not enough money'));
    expect(told).toHaveLength(4);
    expect(told[3]?.buttons.flat()[0]?.['url']).toContain('cs_');
    expect(await cid.attempts()).toHaveLength(1);
    expect(cid.charged()).toBe(0);
    const keys = product.stripe.journal
      .apiCalls('POST', '/v1/payment_intents')
      .map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('succeeds at the second try when there is money again', async () => {
    const dee = await RechargingCustomer.arrive(product, 'Dee');
    dee.behaves('processing_error');
    await dee.spends(15);
    await dee.becomes('the first try', ([attempt]) => attempt?.status === 'waiting');
    dee.behaves('succeeds');
    await dee.timePasses();
    await dee.becomes('the second try', ([attempt]) => attempt?.status === 'succeeded');
    await dee.customer.sees('Charged by auto-recharge');
    expect(dee.charged()).toBe(1);
    expect(await dee.state()).toMatchObject({ state: 'on', credits: 15 });
    const [row] = await product.rows<{ failures: number }>(
      `select failures from auto_recharges where user_id = $1`,
      [dee.userId],
    );
    expect(row?.failures).toBe(0);
  });

  it('does not try again when the customer has topped up meanwhile', async () => {
    const eli = await RechargingCustomer.arrive(product, 'Eli');
    eli.behaves('do_not_honor');
    await eli.spends(15);
    const notice = await eli.customer.sees('Your bank declined the charge');
    eli.customer.pays(eli.customer.pageOf(notice, 'Pay $5.00'));
    await eli.customer.sees('is saved for auto-recharge');
    await eli.customer.sees('Auto-recharge goes on with it');
    await eli.timePasses();
    await eli.becomes('the attempt is dropped', ([attempt]) => attempt?.status === 'dropped');
    expect(await eli.attempts()).toHaveLength(1);
    expect(await eli.state()).toMatchObject({ state: 'on', credits: 15 });
  });

  it.each(['lost_card', 'stolen_card', 'fraudulent', 'expired_card'] as const)(
    'ends at once at %s, and the customer reads no word that accuses them',
    async (scenario) => {
      const fay = await RechargingCustomer.arrive(product, 'Fay');
      fay.behaves(scenario);
      await fay.spends(15);
      const notice = await fay.customer.sees('Auto-recharge is off now');
      expect(await fay.attempts()).toEqual([{ status: 'failed', try: 1, declineCode: scenario }]);
      expect(await fay.state()).toMatchObject({ state: 'off', credits: 5 });
      expect(notice.text).not.toMatch(/stolen|lost|fraud/i);
      await product.group.sees(0, new RegExp(`Fay \\(${fay.customer.id}\\)[\\s\\S]*${scenario}`));
      await fay.spends(1);
      expect(await fay.attempts()).toHaveLength(1);
    },
  );

  it('sends one page when the bank wants to see the customer; paying it ends the attempt', async () => {
    const gus = await RechargingCustomer.arrive(product, 'Gus');
    gus.behaves('authentication_required');
    await gus.spends(15);
    const notice = await gus.customer.sees('Your bank wants you to confirm the payment of $5.00');
    await product.group.sees(0, /Gus[\s\S]*authentication_required/);
    await gus.spends(1);
    await gus.becomes(
      'it waits for the customer',
      (all) => all.length === 1 && all[0]?.status === 'needs_action',
    );
    const [intent] = gus.charges().slice(-1);
    await expect
      .poll(() => product.stripe.control.events('payment_intent.canceled').map(({ data }) => data.object))
      .toContainEqual(expect.objectContaining({ id: intent?.payment_intent }));
    gus.customer.pays(gus.customer.pageOf(notice, 'Pay $5.00'));
    await gus.becomes('the attempt is over', ([attempt]) => attempt?.status === 'dropped');
    expect(await gus.state()).toMatchObject({ state: 'on', credits: 14 });
    expect(gus.customer.chat().filter(({ text }) => text.includes('Your bank wants you'))).toHaveLength(1);
  });

  it('counts as a failure when nobody pays that page within a day', async () => {
    const hal = await RechargingCustomer.arrive(product, 'Hal');
    hal.behaves('authentication_required');
    for (let round = 1; round <= 3; round += 1) {
      await hal.timePasses();
      await hal.spends(round === 1 ? 15 : 1);
      await hal.becomes('it waits', (all) => all.length === round && all.at(-1)?.status === 'needs_action');
      await hal.timePasses();
      await hal.becomes('it lapses', (all) => all.at(-1)?.status === 'failed');
    }
    await hal.customer.sees('your bank asks for a confirmation every time');
    expect(await hal.state()).toMatchObject({ state: 'off', reason: 'not_confirmed' });
  });

  it('that the bank has replaced stays usable under its new number', async () => {
    const lea = await RechargingCustomer.arrive(product, 'Lea');
    product.stripe.control.renewCard(lea.card, '7777');
    await eventually('the new number is known', async () => {
      const rows = await product.rows(`select 1 from auto_recharges where card_last4 = '7777'`);
      return rows.length === 1;
    });
    lea.customer.says('/autorecharge');
    await lea.customer.sees('7777');
    await lea.spends(15);
    await lea.becomes('the charge', ([attempt]) => attempt?.status === 'succeeded');
    expect(lea.charged()).toBe(1);
    expect(await lea.state()).toMatchObject({ state: 'on' });
  });

  it('is charged no more after a dispute that was heard of before its payment', async () => {
    const max = await RechargingCustomer.arrive(product, 'Max');
    product.stripe.control.faults.webhook({ kind: 'drop', types: ['checkout.session.completed'] });
    await max.customer.buys('25 credits');
    const charge = product.stripe.control.charges().at(-1)?.id ?? '';
    const { id } = product.stripe.control.createDispute(charge);
    await product.group.sees(0, new RegExp(`Dispute opened[\\s\\S]*${id}`));
    expect(await max.state()).toMatchObject({ state: 'on' });
    product.stripe.control.faults.clear();
    for (const event of product.stripe.control.events('checkout.session.completed').slice(-1)) {
      product.stripe.control.resend(event.id);
    }
    await max.customer.waitFor(
      () => max.customer.chat().some(({ text }) => text.includes('Auto-recharge') && text.includes('off')),
      'the end of auto-recharge',
    );
    expect(await max.state()).toMatchObject({ state: 'off', reason: 'dispute' });
  });
});
