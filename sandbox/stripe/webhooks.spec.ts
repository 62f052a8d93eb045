import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Shop } from './testing/shop.js';

describe('Webhooks', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await Shop.open({ timeScale: 10 });
  });
  afterEach(() => shop.close());

  const pay = async (): Promise<void> => {
    const session = await shop.order();
    shop.emulator.control.payCheckout(session.id);
    await shop.emulator.control.settled();
  };
  const received = (type: string): typeof shop.webhooks.received =>
    shop.webhooks.received.filter((one) => one.event?.type === type);

  it('are signed so that the SDK verifies them, and name the call behind them', async () => {
    const customer = await shop.stripe.customers.create({}, { idempotencyKey: 'k1' });
    await shop.emulator.control.settled();
    const [hook] = received('customer.created');
    expect(hook?.error).toBeUndefined();
    expect(hook?.event?.request).toEqual({ id: customer.lastResponse.requestId, idempotency_key: 'k1' });
    expect(hook?.event?.pending_webhooks).toBe(1);
    const stored = await shop.stripe.events.retrieve(hook?.event?.id ?? '');
    expect(stored.pending_webhooks).toBe(0);
  });

  it('are repeated after a failure, a redirect included, signed anew', async () => {
    shop.webhooks.answers.push(500, 302);
    await shop.stripe.customers.create();
    await shop.emulator.control.settled();
    expect((await shop.stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
    shop.emulator.control.advanceClock(4 * 60_000);
    await shop.emulator.control.settled();
    expect(received('customer.created')).toHaveLength(1);
    shop.emulator.control.advanceClock(60_000);
    await shop.emulator.control.settled();
    shop.emulator.control.retryWebhooks();
    await shop.emulator.control.settled();
    const tries = received('customer.created');
    expect(tries.map((one) => one.status)).toEqual([500, 302, 200]);
    expect(new Set(tries.map((one) => one.event?.id)).size).toBe(1);
    expect(shop.emulator.journal.deliveries('customer.created').map((one) => one.outcome)).toEqual([
      'failed',
      'failed',
      'delivered',
    ]);
    expect((await shop.stripe.events.list({ delivery_success: false })).data).toHaveLength(0);
  });

  it('are repeated in real time by the time scale', async () => {
    const quick = await Shop.open({ timeScale: 0.0001 });
    quick.webhooks.answers.push(503);
    await quick.stripe.customers.create();
    await quick.emulator.control.waitFor(() => quick.webhooks.types().length === 1);
    expect(quick.webhooks.received.map((one) => one.status)).toEqual([503, 200]);
    await quick.close();
  });

  it('come twice, late, never or in another order when told', async () => {
    const { faults, settled } = bind(shop);
    faults.webhook({ kind: 'duplicate', types: ['checkout.session.completed'], copies: 2 });
    faults.webhook({ kind: 'drop', types: ['payment_intent.succeeded'] });
    faults.webhook({ kind: 'shuffle', ms: 5 });
    await pay();
    await settled();
    expect(received('checkout.session.completed')).toHaveLength(3);
    expect(received('payment_intent.succeeded')).toHaveLength(0);
    const order = shop.webhooks.types();
    expect(order.indexOf('checkout.session.completed')).toBeLessThan(order.indexOf('payment_intent.created'));
    expect((await shop.stripe.events.list({ delivery_success: false })).data.map((one) => one.type)).toEqual([
      'payment_intent.succeeded',
    ]);
    faults.clear();
    faults.webhook({ kind: 'delay', ms: 20, times: 1 });
    await shop.stripe.customers.create();
    expect(received('customer.created')).toHaveLength(0);
    await settled();
    expect(received('customer.created')).toHaveLength(1);
  });

  it('carry a bad signature, an old timestamp, another version or the wrong mode when told', async () => {
    const { faults, settled } = bind(shop);
    faults.webhook({ kind: 'corrupt-signature', times: 1 });
    await shop.stripe.customers.create();
    await settled();
    expect(shop.webhooks.received.at(-1)?.error).toMatch(/No signatures found/);
    faults.webhook({ kind: 'old-timestamp', times: 1 });
    await shop.stripe.customers.create();
    await settled();
    expect(shop.webhooks.received.at(-1)?.error).toMatch(/tolerance/);
    faults.webhook({ kind: 'api-version', times: 1, version: '2023-10-16' });
    faults.webhook({ kind: 'livemode', times: 1 });
    await shop.stripe.customers.create();
    await settled();
    expect(shop.webhooks.received.at(-1)?.event).toMatchObject({ api_version: '2023-10-16', livemode: true });
  });

  it('are signed by both secrets during a rotation, and by the new one alone afterwards', async () => {
    const fresh = shop.emulator.control.rollSecret();
    expect(shop.emulator.webhookSecret).toBe(fresh);
    await shop.stripe.customers.create();
    await shop.emulator.control.settled();
    shop.webhooks.secret = fresh;
    await shop.stripe.customers.create();
    await shop.emulator.control.settled();
    expect(shop.webhooks.types()).toHaveLength(2);
    expect(shop.webhooks.received[0]?.signature.match(/v1=/g)).toHaveLength(2);
    const newest = shop.emulator.control.rollSecret(-1);
    await shop.stripe.customers.create();
    await shop.emulator.control.settled();
    expect(shop.webhooks.received.at(-1)?.status).toBe(400);
    shop.webhooks.secret = newest;
    shop.emulator.control.retryWebhooks();
    await shop.emulator.control.settled();
    expect(shop.webhooks.types()).toHaveLength(3);
  });

  it('can be sent again and can carry anything', async () => {
    await shop.stripe.customers.create();
    await shop.emulator.control.settled();
    const [event] = shop.emulator.control.events('customer.created');
    shop.emulator.control.resend(event?.id ?? '');
    await shop.emulator.control.settled();
    expect(received('customer.created')).toHaveLength(2);
    expect(await shop.emulator.control.sendRaw({ foo: 1 })).toEqual({ status: 200, error: null });
    expect(await shop.emulator.control.sendRaw('no json')).toEqual({ status: 400, error: null });
  });

  it('go to endpoints made by the API, for their types only', async () => {
    const endpoint = await shop.stripe.webhookEndpoints.create({
      url: `${shop.webhooks.url}/second`,
      enabled_events: ['product.created'],
    });
    expect(endpoint.secret).toMatch(/^whsec_/);
    shop.emulator.setWebhookUrl('http://127.0.0.1:9/');
    shop.webhooks.secret = endpoint.secret ?? '';
    await shop.stripe.customers.create();
    await shop.stripe.products.create({ name: 'A' });
    await shop.emulator.control.settled();
    expect(shop.webhooks.types()).toEqual(['product.created']);
    expect(await shop.stripe.webhookEndpoints.retrieve(endpoint.id)).not.toHaveProperty('secret');
  });

  it('can be listed by type in order of time', async () => {
    await pay();
    const types = ['charge.succeeded', 'checkout.session.completed'];
    const { data } = await shop.stripe.events.list({ types });
    expect(data.map((event) => event.type)).toEqual([...types].reverse());
    const oldest = data.at(-1)?.id ?? '';
    const newer: string[] = [];
    for await (const event of shop.stripe.events.list({ types, ending_before: oldest }))
      newer.push(event.type);
    expect(newer).toEqual(['checkout.session.completed']);
  });
});

function bind(shop: Shop): { faults: Shop['emulator']['control']['faults']; settled: () => Promise<void> } {
  const { control } = shop.emulator;
  return { faults: control.faults, settled: () => control.settled() };
}
