import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PublishCatalog } from '../../src/payments/catalog/publish-catalog.js';
import { CompareWithStripe } from '../../src/payments/reconciliation/compare-with-stripe.cron.js';
import type { Customer } from '../support/customer.js';
import { day, PlanShop } from '../support/plan-shop.js';

describe('changing the plan', () => {
  let shop: PlanShop;
  beforeAll(async () => {
    shop = await PlanShop.open();
    await shop.product.rows(`
      insert into products (code, kind, title, credits, billing_interval, amount, position)
      values ('large_plan', 'subscription', 'Large plan', 300, 'month', 5000, 80),
        ('year_plan', 'subscription', 'Year plan', 1000, 'year', 20000, 90)`);
  });
  afterEach(async () => {
    shop.product.stripe.control.faults.clear();
    expect(await shop.product.violations()).toEqual([]);
    expect(await shop.product.rows('select * from dead_lane_items')).toEqual([]);
  });
  afterAll(async () => {
    await shop.product.stop();
  });

  const publish = (): Promise<unknown> => shop.product.part(PublishCatalog).execute({ isTrial: false });
  async function priceOf(code: string): Promise<string> {
    const [row] = await shop.product.rows<{ id: string }>(
      `select price_id as id from provider_prices where product_id = (select id from products where code = $1)`,
      [code],
    );
    return row?.id ?? '';
  }
  async function changeTo(customer: Customer, id: string, code: string): Promise<void> {
    const target = `${id}:${await priceOf(code)}`;
    await shop.onPage(await shop.portal(customer), { action: 'switch', target });
  }
  const middle = async (id: string): Promise<void> => {
    const [item] = shop.subscription(id).items.data;
    const half = ((item?.current_period_start ?? 0) + (item?.current_period_end ?? 0)) / 2;
    await shop.passUntil(new Date(half * 1_000));
  };
  const pastEnd = async (id: string): Promise<void> => {
    const [item] = shop.subscription(id).items.data;
    await shop.passUntil(new Date((item?.current_period_end ?? 0) * 1_000 + 1_000));
  };

  it('is not offered while the catalogue is not published', async () => {
    const { customer } = await shop.subscriber('Ann');
    const page = await (await fetch(await shop.portal(customer))).text();
    expect(page).toContain('Cancel at period end');
    expect(page).not.toContain('Change to');
  });

  it('to a dearer one gives its share of the credits at once, and all of them from the next period on', async () => {
    await publish();
    const { customer, id } = await shop.subscriber('Ben');
    await middle(id);
    const page = await (await fetch(await shop.portal(customer))).text();
    expect(page).toContain('Change to Large plan');
    shop.product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 3, times: 30 });
    await changeTo(customer, id, 'large_plan');
    await customer.sees('Your plan is now Large plan');
    const receipt = await customer.sees('Paid: Large plan, $15.00');
    expect(receipt.text).toContain('You received 100 credits');
    expect(await shop.given(customer)).toEqual({ credits: 200, periods: 1, payments: 2 });
    expect((await shop.answer(customer, '/balance', '💳')).text).toContain('Large plan: renews on');
    await pastEnd(id);
    await customer.sees('Paid: Large plan, $50.00');
    expect(await shop.given(customer)).toEqual({ credits: 500, periods: 2, payments: 3 });
  });

  it('to a cheaper one waits for the end of the period and takes nothing away', async () => {
    await publish();
    const { customer, id } = await shop.subscriber('Cem', 'Large plan');
    await middle(id);
    await changeTo(customer, id, 'monthly_plan');
    expect(await shop.given(customer)).toEqual({ credits: 300, periods: 1, payments: 1 });
    expect((await shop.answer(customer, '/balance', '💳')).text).toContain('Large plan: renews on');
    await pastEnd(id);
    await customer.sees('Your plan is now Monthly plan');
    await customer.sees('Paid: Monthly plan, $20.00');
    expect(await shop.given(customer)).toEqual({ credits: 400, periods: 2, payments: 2 });
  });

  it('up, down at once and up again gives nothing twice', async () => {
    await publish();
    const { customer, id } = await shop.subscriber('Dan');
    const [item] = shop.subscription(id).items.data;
    await middle(id);
    for (const code of ['large_plan', 'monthly_plan', 'large_plan', 'monthly_plan', 'large_plan']) {
      await shop.api.subscriptions.update(id, {
        items: [{ id: item?.id ?? '', price: await priceOf(code) }],
        proration_behavior: 'always_invoice',
      });
      await shop.handled();
    }
    // What the way down gave back in money paid for the next way up, so no money came for that.
    expect(await shop.given(customer)).toEqual({ credits: 200, periods: 1, payments: 2 });
  });

  it('from months to years begins a year at once, less what was left of the month', async () => {
    await publish();
    const { customer, id } = await shop.subscriber('Yan');
    await middle(id);
    await changeTo(customer, id, 'year_plan');
    await customer.sees('Your plan is now Year plan');
    // Half of the month's 100 credits is given back to have all of the year's 1,000.
    await customer.sees('Paid: Year plan, $190.00');
    expect(await shop.given(customer)).toEqual({ credits: 1_050, periods: 2, payments: 2 });
    const [item] = shop.subscription(id).items.data;
    const length = ((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)) * 1_000;
    expect(Math.round(length / day)).toBeGreaterThanOrEqual(365);
    expect((await shop.answer(customer, '/billing', 'private page')).text).toContain('Year plan: renews on');
    expect((await shop.answer(customer, '/buy', 'What would you')).buttons.flat()).toContainEqual(
      expect.objectContaining({ text: '✅ Year plan: yours' }),
    );
  });

  it('is one invoice of several lines, whose total agrees with the ledger in the nightly comparison', async () => {
    await publish();
    const { customer, id } = await shop.subscriber('Zoe');
    await middle(id);
    await changeTo(customer, id, 'year_plan');
    await customer.sees('Paid: Year plan, $190.00');
    const { data: invoices } = await shop.api.invoices.list({ subscription: id });
    const lines = invoices[0]?.lines.data.map(({ amount }) => amount) ?? [];
    expect(lines.toSorted((one, other) => one - other)).toEqual([-1_000, 20_000]);
    const [payment] = await shop.product.rows<{ amount: number; intent: string; day: string }>(
      `select amount::int, payment_intent_id as intent, to_char(paid_at at time zone 'UTC', 'YYYY-MM-DD') as day
       from payments order by id desc limit 1`,
    );
    expect(payment?.amount).toBe(19_000);
    await shop.pass(day);
    await shop.product.part(CompareWithStripe).handle();
    const compared = await shop.product.rows<{ here: number; there: number }>(
      `select ledger_amount::int as here, provider_amount::int as there from reconciliation_days
       where to_char(day, 'YYYY-MM-DD') = $1 and currency = 'usd'`,
      [payment?.day],
    );
    expect(compared).toEqual([{ here: 19_000, there: 19_000 }]);
    const found = await shop.product.rows(`select kind from reconciliation_findings where reference = $1`, [
      payment?.intent,
    ]);
    expect(found).toEqual([]);
  });

  it('that cannot be paid asks for the money and gives no credits before it comes', async () => {
    await publish();
    const { customer, id } = await shop.subscriber('Eve');
    shop.product.stripe.control.setCardScenario(shop.card(id), 'insufficient_funds');
    await middle(id);
    await changeTo(customer, id, 'large_plan');
    const notice = await customer.sees('did not go through');
    expect(await shop.given(customer)).toMatchObject({ credits: 100, payments: 1 });
    const pay = notice.buttons.flat().find(({ url }) => typeof url === 'string');
    await shop.onPage(String(pay?.['url']));
    await customer.sees('Paid: Large plan, $15.00');
    expect(await shop.given(customer)).toMatchObject({ credits: 200, payments: 2 });
  });

  it('keeps what it costs for those who have it, when the shop changes its price', async () => {
    const { customer, id } = await shop.subscriber('Fay');
    await shop.product.rows(`update products set amount = 2500 where code = 'monthly_plan'`);
    await shop.pass(32 * day);
    expect(shop.subscription(id).status).toBe('active');
    expect(await shop.given(customer)).toEqual({ credits: 200, periods: 2, payments: 2 });
    await shop.product.rows(`update products set amount = 2000 where code = 'monthly_plan'`);
  });

  it('to a price that is none of the shop’s grants nothing, and General is told', async () => {
    const { customer, id } = await shop.subscriber('Gil');
    const [item] = shop.subscription(id).items.data;
    const price = await shop.api.prices.create({
      currency: 'usd',
      unit_amount: 100,
      recurring: { interval: 'month' },
      product_data: { name: 'Large plan', metadata: { product_code: 'large_plan' } },
    });
    await shop.api.subscriptions.update(id, {
      items: [{ id: item?.id ?? '', price: price.id }],
      proration_behavior: 'none',
    });
    await pastEnd(id);
    const alert = await shop.product.group.sees(0, 'does not match what was sold');
    expect(alert.text).toContain('100 usd for large_plan');
    expect(await shop.given(customer)).toEqual({ credits: 100, periods: 1, payments: 1 });
  });
});
