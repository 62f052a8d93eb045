import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AcceptEvent } from '../../src/payments/inbox/accept-event.js';
import { EventDispatcher } from '../../src/payments/events/event-dispatcher.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { RechargingCustomer } from '../support/recharging-customer.js';

/** A recharge by a bank that takes its time, then a refund of a part: what Stripe says about it. */
describe('events of a recharge', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    await product.stop();
  });

  interface Flow {
    readonly customer: RechargingCustomer;
    readonly events: Stripe.Event[];
  }

  /** Everything has happened at Stripe, and the bot has heard of nothing since its call was answered. */
  async function flow(name: string): Promise<Flow> {
    const customer = await RechargingCustomer.arrive(product, name);
    customer.behaves('delayed_success');
    product.stripe.control.faults.webhook({ kind: 'drop' });
    await customer.spends(15);
    await customer.becomes('it is processing', ([attempt]) => attempt?.status === 'processing');
    const intent = customer.charges().at(-1)?.payment_intent as string;
    product.stripe.control.settlePayment(intent, true);
    product.stripe.control.refundFromDashboard(intent, 200);
    const dispatcher = product.part(EventDispatcher);
    const events = (product.stripe.control.events() as unknown as Stripe.Event[]).filter(
      (event) => dispatcher.handles(event.type) && JSON.stringify(event.data.object).includes(intent),
    );
    await product.stripe.control.settled();
    product.stripe.control.faults.clear();
    return { customer, events };
  }

  async function delivered(event: Stripe.Event): Promise<void> {
    await product.part(AcceptEvent).execute(event);
    await eventually(`${event.type} is handled`, async () => {
      const [row] = await product.rows<{ status: string }>(`select status from stripe_events where id = $1`, [
        event.id,
      ]);
      return row?.status === 'done';
    });
  }

  async function outcome({ customer }: Flow): Promise<object> {
    await customer.becomes('it is settled', ([attempt]) => attempt?.status === 'succeeded');
    await eventually('it is off', async () => (await customer.state())?.state === 'off');
    const payments = await product.rows(
      `select amount::int, credits::int, refunded_amount::int as refunded, clawed_credits::int as clawed
       from payments where user_id = $1 and source_type = 'payment_intent'`,
      [customer.userId],
    );
    return { attempts: await customer.attempts(), state: await customer.state(), payments };
  }

  const expected = {
    attempts: [{ status: 'succeeded', try: 1, declineCode: null }],
    state: { state: 'off', reason: 'refund', credits: 11 },
    payments: [{ amount: 500, credits: 10, refunded: 200, clawed: 4 }],
  };

  it('end in one state all at once, each also twice', async () => {
    const first = await flow('First');
    expect(first.events.map(({ type }) => type)).toEqual([
      'payment_intent.processing',
      'payment_intent.succeeded',
      'refund.created',
      'charge.refunded',
    ]);
    for (const event of first.events) await delivered(event);
    expect(await outcome(first)).toEqual(expected);
    const next = await flow('Next');
    // The same event again, and another event about the same change: Stripe promises neither not to happen.
    await Promise.all(
      next.events
        .toReversed()
        .flatMap((event) => [
          delivered(event),
          delivered({ ...event, id: `${event.id}_again` }),
          delivered(event),
        ]),
    );
    expect(await outcome(next)).toEqual(expected);
  });
});
