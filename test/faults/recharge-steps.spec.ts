import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CutPoint, Cuts } from '../support/cuts.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { RechargingCustomer } from '../support/recharging-customer.js';

/** What a recharge writes, in order: from the message that leaves too few credits to the receipt. */
const steps: readonly CutPoint[] = [
  { table: 'recharge_attempts', on: 'insert', at: 'write' },
  { table: 'purchases', on: 'insert', at: 'write' },
  { table: 'recharge_attempts', on: 'insert', at: 'commit' },
  { table: 'recharge_attempts', on: 'update', at: 'write' },
  { table: 'recharge_attempts', on: 'update', at: 'commit' },
  { table: 'payments', on: 'insert', at: 'write' },
  { table: 'credit_lots', on: 'insert', at: 'write' },
  { table: 'payments', on: 'insert', at: 'commit' },
  { table: 'sent_notices', on: 'insert', at: 'write' },
];

describe('a recharge that is cut off', () => {
  let product: Product;
  let cuts: Cuts;

  beforeAll(async () => {
    product = await Product.start();
    cuts = await Cuts.prepare(product.sql);
  });
  afterEach(async () => {
    product.stripe.control.faults.clear();
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const cases = steps.flatMap((step) => [
    { ...step, hears: true },
    { ...step, hears: false },
  ]);

  it.each(cases)(
    'at the $at of the $on into $table (webhooks: $hears): one charge, one grant, one receipt',
    async (step) => {
      const ann = await RechargingCustomer.arrive(product, 'Ann');
      if (!step.hears) product.stripe.control.faults.webhook({ kind: 'drop' });
      await cuts.arm(step);
      try {
        for (let voice = 0; voice < 3; voice += 1) product.telegram.actors.send(ann.customer.id, 'voice', {});
        await eventually(
          'one charge, one grant, one receipt',
          async () => {
            await ann.jobsAreDue();
            const [attempt] = await ann.attempts();
            return attempt?.status === 'succeeded' && receipts(ann) === 1;
          },
          25_000,
        );
        expect(await cuts.passed()).toBeGreaterThan(1);
      } finally {
        await cuts.disarm(step);
      }
      await product.stripe.control.settled();
      expect(await ann.attempts()).toMatchObject([{ status: 'succeeded', try: 1 }]);
      expect(ann.charged()).toBe(1);
      expect(await ann.state()).toMatchObject({ state: 'on', credits: 15 });
      expect(receipts(ann)).toBe(1);
    },
  );

  function receipts(customer: RechargingCustomer): number {
    return customer.customer.chat().filter(({ text }) => text.includes('Charged by auto-recharge')).length;
  }
});
