import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { idOf, Shop } from './testing/shop.js';

describe('Checkout in payment mode', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await Shop.open();
  });
  afterEach(() => shop.close());

  it('creates an open session without an intent and with a page of its own', async () => {
    const session = await shop.order();
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: 999,
      currency: 'usd',
      client_reference_id: 'order-1',
    });
    expect(session.id).toMatch(/^cs_test_/);
    expect(session.url).toBe(`${shop.emulator.url}/c/pay/${session.id}`);
  });

  it('is paid with the events that Stripe sends, and copies the metadata to intent and charge', async () => {
    const session = await shop.order();
    shop.emulator.control.payCheckout(session.id);
    await shop.emulator.control.settled();
    const money = shop.webhooks.types().filter((type) => !/^(product|price)\./.test(type));
    expect([...money].sort()).toEqual([
      'charge.succeeded',
      'checkout.session.completed',
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
    expect(
      shop.emulator.control
        .events()
        .map((event) => event.type)
        .slice(-4),
    ).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ]);
    const paid = await shop.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge', 'line_items'],
    });
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', url: null });
    const intent = paid.payment_intent as import('stripe').Stripe.PaymentIntent;
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount_received: 999,
      metadata: { order_id: 'order-1' },
    });
    expect(intent.latest_charge).toMatchObject({ paid: true, metadata: { order_id: 'order-1' } });
    expect(paid.line_items?.data[0]).toMatchObject({ description: '100 credits', amount_total: 999 });
  });

  it('sends a copy of the object as it was at that moment', async () => {
    const session = await shop.order();
    shop.emulator.control.payCheckout(session.id);
    await shop.emulator.control.settled();
    const created = shop.webhooks.received.find((one) => one.event?.type === 'payment_intent.created');
    expect(created?.event?.data.object).toMatchObject({ status: 'requires_payment_method' });
    expect(created?.event).toMatchObject({
      api_version: '2026-10-28.endive',
      livemode: false,
      object: 'event',
    });
  });

  it('stays open after a failed card and is paid with the next one on the same intent', async () => {
    const session = await shop.order();
    const failed = shop.emulator.control.failCheckout(session.id, 'insufficient_funds');
    expect(failed).toMatchObject({ kind: 'declined', declineCode: 'insufficient_funds' });
    const open = await shop.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(open).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: { status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } },
    });
    shop.emulator.control.payCheckout(session.id);
    const paid = await shop.stripe.checkout.sessions.retrieve(session.id);
    expect(paid.payment_status).toBe('paid');
    expect(paid.payment_intent).toBe((open.payment_intent as { id: string }).id);
    const types = shop.emulator.control.events().map((event) => event.type);
    expect(
      types.filter((type) => type === 'charge.failed' || type === 'payment_intent.payment_failed'),
    ).toHaveLength(2);
    expect((await shop.stripe.charges.list({ payment_intent: idOf(paid.payment_intent) })).data).toHaveLength(
      2,
    );
  });

  it('expires by call and by time, closing page and intent', async () => {
    const first = await shop.order();
    shop.emulator.control.failCheckout(first.id);
    const expired = await shop.stripe.checkout.sessions.expire(first.id);
    expect(expired).toMatchObject({ status: 'expired', url: null });
    expect(shop.emulator.control.events('payment_intent.canceled')).toHaveLength(1);
    const second = await shop.order();
    shop.emulator.control.advanceClock(23 * 3_600_000);
    expect((await shop.stripe.checkout.sessions.retrieve(second.id)).status).toBe('open');
    shop.emulator.control.advanceClock(3_600_000);
    expect((await shop.stripe.checkout.sessions.retrieve(second.id)).status).toBe('expired');
    expect(shop.emulator.control.events('checkout.session.expired')).toHaveLength(2);
    await expect(shop.stripe.checkout.sessions.expire(second.id)).rejects.toThrow(/status of expired/);
    expect(() => shop.emulator.control.payCheckout(second.id)).toThrow(/expired/);
  });

  it('completes a delayed method unpaid and settles it later', async () => {
    const [good, bad] = [await shop.order(), await shop.order()];
    for (const one of [good, bad]) {
      shop.emulator.control.payCheckout(one.id, { scenario: 'delayed_success' });
      const waiting = await shop.stripe.checkout.sessions.retrieve(one.id, { expand: ['payment_intent'] });
      expect(waiting).toMatchObject({
        status: 'complete',
        payment_status: 'unpaid',
        payment_intent: { status: 'processing' },
      });
    }
    shop.emulator.control.completeAsync(good.id, true);
    shop.emulator.control.completeAsync(bad.id, false);
    expect((await shop.stripe.checkout.sessions.retrieve(good.id)).payment_status).toBe('paid');
    expect((await shop.stripe.checkout.sessions.retrieve(bad.id)).payment_status).toBe('unpaid');
    expect(shop.emulator.control.events('checkout.session.async_payment_succeeded')).toHaveLength(1);
    expect(shop.emulator.control.events('checkout.session.async_payment_failed')).toHaveLength(1);
    expect(() => shop.emulator.control.completeAsync(good.id, true)).toThrow(/does not wait/);
  });

  it('asks for authentication and ends either way', async () => {
    const session = await shop.order();
    expect(shop.emulator.control.payCheckout(session.id, { scenario: 'authentication_required' }).kind).toBe(
      'authenticate',
    );
    expect(shop.emulator.control.authenticateCheckout(session.id, false).kind).toBe('declined');
    const result = shop.emulator.control.payCheckout(session.id, {
      scenario: 'authentication_required',
      authenticate: true,
    });
    expect(result.session.payment_status).toBe('paid');
  });

  it('attaches the card for later use without making it the default', async () => {
    const customer = await shop.stripe.customers.create({ email: 'a@example.com' });
    const session = await shop.order({
      customer: customer.id,
      payment_intent_data: { setup_future_usage: 'off_session' },
    });
    shop.emulator.control.payCheckout(session.id);
    const cards = await shop.stripe.customers.listPaymentMethods(customer.id);
    const paid = await shop.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(cards.data.map((card) => card.id)).toEqual([
      (paid.payment_intent as { payment_method: string }).payment_method,
    ]);
    const fresh = await shop.stripe.customers.retrieve(customer.id);
    expect(fresh).toMatchObject({ invoice_settings: { default_payment_method: null } });
  });

  it('needs no payment and no intent under a 100 % promotion code', async () => {
    const coupon = await shop.stripe.coupons.create({ percent_off: 100 });
    await shop.stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'FREE',
    });
    const session = await shop.order({ allow_promotion_codes: true });
    expect(() => shop.emulator.control.payCheckout(session.id, { promotionCode: 'NOPE' })).toThrow(/invalid/);
    shop.emulator.control.payCheckout(session.id, { promotionCode: 'free' });
    const done = await shop.stripe.checkout.sessions.retrieve(session.id);
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      payment_intent: null,
      amount_subtotal: 999,
      amount_total: 0,
      total_details: { amount_discount: 999 },
    });
    expect((await shop.stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
  });

  it('writes a receipt invoice when the shop asked for one', async () => {
    const session = await shop.order({ invoice_creation: { enabled: true } });
    shop.emulator.control.payCheckout(session.id);
    const paid = await shop.stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice'] });
    expect(paid.invoice).toMatchObject({ status: 'paid', amount_paid: 999, parent: null });
  });

  it('saves a card in setup mode', async () => {
    const customer = await shop.stripe.customers.create();
    const session = await shop.stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'usd',
      customer: customer.id,
      success_url: 'https://t.me/bot',
    });
    expect(shop.emulator.control.failCheckout(session.id).kind).toBe('declined');
    shop.emulator.control.payCheckout(session.id);
    const done = await shop.stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] });
    expect(done).toMatchObject({ status: 'complete', setup_intent: { status: 'succeeded' } });
    expect((await shop.stripe.paymentMethods.list({ customer: customer.id })).data).toHaveLength(1);
  });
});
