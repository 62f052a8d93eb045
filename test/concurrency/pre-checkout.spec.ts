import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

describe('the question before a payment in Stars', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start({ variables: { PAYMENT_PROVIDERS: 'stars' } });
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    await product.stop();
  });

  async function invoiceOf(customer: Customer): Promise<string> {
    customer.start();
    await customer.sees('Hello');
    customer.says('/buy10');
    return customer.pageOf(await customer.sees('10 credits for'), 'Pay');
  }

  /** The local Telegram, too, gives the bot ten seconds and then calls the payment off. */
  async function isAgreedTo(customer: Customer, invoice: string): Promise<boolean> {
    return (await customer.paysStars(invoice)).status === 'paid';
  }

  it('is answered in time behind a thousand updates of the payer, a frozen chat and a used-up budget', async () => {
    const ann = product.customer('Ann');
    const invoice = await invoiceOf(ann);
    await product.rows(
      `insert into lane_gates (gate, open_at) values ($1, now() + interval '1 hour')
       on conflict (gate) do update set open_at = excluded.open_at`,
      [`chat:${ann.id}`],
    );
    await product.rows(`update call_budgets set full_at = now() + interval '1 hour'`);
    for (let count = 0; count < 1_000; count += 1) ann.says(`message ${count}`);
    await product.telegram.actors.waitFor(() => product.telegram.journal.acks().length > 1_000, 30_000);
    const waiting = await product.rows<{ count: string }>(
      `select count(*) from lane_items where queue = 'inbound'`,
    );
    expect(Number(waiting[0]?.count)).toBeGreaterThan(0);
    expect(await isAgreedTo(ann, invoice)).toBe(true);
  }, 90_000);

  it('is answered in time while every worker of the ordered queue waits for a page', async () => {
    const bob = product.customer('Bob');
    await product.rows('truncate call_budgets');
    const invoice = await invoiceOf(bob);
    product.telegram.faults.add({ method: 'createInvoiceLink' }, { latencyMs: 12_000 });
    const others = Array.from({ length: 80 }, (_, index) => product.customer(`Other ${index}`));
    for (const other of others) other.says('/buy');
    await expect
      .poll(
        async () =>
          (await product.rows(`select 1 from lanes where queue = 'inbound' and leased_until > now()`)).length,
        { timeout: 15_000 },
      )
      .toBeGreaterThanOrEqual(64);
    expect(await isAgreedTo(bob, invoice)).toBe(true);
  }, 60_000);
});
