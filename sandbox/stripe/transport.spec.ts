import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Shop } from './testing/shop.js';

describe('Transport', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.close());

  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${shop.emulator.url}${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${shop.emulator.apiKey}`,
        ...(init.headers as Record<string, string>),
      },
    });

  it('refuses a missing or wrong key and accepts Basic', async () => {
    const other = Shop.client(shop.emulator, { apiKey: 'sk_test_wrong' });
    await expect(other.customers.list()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect((await fetch(`${shop.emulator.url}/v1/customers`)).status).toBe(401);
    const basic = Buffer.from(`${shop.emulator.apiKey}:`).toString('base64');
    expect((await call('/v1/customers', { headers: { authorization: `Basic ${basic}` } })).status).toBe(200);
  });

  it('speaks one API version and names it', async () => {
    expect((await call('/v1/customers', { headers: { 'stripe-version': '2024-06-20' } })).status).toBe(400);
    const answer = await call('/v1/customers');
    expect(answer.headers.get('stripe-version')).toBe('2026-10-28.endive');
    expect(answer.headers.get('request-id')).toMatch(/^req_/);
  });

  it('answers unknown addresses, objects and parameters as Stripe does', async () => {
    expect((await call('/v1/nothing')).status).toBe(404);
    await expect(shop.stripe.charges.retrieve('ch_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
    });
    await expect(shop.order({ customer: 'cus_none' })).rejects.toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'customer',
    });
    const unknown = { colour: 'red' } as object;
    await expect(shop.stripe.customers.create(unknown)).rejects.toMatchObject({
      code: 'parameter_unknown',
      param: 'colour',
    });
  });

  it('refuses payment_method_types with its own code', async () => {
    const old = { payment_method_types: ['card'] } as object;
    await expect(shop.order(old)).rejects.toMatchObject({
      code: 'payment_method_types_no_longer_supported',
    });
  });

  it('checks amounts and required parameters', async () => {
    const { stripe } = shop;
    await expect(stripe.paymentIntents.create({ amount: 10, currency: 'usd' })).rejects.toMatchObject({
      code: 'amount_too_small',
    });
    await expect(stripe.paymentIntents.create({ amount: 9.5, currency: 'usd' })).rejects.toMatchObject({
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
    await expect(stripe.paymentIntents.create({ amount: 500 } as never)).rejects.toMatchObject({
      code: 'parameter_missing',
      param: 'currency',
    });
    expect((await stripe.paymentIntents.create({ amount: 500, currency: 'jpy' })).amount).toBe(500);
  });

  it('merges metadata and takes an empty text for "unset"', async () => {
    const customer = await shop.stripe.customers.create({ name: 'A', metadata: { a: '1', b: '2' } });
    const changed = await shop.stripe.customers.update(customer.id, {
      name: '',
      metadata: { a: '', c: '3' },
    });
    expect(changed).toMatchObject({ name: null, metadata: { b: '2', c: '3' } });
    const cleared = await shop.stripe.customers.update(customer.id, { metadata: null });
    expect(cleared.metadata).toEqual({});
  });

  it('pages through lists, both ways, and finishes auto-paging', async () => {
    const created: string[] = [];
    for (const name of ['1', '2', '3', '4', '5']) {
      created.push((await shop.stripe.products.create({ name })).id);
    }
    const newest = [...created].reverse();
    const first = await shop.stripe.products.list({ limit: 2 });
    expect(first.data.map((one) => one.id)).toEqual(newest.slice(0, 2));
    expect(first.has_more).toBe(true);
    const next = await shop.stripe.products.list({ limit: 2, starting_after: newest[1] ?? '' });
    expect(next.data.map((one) => one.id)).toEqual(newest.slice(2, 4));
    const back = await shop.stripe.products.list({ limit: 2, ending_before: newest[3] ?? '' });
    expect(back.data.map((one) => one.id)).toEqual(newest.slice(1, 3));
    expect(back.has_more).toBe(true);
    const top = await shop.stripe.products.list({ limit: 2, ending_before: newest[2] ?? '' });
    expect(top.has_more).toBe(false);
    const all: string[] = [];
    for await (const one of shop.stripe.products.list({ limit: 2 })) all.push(one.id);
    expect(all.slice(0, 5)).toEqual(newest);
    expect(new Set(all).size).toBe(all.length);
    await expect(shop.stripe.products.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
  });

  it('expands ids in objects and lists and refuses what is no id', async () => {
    const session = await shop.order();
    shop.emulator.control.payCheckout(session.id);
    const { data } = await shop.stripe.charges.list({ limit: 1, expand: ['data.balance_transaction'] });
    expect(data[0]?.balance_transaction).toMatchObject({ object: 'balance_transaction', amount: 999 });
    await expect(shop.stripe.checkout.sessions.retrieve(session.id, { expand: ['status'] })).rejects.toThrow(
      /cannot be expanded/,
    );
    await expect(
      shop.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.nonsense'] }),
    ).rejects.toThrow(/cannot be expanded/);
  });

  it('lists by creation time', async () => {
    const [newest] = (await shop.stripe.products.list({ limit: 1 })).data;
    const later = { gt: newest?.created ?? 0 };
    expect((await shop.stripe.products.list({ created: later })).data).toEqual([]);
    const until = await shop.stripe.products.list({ created: { lte: newest?.created ?? 0 } });
    expect(until.data.length).toBeGreaterThan(0);
  });
});
