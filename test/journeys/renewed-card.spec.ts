import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Product } from '../support/product.js';
import { RechargingCustomer } from '../support/recharging-customer.js';

describe('auto-recharge with a card that the bank renews', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  it('names the card that the bank put in place of the saved one, and charges that', async () => {
    const rex = await RechargingCustomer.arrive(product, 'Rex');
    const { customer, card } = rex;
    customer.says('/autorecharge');
    expect((await customer.sees('whenever 5 credits or fewer')).text).toContain('Visa ·· 4242');
    product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 2, times: 10 });
    product.stripe.control.renewCard(card, '1881');
    await expect
      .poll(() =>
        product.rows(`select card_last4 as last4 from auto_recharges where user_id = $1`, [rex.userId]),
      )
      .toEqual([{ last4: '1881' }]);
    customer.says('/autorecharge');
    const shown = await customer.sees('·· 1881');
    expect(shown.text).toContain('Visa ·· 1881');
    for (let voice = 0; voice < 3; voice += 1) product.telegram.actors.send(customer.id, 'voice', {});
    await customer.sees('Charged by auto-recharge');
    const charge = product.stripe.control.charges().at(-1);
    expect(charge).toMatchObject({ payment_method: card, amount: 500 });
  });
});
