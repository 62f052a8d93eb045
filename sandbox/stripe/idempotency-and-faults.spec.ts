import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Shop } from './testing/shop.js';

describe('Idempotency and failures of the API', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await Shop.open();
  });
  afterEach(() => shop.close());

  const create = (name: string, idempotencyKey: string): Promise<Stripe.Response<Stripe.Customer>> =>
    shop.stripe.customers.create({ name }, { idempotencyKey });
  const customers = async (): Promise<number> => (await shop.stripe.customers.list()).data.length;

  it('replays the first answer for the same key and parameters', async () => {
    const first = await create('A', 'k1');
    const second = await create('A', 'k1');
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(second.lastResponse.idempotencyKey).toBe('k1');
    expect(await customers()).toBe(1);
  });

  it('refuses other parameters and other addresses under the same key', async () => {
    await create('A', 'k1');
    await expect(create('B', 'k1')).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    await expect(shop.stripe.products.create({ name: 'A' }, { idempotencyKey: 'k1' })).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
    });
  });

  it('forgets a key after a day', async () => {
    const first = await create('A', 'k1');
    shop.emulator.control.advanceClock(24 * 3_600_000 + 1);
    expect((await create('A', 'k1')).id).not.toBe(first.id);
  });

  it('keeps nothing of a call that failed validation, but keeps a decline', async () => {
    const key = { idempotencyKey: 'k1' };
    await expect(shop.stripe.paymentIntents.create({ amount: 1, currency: 'usd' }, key)).rejects.toThrow();
    await expect(
      shop.stripe.paymentIntents.create({ amount: 500, currency: 'usd' }, key),
    ).resolves.toBeTruthy();
    const { customer, card } = await shop.saveCard('pm_card_chargeDeclined');
    const pay = (): Promise<unknown> =>
      shop.stripe.paymentIntents.create(
        { amount: 500, currency: 'usd', customer, payment_method: card, confirm: true, off_session: true },
        { idempotencyKey: 'k2' },
      );
    await expect(pay()).rejects.toMatchObject({ statusCode: 402 });
    shop.emulator.control.setCardScenario(card, 'succeeds');
    await expect(pay()).rejects.toMatchObject({ statusCode: 402 });
    expect(shop.emulator.control.charges()).toHaveLength(1);
  });

  it('answers 409 while the first call still runs', async () => {
    shop.emulator.setLatency(100);
    const [first, second] = await Promise.allSettled([create('A', 'k1'), create('A', 'k1')]);
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
    const refused = [first, second].find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    shop.emulator.setLatency(0);
    expect(await customers()).toBe(1);
  });

  it('loses nothing and does nothing twice: 500 before the commit', async () => {
    shop.emulator.control.faults.api({ kind: '500-before-commit', path: '/v1/customers', method: 'POST' });
    await expect(create('A', 'k1')).rejects.toMatchObject({ statusCode: 500 });
    expect(await customers()).toBe(0);
    await create('A', 'k1');
    expect(await customers()).toBe(1);
  });

  it('replays a 500 that came after the commit for ever', async () => {
    shop.emulator.control.faults.api({ kind: '500-after-commit', method: 'POST' });
    await expect(create('A', 'k1')).rejects.toMatchObject({ statusCode: 500 });
    await expect(create('A', 'k1')).rejects.toMatchObject({ statusCode: 500 });
    expect(await customers()).toBe(1);
  });

  it('answers the repeated call after a connection that broke after the commit', async () => {
    shop.emulator.control.faults.api({ kind: 'reset-after-commit', method: 'POST', times: 2 });
    await expect(create('A', 'k1')).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect((await create('A', 'k1')).name).toBe('A');
    expect(await customers()).toBe(1);
  });

  it('hangs until the client gives up, before or after the commit', async () => {
    const hasty = Shop.client(shop.emulator, { timeout: 60 });
    shop.emulator.control.faults.api({ kind: 'hang-before-commit', method: 'POST' });
    await expect(hasty.customers.create()).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(await customers()).toBe(0);
    shop.emulator.control.faults.api({ kind: 'hang-after-commit', method: 'POST' });
    await expect(hasty.customers.create()).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(await customers()).toBe(1);
  });

  it('throttles and locks, from the nth call, as often as told, until cleared', async () => {
    const { faults } = shop.emulator.control;
    faults.api({ kind: '429', path: /customers$/, nth: 2 });
    await customers();
    await expect(customers()).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    await customers();
    faults.api({ kind: '409', times: 10 });
    await expect(customers()).rejects.toMatchObject({ statusCode: 409, code: 'lock_timeout' });
    faults.clear();
    await customers();
  });

  it('writes every call into the journal', async () => {
    const seen: string[] = [];
    shop.emulator.journal.subscribe((entry) => seen.push(entry.kind));
    await create('A', 'k1');
    await create('A', 'k1');
    const calls = shop.emulator.journal.apiCalls('POST', '/v1/customers');
    expect(calls.map((call) => [call.status, call.idempotencyKey, call.replayed])).toEqual([
      [200, 'k1', false],
      [200, 'k1', true],
    ]);
    expect(calls[0]?.params).toEqual({ name: 'A' });
    expect(seen).toContain('api');
  });
});
