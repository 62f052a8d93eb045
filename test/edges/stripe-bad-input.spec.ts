import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HandleStripeEvent } from '../../src/payments/events/handle-stripe-event.job.js';
import { StripeClient } from '../../src/payments/stripe-client.js';
import { calm } from '../support/calm.js';
import { type Customer, sessionOf } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';

/** Signed by Stripe, and still not what was sold. */
describe('payments that do not fit', () => {
  let product: Product;

  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    await calm(product);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  async function arrives(name: string): Promise<Customer> {
    const customer = product.customer(name);
    customer.start();
    await customer.sees('to start with');
    return customer;
  }
  async function opens(customer: Customer): Promise<string> {
    customer.says('/buy10');
    return sessionOf(customer.pageOf(await customer.sees('10 credits for $5.00'), 'Pay'));
  }
  const credits = async ({ id }: Customer): Promise<number | undefined> => {
    const [row] = await product.rows<{ credits: number }>(
      `select a.credits::int from credit_accounts a join users u on u.id = a.user_id where u.telegram_id = $1`,
      [id],
    );
    return row?.credits;
  };
  const payments = async ({ id }: Customer): Promise<number> =>
    (
      await product.rows(
        `select 1 from payments p join users u on u.id = p.user_id where u.telegram_id = $1`,
        [id],
      )
    ).length;
  const alerts = (): number =>
    product.group.general().filter(({ text }) => text.includes('does not match what was sold')).length;
  const purchaseOf = async (session: string): Promise<string> => {
    const [row] = await product.rows<{ id: string }>(`select id from purchases where session_id = $1`, [
      session,
    ]);
    return row?.id ?? '';
  };
  /** Any event, signed with the right secret. */
  async function send(event: Record<string, unknown>): Promise<number> {
    const payload = JSON.stringify({
      object: 'event',
      livemode: false,
      created: Math.floor(Date.now() / 1_000),
      api_version: '2026-10-28.endive',
      ...event,
    });
    const secret = product.stripe.webhookSecret;
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret });
    const headers = { 'stripe-signature': signature, 'content-type': 'application/json' };
    return (await fetch(`${product.url}/stripe-webhook`, { method: 'POST', headers, body: payload })).status;
  }
  const handled = (id: string): Promise<void> =>
    eventually(`${id} is handled`, async () => {
      const [row] = await product.rows<{ status: string }>(`select status from stripe_events where id = $1`, [
        id,
      ]);
      return row?.status === 'done';
    });

  it.each([
    ['another amount', `amount = 499`, '499 usd'],
    ['another currency', `currency = 'eur'`, '500 eur'],
    ['no amount at all', `amount = 0`, '0 usd'],
    ['a huge amount', `amount = 9007199254740991`, '9007199254740991 usd'],
  ])(
    '%s than that of the purchase grants nothing, is told once, and can be settled once it fits',
    async (_name, change, expected) => {
      const before = alerts();
      const kim = await arrives('Kim');
      const session = await opens(kim);
      await product.rows(`update purchases set ${change} where session_id = $1`, [session]);
      product.stripe.control.payCheckout(session);
      await product.group.waitFor(() => alerts() === before + 1, 'the alert');
      expect(product.group.general().at(-1)?.text).toContain(`Expected: ${expected}`);
      expect([await credits(kim), await payments(kim)]).toEqual([10, 0]);
      const [event] = product.stripe.control.events('checkout.session.completed').slice(-1);
      await product.rows(`update purchases set amount = 500, currency = 'usd' where session_id = $1`, [
        session,
      ]);
      const again = `evt_again_${before}`;
      expect(await send({ id: again, type: 'checkout.session.completed', data: event?.data })).toBe(200);
      await kim.sees('Your balance: 20 credits');
      expect(alerts()).toBe(before + 1);
    },
  );

  it('a session made by hand that names somebody’s purchase grants nothing', async () => {
    const before = alerts();
    const lea = await arrives('Lea');
    const purchase = await purchaseOf(await opens(lea));
    const { api } = product.part(StripeClient);
    const price_data = { currency: 'usd', unit_amount: 500, product_data: { name: 'Ten for nothing' } };
    const forged = await api.checkout.sessions.create({
      mode: 'payment',
      client_reference_id: purchase,
      metadata: { purchase_id: purchase },
      line_items: [{ quantity: 1, price_data }],
      success_url: 'https://example.com',
    });
    product.stripe.control.payCheckout(forged.id);
    await product.group.waitFor(() => alerts() === before + 1, 'the alert');
    expect([await credits(lea), await payments(lea)]).toEqual([10, 0]);
  });

  it.each([
    ['no reference', undefined],
    ['a reference of another shop', 'order-4711'],
    ['a purchase that never was', '00000000-0000-4000-8000-000000000000'],
    ['an attempt at SQL', `' or 1=1 --`],
  ])('a foreign session with %s is nobody’s', async (_name, reference) => {
    const { api } = product.part(StripeClient);
    const price_data = { currency: 'usd', unit_amount: 700, product_data: { name: 'A book' } };
    const foreign = await api.checkout.sessions.create({
      mode: 'payment',
      ...(reference === undefined ? {} : { client_reference_id: reference }),
      line_items: [{ quantity: 1, price_data }],
      success_url: 'https://example.com',
    });
    const count = (): Promise<object[]> => product.rows(`select 1 from payments`);
    const before = await count();
    product.stripe.control.payCheckout(foreign.id);
    await product.stripe.control.settled();
    const event = product.stripe.control.events('checkout.session.completed').at(-1);
    await handled(event?.id ?? '');
    expect(await count()).toEqual(before);
  });

  it('an event about an object that Stripe does not have keeps nobody else waiting', async () => {
    expect(
      await send({
        id: 'evt_ghost',
        type: 'checkout.session.completed',
        data: { object: { id: 'cs_test_ghost', object: 'checkout.session', payment_status: 'paid' } },
      }),
    ).toBe(200);
    const max = await arrives('Max');
    product.stripe.control.payCheckout(await opens(max));
    await max.sees('Your balance: 20 credits');
    await product.rows(`delete from graphile_worker._private_jobs where payload ->> 'eventId' = 'evt_ghost'`);
  });

  it('what the event itself claims is not believed: unpaid stays unpaid, in any version of the API', async () => {
    const nia = await arrives('Nia');
    const session = await opens(nia);
    const purchase = await purchaseOf(session);
    const object = {
      ...{ id: session, object: 'checkout.session', status: 'complete', payment_status: 'paid' },
      ...{ client_reference_id: purchase, amount_total: 1, amount_subtotal: 1, currency: 'xxx' },
    };
    for (const [id, api_version] of [
      ['evt_claim_1', '2026-10-28.endive'],
      ['evt_claim_2', '2020-08-27'],
      ['evt_claim_3', null],
    ] as const) {
      expect(await send({ id, api_version, type: 'checkout.session.completed', data: { object } })).toBe(200);
      await handled(id);
    }
    expect([await credits(nia), await payments(nia)]).toEqual([10, 0]);
    product.stripe.control.payCheckout(session);
    await nia.sees('Your balance: 20 credits');
    const older = { id: 'evt_old', api_version: '2020-08-27', type: 'checkout.session.completed' };
    expect(await send({ ...older, data: { object: { id: session, object: 'checkout.session' } } })).toBe(200);
    await handled('evt_old');
    expect([await credits(nia), await payments(nia)]).toEqual([20, 1]);
  });

  it('metadata that somebody edited at Stripe leads no money to another customer', async () => {
    const [ola, pia] = [await arrives('Ola'), await arrives('Pia')];
    const [mine, theirs] = [await opens(ola), await opens(pia)];
    product.stripe.control.editMetadata(mine, {
      purchase_id: await purchaseOf(theirs),
      telegram_user_id: String(pia.id),
    });
    product.stripe.control.payCheckout(mine);
    await ola.sees('Your balance: 20 credits');
    const charge = product.stripe.control.charges().at(-1);
    product.stripe.control.editMetadata(charge?.id ?? '', { purchase_id: 'nonsense' });
    product.stripe.control.refundFromDashboard(charge?.id ?? '');
    await ola.sees('10 credits taken back');
    expect([await credits(ola), await credits(pia), await payments(pia)]).toEqual([10, 10, 0]);
  });

  it('twenty taps and commands at once open one page', async () => {
    const rob = await arrives('Rob');
    for (let tap = 0; tap < 20; tap += 1) rob.says('/buy10');
    await rob.waitFor(
      () => rob.chat().filter(({ text }) => text.includes('for $5.00')).length === 20,
      'twenty',
    );
    const pages = rob.chat().filter(({ text }) => text.includes('for $5.00'));
    expect(new Set(pages.map((page) => sessionOf(rob.pageOf(page, 'Pay')))).size).toBe(1);
    const [{ count } = { count: 0 }] = await product.rows<{ count: number }>(
      `select count(*)::int from purchases o join users u on u.id = o.user_id where u.telegram_id = $1`,
      [rob.id],
    );
    expect(count).toBe(1);
  });

  it('a payment in test mode settles no purchase of the live mode', async () => {
    const before = alerts();
    const sue = await arrives('Sue');
    const session = await opens(sue);
    await product.rows(`update purchases set livemode = true where session_id = $1`, [session]);
    product.stripe.control.payCheckout(session);
    await product.group.waitFor(() => alerts() === before + 1, 'the alert');
    expect(product.group.general().at(-1)?.text).toContain('Expected: live mode\nFound: test mode');
    expect([await credits(sue), await payments(sue)]).toEqual([10, 0]);
  });

  it('an event about an object that Stripe does not have is tried for hours, then put aside and told', async () => {
    const event = (id: string, age: string): Promise<unknown> =>
      product.rows(
        `insert into stripe_events (id, type, livemode, object_id, payload, status, created_at, received_at)
         values ($1, 'invoice.paid', false, 'in_nowhere', '{}', 'received', now(), now() - $2::interval)`,
        [id, age],
      );
    await event('evt_nowhere_young', '1 hour');
    await event('evt_nowhere_old', '7 hours');
    const job = product.part(HandleStripeEvent);
    await expect(job.handle({ eventId: 'evt_nowhere_young' })).rejects.toThrow('No such invoice');
    await job.handle({ eventId: 'evt_nowhere_old' });
    const alert = await product.group.sees(0, 'Stripe sent news of something that it does not have');
    expect(alert.text).toMatch(/invoice\.paid about in_nowhere[\s\S]*evt_nowhere_old/);
    const sql = `select status from stripe_events where object_id = 'in_nowhere' order by id`;
    expect(await product.rows(sql)).toEqual([{ status: 'ignored' }, { status: 'received' }]);
    await product.rows(`update stripe_events set status = 'ignored' where id = 'evt_nowhere_young'`);
  });
});
