import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { idOf, Shop } from './testing/shop.js';

const DAY = 86_400_000;

describe('Subscriptions', () => {
  let shop: Shop;
  beforeEach(async () => {
    // A 31st, so that the months differ in length.
    shop = await Shop.open({ clock: { now: () => Date.UTC(2027, 0, 31, 12) } });
  });
  afterEach(() => shop.close());

  it('begin with Checkout: subscription, paid invoice and payment, in the shapes of basil and later', async () => {
    const { session, subscription } = await shop.subscribe();
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', payment_intent: null });
    expect(subscription).toMatchObject({ status: 'active', metadata: { user_id: '7' } });
    expect(subscription).not.toHaveProperty('current_period_end');
    const [item] = subscription.items.data;
    expect(item?.current_period_end).toBe(Date.UTC(2027, 1, 28, 12) / 1000);
    const invoice = await shop.stripe.invoices.retrieve(idOf(session.invoice), {
      expand: ['payments.data.payment.payment_intent'],
    });
    expect(invoice).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_create',
      amount_paid: 1500,
      parent: { subscription_details: { subscription: subscription.id, metadata: { user_id: '7' } } },
    });
    const [line] = invoice.lines.data;
    expect(line).toMatchObject({
      amount: 1500,
      pricing: { price_details: { price: item?.price.id } },
      parent: { subscription_item_details: { subscription_item: item?.id, proration: false } },
      period: { start: item?.current_period_start, end: item?.current_period_end },
    });
    expect(invoice.payments?.data[0]).toMatchObject({
      status: 'paid',
      payment: { type: 'payment_intent', payment_intent: { object: 'payment_intent', status: 'succeeded' } },
    });
  });

  it('send the events of the first payment', async () => {
    await shop.subscribe();
    const types = new Set(shop.emulator.control.events().map((event) => event.type));
    for (const type of [
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
      'payment_intent.succeeded',
      'charge.succeeded',
      'checkout.session.completed',
    ] as const) {
      expect(types).toContain(type);
    }
  });

  it('renew by time on the anchor day, once per period', async () => {
    const { subscription } = await shop.subscribe();
    shop.emulator.control.advanceClock(27 * DAY);
    expect((await shop.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
    shop.emulator.control.advanceClock(DAY);
    const renewed = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(renewed.items.data[0]).toMatchObject({
      current_period_start: Date.UTC(2027, 1, 28, 12) / 1000,
      current_period_end: Date.UTC(2027, 2, 31, 12) / 1000,
    });
    shop.emulator.control.advanceClock(70 * DAY);
    const invoices = await shop.stripe.invoices.list({ subscription: subscription.id });
    expect(invoices.data.map((one) => [one.billing_reason, one.status])).toEqual([
      ['subscription_cycle', 'paid'],
      ['subscription_cycle', 'paid'],
      ['subscription_cycle', 'paid'],
      ['subscription_create', 'paid'],
    ]);
  });

  it('become past_due when the card fails, are retried, and end after the last try', async () => {
    const { subscription } = await shop.subscribe();
    shop.emulator.control.setCardScenario(idOf(subscription.default_payment_method), 'insufficient_funds');
    shop.emulator.control.renewSubscription(subscription.id);
    const late = await shop.stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    expect(late).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open', attempt_count: 1 } });
    shop.emulator.control.advanceClock(3 * DAY);
    expect(shop.emulator.control.events('invoice.payment_failed')).toHaveLength(2);
    shop.emulator.control.advanceClock(13 * DAY);
    const ended = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(ended).toMatchObject({ status: 'canceled', cancellation_details: { reason: 'payment_failed' } });
    expect(shop.emulator.control.events('customer.subscription.deleted')).toHaveLength(1);
  });

  it('recover when a retry succeeds', async () => {
    const { subscription } = await shop.subscribe();
    shop.emulator.control.failRenewal(subscription.id);
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe('past_due');
    shop.emulator.control.advanceClock(4 * DAY);
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
    expect(shop.emulator.control.events('invoice.paid')).toHaveLength(2);
  });

  it('report a renewal that needs authentication', async () => {
    const { subscription } = await shop.subscribe();
    shop.emulator.control.failRenewal(subscription.id, 'authentication_required');
    expect(shop.emulator.control.events('invoice.payment_action_required')).toHaveLength(1);
  });

  it('end at the period end when asked, or go on when taken back', async () => {
    const { subscription } = await shop.subscribe();
    const marked = await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(marked).toMatchObject({ status: 'active', cancel_at_period_end: true });
    expect(marked.cancel_at).toBe(marked.items.data[0]?.current_period_end);
    const kept = await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
    expect(kept).toMatchObject({ cancel_at: null, canceled_at: null });
    await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    shop.emulator.control.advanceClock(29 * DAY);
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe('canceled');
    expect((await shop.stripe.subscriptions.list()).data).toHaveLength(0);
    expect((await shop.stripe.subscriptions.list({ status: 'all' })).data).toHaveLength(1);
    const [update] = shop.emulator.control.events('customer.subscription.updated');
    expect(update?.data.previous_attributes).toMatchObject({ cancel_at_period_end: false });
  });

  it('start with a trial that bills nothing and then the first full period', async () => {
    const { session, subscription } = await shop.subscribe({ subscription_data: { trial_period_days: 7 } });
    expect(session.payment_status).toBe('no_payment_required');
    expect(subscription.status).toBe('trialing');
    expect(subscription.default_payment_method).toMatch(/^pm_/);
    shop.emulator.control.advanceClock(5 * DAY);
    expect(shop.emulator.control.events('customer.subscription.trial_will_end')).toHaveLength(1);
    shop.emulator.control.advanceClock(3 * DAY);
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
    const { data } = await shop.stripe.invoices.list({ subscription: subscription.id });
    expect(data.map((one) => one.amount_paid)).toEqual([1500, 0]);
  });

  it('pause without invoices and resume', async () => {
    const { subscription } = await shop.subscribe();
    expect((await shop.stripe.subscriptions.pause(subscription.id)).status).toBe('paused');
    shop.emulator.control.advanceClock(40 * DAY);
    expect(shop.emulator.control.events('invoice.paid')).toHaveLength(1);
    expect((await shop.stripe.subscriptions.resume(subscription.id)).status).toBe('active');
    expect(shop.emulator.control.events('invoice.paid')).toHaveLength(2);
  });

  it('change price with prorations billed at once', async () => {
    const { subscription } = await shop.subscribe();
    const [item] = subscription.items.data;
    const dearer = await shop.stripe.prices.create({
      currency: 'usd',
      unit_amount: 3000,
      recurring: { interval: 'month' },
      product: idOf(item?.price.product),
    });
    shop.emulator.control.advanceClock(14 * DAY);
    await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item?.id ?? '', price: dearer.id }],
      proration_behavior: 'always_invoice',
    });
    const { data } = await shop.stripe.invoices.list({ subscription: subscription.id });
    expect(data[0]).toMatchObject({
      billing_reason: 'subscription_update',
      amount_paid: 750,
      status: 'paid',
    });
    expect(data[0]?.lines.data.map((line) => line.amount)).toEqual([-750, 1500]);
    expect(data[0]?.lines.data[0]).toMatchObject({
      parent: { subscription_item_details: { proration: true } },
    });
  });

  it('wait for a bank debit and go on when it arrives', async () => {
    const { subscription } = await shop.subscribe();
    const card = idOf(subscription.default_payment_method);
    shop.emulator.control.setCardScenario(card, 'delayed_success');
    shop.emulator.control.advanceClock(29 * DAY);
    const [waiting] = (await shop.stripe.paymentIntents.list({ limit: 1 })).data;
    expect(waiting?.status).toBe('processing');
    expect(shop.emulator.control.events('invoice.paid')).toHaveLength(1);
    shop.emulator.control.settlePayment(waiting?.id ?? '', true);
    expect(shop.emulator.control.events('invoice.paid')).toHaveLength(2);
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });

  it('can end a trial at once', async () => {
    const { subscription } = await shop.subscribe({ subscription_data: { trial_period_days: 7 } });
    const changed = await shop.stripe.subscriptions.update(subscription.id, { trial_end: 'now' });
    expect(changed.status).toBe('active');
    expect(
      shop.emulator.control.events('invoice.paid').map((one) => (one.data.object as { total: number }).total),
    ).toEqual([0, 1500]);
  });

  it('take a coupon once and the prices of the plan afterwards', async () => {
    const coupon = await shop.stripe.coupons.create({ percent_off: 50, duration: 'once' });
    const { session, subscription } = await shop.subscribe({ discounts: [{ coupon: coupon.id }] });
    expect(session).toMatchObject({ amount_total: 750, total_details: { amount_discount: 750 } });
    shop.emulator.control.renewSubscription(subscription.id);
    const { data } = await shop.stripe.invoices.list({ subscription: subscription.id });
    expect(data.map((one) => [one.subtotal, one.total, one.amount_paid])).toEqual([
      [1500, 1500, 1500],
      [1500, 750, 750],
    ]);
  });

  it('can be made by the API with a saved card', async () => {
    const { customer, card } = await shop.saveCard();
    const price = await shop.stripe.prices.create({
      currency: 'usd',
      unit_amount: 700,
      recurring: { interval: 'week' },
      product_data: { name: 'Weekly' },
    });
    const made = await shop.stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
      default_payment_method: card,
      expand: ['latest_invoice'],
    });
    expect(made).toMatchObject({ status: 'active', latest_invoice: { status: 'paid', amount_paid: 700 } });
    shop.emulator.control.setCardScenario(card, 'declined');
    const failed = await shop.stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
      default_payment_method: card,
    });
    expect(failed.status).toBe('incomplete');
  });

  it('find the invoice of a payment', async () => {
    await shop.subscribe();
    const [charge] = shop.emulator.control.charges();
    const { data } = await shop.stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: charge?.payment_intent ?? '' },
      expand: ['data.invoice'],
    });
    expect(data[0]?.invoice).toMatchObject({ object: 'invoice', billing_reason: 'subscription_create' });
  });
});
