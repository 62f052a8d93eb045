import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StripeClient } from '../../src/payments/stripe-client.js';
import { StripeCustomers } from '../../src/payments/stripe-customers.js';
import { calm } from '../support/calm.js';
import { type Customer, sessionOf } from '../support/customer.js';
import { DataOwner } from '../support/data-owner.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { RechargingCustomer } from '../support/recharging-customer.js';

describe('an erasure at Stripe', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    expect(await product.rows('select kind, error from dead_lane_items')).toEqual([]);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const owner = (customer: Customer): DataOwner => new DataOwner(product, customer);
  type AtStripe = ReturnType<Product['stripe']['control']['customers']>[number];
  const atStripe = (userId: number): AtStripe | undefined =>
    product.stripe.control.customers().find(({ metadata }) => metadata['user_id'] === String(userId));

  it('closes open pages, books money that was faster under the number, and General is asked to send it back', async () => {
    const eva = product.customer('Eva');
    const { control } = product.stripe;
    eva.says('/buy10');
    const offer = await eva.sees('10 credits');
    eva.says('/buy25');
    const other = await eva.sees('25 credits');
    const userId = await owner(eva).userId();
    // Paid, but the news of it comes after the erasure.
    control.faults.webhook({ kind: 'drop', types: ['checkout.session.completed'] });
    control.payCheckout(sessionOf(eva.pageOf(offer, 'Pay')), { email: 'eva@example.com' });
    await owner(eva).erases();
    expect(() => control.payCheckout(sessionOf(eva.pageOf(other, 'Pay')))).toThrow();
    control.faults.clear();
    control.resend(control.events('checkout.session.completed').at(-1)?.id ?? '');
    const alert = await product.group.sees(0, 'Paid after erasure');
    expect(alert.text).toContain(`number ${userId}`);
    await calm(product);
    expect(await product.rows('select amount, user_id from payments where user_id = $1', [userId])).toEqual([
      { amount: 500, user_id: userId },
    ]);
    expect(atStripe(userId)).toMatchObject({ email: null, metadata: { user_id: String(userId) } });
    expect(product.group.general().filter(({ text }) => text.includes('has bought something'))).toEqual([]);
  });

  it('ends a plan that began at the same moment, and one that only runs out', async () => {
    const { control } = product.stripe;
    const lea = product.customer('Lea');
    lea.says('/buy');
    const list = await lea.sees('What would you like');
    const userId = await owner(lea).userId();
    const lost = ['checkout.session.completed', 'invoice.paid', 'customer.subscription.created'] as const;
    control.faults.webhook({ kind: 'drop', types: [...lost], times: 9 });
    control.payCheckout(sessionOf(lea.pageOf(list, 'Monthly plan')));
    await owner(lea).erases();
    control.faults.clear();
    control.resend(control.events('invoice.paid').at(-1)?.id ?? '');
    await eventually('the plan has ended', () => control.subscriptions().at(-1)?.status === 'canceled');

    const max = product.customer('Max');
    await max.buys('Monthly plan');
    await max.sees('Paid');
    const [plan] = control.subscriptions().slice(-1);
    await product.part(StripeClient).api.subscriptions.update(plan?.id ?? '', { cancel_at_period_end: true });
    await max.sees('is cancelled. It runs until');
    await owner(max).erases();
    expect(control.subscriptions().at(-1)).toMatchObject({ id: plan?.id, status: 'canceled' });
    expect(await product.rows('select status from subscriptions where user_id = $1', [userId])).toEqual([
      { status: 'canceled' },
    ]);
  });

  it('ends auto-recharge and has Stripe forget the card', async () => {
    const { control } = product.stripe;
    const hal = await RechargingCustomer.arrive(product, 'Hal');
    expect(atStripe(hal.userId)).toMatchObject({
      email: 'payer@example.com',
      metadata: { user_id: String(hal.userId) },
    });
    expect(atStripe(hal.userId)?.metadata).toHaveProperty('telegram_user_id', String(hal.customer.id));
    // Stripe is away for longer than a call waits, in the middle of it.
    control.faults.api({
      kind: '500-before-commit',
      method: 'POST',
      path: /^\/v1\/customers\/cus_\w+$/,
      times: 3,
    });
    await owner(hal.customer).erases();
    const forget = `select 1 from graphile_worker.jobs where task_identifier = 'billing.forget-customer'`;
    await eventually('Stripe has forgotten the customer', async () => {
      await product.rows(
        `update graphile_worker._private_jobs set run_at = now() where attempts > 0 and locked_at is null and run_at > now()`,
      );
      return (await product.rows(forget)).length === 0;
    });
    expect(atStripe(hal.userId)).toMatchObject({ name: null, email: null, phone: null, description: null });
    expect(atStripe(hal.userId)?.metadata).toEqual({ user_id: String(hal.userId) });
    expect(control.paymentMethods().filter(({ customer }) => customer === atStripe(hal.userId)?.id)).toEqual(
      [],
    );
    // Asked again, Stripe has nothing left to do.
    await product.part(StripeCustomers).forget(atStripe(hal.userId)?.id ?? '');
    await product.part(StripeCustomers).forget('cus_unknown');
    expect(
      await product.rows('select state, payment_method_id from auto_recharges where user_id = $1', [
        hal.userId,
      ]),
    ).toEqual([{ state: 'off', payment_method_id: null }]);
    expect(
      control
        .events('payment_method.detached')
        .filter(({ data }) => 'id' in data.object && data.object.id === hal.card),
    ).toHaveLength(1);
  });

  it('leaves credits whose payment is being checked under the number, and tells the person nothing of them', async () => {
    const { control } = product.stripe;
    const ian = product.customer('Ian');
    await ian.buys('25 credits');
    await ian.sees('Your balance: 35 credits');
    const userId = await owner(ian).userId();
    const charge = control.charges().at(-1)?.id ?? '';
    control.createEarlyFraudWarning(charge);
    await ian.sees('is being checked');
    await calm(product);
    await owner(ian).erases();
    const account = (): Promise<object[]> =>
      product.rows('select credits::int, frozen::int, owed::int from credit_accounts where user_id = $1', [
        userId,
      ]);
    expect(await account()).toEqual([{ credits: 0, frozen: 25, owed: 0 }]);
    const seen = ian.chat().length;
    // The bank asks for the money, then gives it back: what was granted goes and comes with it.
    const dispute = control.createDispute(charge);
    await eventually('the credits are taken back', async () =>
      isEqual(await account(), { credits: 0, frozen: 0, owed: 0 }),
    );
    await calm(product);
    control.closeDispute(dispute.id, 'won');
    await eventually('the credits are back', async () =>
      isEqual(await account(), { credits: 25, frozen: 0, owed: 0 }),
    );
    await calm(product);
    expect(ian.chat()).toHaveLength(seen);
  });
});

const isEqual = ([found]: object[], wanted: object): boolean =>
  JSON.stringify(found) === JSON.stringify(wanted);
