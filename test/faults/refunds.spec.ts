import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiFault } from '../../sandbox/stripe/wire/api-faults.js';
import { calm } from '../support/calm.js';
import { hastened } from '../support/hasten.js';
import { impatience } from '../support/impatience.js';
import { Product } from '../support/product.js';
import { RefundScene } from '../support/refund-scene.js';

describe('refunds while Stripe has trouble', () => {
  let product: Product;
  let scene: RefundScene;
  beforeAll(async () => {
    product = await Product.start();
    scene = await RefundScene.on(product);
  });
  afterEach(async () => {
    product.stripe.control.faults.clear();
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  /** What the SDK itself repeats twice must fail thrice to reach us. */
  const faults: [string, ApiFault][] = [
    ['it breaks down before the refund', { kind: '500-before-commit', times: 3 }],
    ['it breaks down after the refund, and repeats its failure', { kind: '500-after-commit' }],
    ['the line breaks before the refund', { kind: 'reset-before-commit', times: 3 }],
    ['the line breaks after the refund', { kind: 'reset-after-commit', times: 3 }],
    ['another call holds the payment', { kind: '409', times: 3 }],
    ['there are too many calls', { kind: '429' }],
  ];
  it.each(faults)('%s: one refund, booked once', { timeout: 60_000 }, async (_, fault) => {
    const { customer, topic, charge, reference } = await scene.buyer('Ann');
    product.stripe.control.faults.api({ ...fault, method: 'POST', path: /refunds$/ });
    product.group.writes(topic, `/refund ${reference} 4`);
    await scene.taps(topic, 'Yes, refund');
    await product.group.sees(topic, new RegExp(`(\\$4\\.00 of ${reference} refunded|in progress)`));
    await hastened(product, product.group.sees(topic, `$4.00 of ${reference} refunded by Ada`));
    await customer.sees('10 credits taken back');
    await calm(product);
    expect(await scene.refunded(charge)).toEqual([400]);
    expect(await scene.account(customer)).toEqual({ credits: 25, owed: 0 });
    expect(customer.chat().filter(({ text }) => text.includes('taken back'))).toHaveLength(1);
  });

  it.each(['hang-before-commit', 'hang-after-commit'] as const)(
    'it keeps silent (%s): one refund, booked once',
    { timeout: 60_000 },
    async (kind) => {
      const becomePatient = impatience(product);
      const { customer, topic, charge, reference } = await scene.buyer('Cid');
      product.stripe.control.faults.api({ kind, method: 'POST', path: /refunds$/, times: 2 });
      product.group.writes(topic, `/refund ${reference} 4`);
      await scene.taps(topic, 'Yes, refund');
      await hastened(product, customer.sees('10 credits taken back'));
      await product.group.sees(topic, `$4.00 of ${reference} refunded by Ada`);
      await calm(product);
      becomePatient();
      expect(await scene.refunded(charge)).toEqual([400]);
      expect(await scene.account(customer)).toEqual({ credits: 25, owed: 0 });
    },
  );

  it.each([
    ['Stripe cannot be asked what was refunded before', { method: 'GET', path: /refunds$/, times: 3 }],
    [
      'Stripe cannot be asked what was refunded after it',
      { method: 'GET', path: /refunds$/, nth: 2, times: 3 },
    ],
  ])('%s: one refund, booked once', { timeout: 60_000 }, async (_, where) => {
    const { customer, topic, charge, reference } = await scene.buyer('Bob');
    // Nobody rings: the refund must be booked without any event.
    product.stripe.control.faults.webhook({ kind: 'drop', times: 100 });
    product.stripe.control.faults.api({ kind: '500-before-commit', ...where });
    product.group.writes(topic, `/refund ${reference} 4`);
    await scene.taps(topic, 'Yes, refund');
    await hastened(product, customer.sees('10 credits taken back'));
    await product.group.sees(topic, `$4.00 of ${reference} refunded by Ada`);
    expect(await scene.refunded(charge)).toEqual([400]);
  });
});
