import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { StripeEmulator } from './stripe-emulator.js';
import { idOf, Shop } from './testing/shop.js';

describe('Control over HTTP, snapshots and determinism', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await Shop.open();
  });
  afterEach(() => shop.close());

  const post = async (action: string, ...args: unknown[]): Promise<{ status: number; body: unknown }> => {
    const answer = await fetch(`${shop.emulator.url}/control/${action}`, {
      method: 'POST',
      body: JSON.stringify(args),
    });
    return { status: answer.status, body: await answer.json() };
  };

  it('does the same as in the process', async () => {
    const session = await shop.order();
    const failed = await post('failCheckout', session.id, 'lost_card');
    expect(failed).toMatchObject({
      status: 200,
      body: { result: { kind: 'declined', declineCode: 'lost_card' } },
    });
    await post('payCheckout', session.id);
    expect((await shop.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    expect(await post('payCheckout', session.id)).toMatchObject({ status: 400 });
    expect(await post('nothing')).toMatchObject({ status: 404 });
    expect(await post('constructor')).toMatchObject({ status: 404 });
    await post('faults/api', { kind: '429' });
    await expect(shop.stripe.customers.list()).rejects.toMatchObject({ statusCode: 429 });
  });

  it('shows the state without the secrets', async () => {
    await shop.order();
    const text = await (await fetch(`${shop.emulator.url}/control/state`)).text();
    expect((JSON.parse(text) as { sessions: unknown[] }).sessions).toHaveLength(1);
    expect(text).not.toContain(shop.emulator.webhookSecret);
  });

  it('streams journal entries and changes', async () => {
    const stream = await fetch(`${shop.emulator.url}/control/events`);
    const reader = stream.body?.getReader();
    let text = '';
    const until = async (needle: string): Promise<void> => {
      while (!text.includes(needle)) {
        const chunk = await reader?.read();
        if (!chunk || chunk.done) throw new Error('The stream ended.');
        text += Buffer.from(chunk.value as Uint8Array).toString('utf8');
      }
    };
    await until('connected');
    await shop.stripe.customers.create();
    await until('"path":"/v1/customers"');
    await until('event: changed');
    await until('customer.created');
    await reader?.cancel();
  });

  it('continues from a snapshot, with working links and keys', async () => {
    const session = await shop.order();
    const { subscription } = await shop.subscribe();
    const customer = await shop.stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k1' });
    shop.emulator.control.advanceClock(60_000);
    await shop.emulator.control.settled();
    const snapshot = JSON.parse(JSON.stringify(shop.emulator.snapshot())) as unknown;
    const next = await Shop.open({ snapshot });
    expect(next.webhooks.secret).toBe(shop.emulator.webhookSecret);
    const restored = await next.stripe.checkout.sessions.retrieve(session.id);
    expect(restored.url).toBe(`${next.emulator.url}/c/pay/${session.id}`);
    expect((await next.stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k1' })).id).toBe(
      customer.id,
    );
    next.emulator.control.payCheckout(session.id);
    next.emulator.control.renewSubscription(subscription.id);
    await next.emulator.control.settled();
    expect(next.webhooks.types()).toContain('checkout.session.completed');
    expect(next.webhooks.types()).toContain('invoice.paid');
    await next.close();
  });

  it('gives the same ids for the same calls and the same seed', async () => {
    const again = await Shop.open();
    const other = await Shop.open({ seed: 2 });
    const [one, two, three] = await Promise.all([shop.order(), again.order(), other.order()]);
    expect(two.id).toBe(one.id);
    expect(three.id).not.toBe(one.id);
    await Promise.all([again.close(), other.close()]);
  });

  it('edits what people with Dashboard access can edit', async () => {
    const session = await shop.order();
    shop.emulator.control.editMetadata(session.id, { order_id: 'forged' });
    expect((await shop.stripe.checkout.sessions.retrieve(session.id)).metadata).toEqual({
      order_id: 'forged',
    });
    const product = await shop.stripe.products.create({
      name: 'Pack',
      default_price_data: { currency: 'usd', unit_amount: 500 },
    });
    const price = idOf(product.default_price);
    shop.emulator.control.deletePrice(price);
    await expect(shop.order({ line_items: [{ price, quantity: 1 }] })).rejects.toMatchObject({
      code: 'resource_missing',
    });
    shop.emulator.control.deleteProduct(product.id);
    expect(await shop.stripe.products.retrieve(product.id)).toMatchObject({ deleted: true });
  });

  it('waits for a condition and gives up in time', async () => {
    const { control } = shop.emulator;
    const seen = control.waitFor(() => control.events('customer.created')[0]);
    await shop.stripe.customers.create();
    expect((await seen).type).toBe('customer.created');
    await expect(control.waitFor(() => false, 10, 'miracle')).rejects.toThrow(/no miracle within 10 ms/);
  });

  it('refuses to start twice on one port', async () => {
    const port = Number(new URL(shop.emulator.url).port);
    await expect(StripeEmulator.start({ port })).rejects.toThrow(/EADDRINUSE/);
  });
});
