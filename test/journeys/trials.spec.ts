import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '../support/customer.js';
import { day, hour, PlanShop } from '../support/plan-shop.js';

describe('a trial', () => {
  let shop: PlanShop;
  beforeAll(async () => {
    shop = await PlanShop.open();
    await shop.product.rows(`update products set trial_days = 7 where code = 'monthly_plan'`);
    await shop.product.rows(`
      insert into products (code, kind, title, credits, billing_interval, amount, position, trial_days)
      values ('yearly_plan', 'subscription', 'Yearly plan', 1500, 'year', 20000, 80, 14)`);
  });
  afterEach(async () => {
    shop.product.stripe.control.faults.clear();
    expect(await shop.product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await shop.product.stop();
  });

  const label = '7 days free, then $20.00 / month';
  async function offers(customer: Customer): Promise<string[]> {
    const list = await shop.answer(customer, '/buy', 'What would you like?');
    return list.buttons.flat().map((button) => String(button['text']));
  }
  const free = async (customer: Customer): Promise<number> => {
    const [row] = await shop.product.rows<{ hours: number }>(
      `select coalesce(sum(extract(epoch from ends_at - starts_at) / 3600), 0)::int as hours from access_periods
       where source_type = 'trial' and user_id = (select id from users where telegram_id = $1)`,
      [customer.id],
    );
    return row?.hours ?? 0;
  };

  it('is free, gives no credits, is shown, and turns into the paid plan by itself', async () => {
    const ann = await shop.arrives('Ann');
    for (let index = 0; index < 3; index += 1) shop.product.telegram.actors.send(ann.id, 'voice', {});
    const topic = await shop.product.group.topicOf(ann);
    await ann.sees('It is kept for 24 hours');
    await ann.buys(label);
    const notice = await ann.sees('Your free trial of Monthly plan has begun');
    expect(notice.text).toContain('After that it costs $20.00 / month; cancel before in /billing');
    await shop.product.group.waitFor(
      () => shop.product.group.copies(topic).length === 3,
      'the message that waited',
    );
    await shop.handled();
    expect(await shop.given(ann)).toEqual({ credits: 0, periods: 0, payments: 0 });
    const { text } = await shop.answer(ann, '/balance', '💳');
    expect(text).toMatch(/messages are free until[\s\S]*free trial until .*, then \$20\.00 \/ month/);
    await shop.pass(7 * day + hour);
    expect(await shop.given(ann)).toEqual({ credits: 100, periods: 1, payments: 1 });
    expect((await shop.answer(ann, '/balance', '💳')).text).toMatch(/free until[\s\S]*renews on/);
    expect(shop.count(ann, 'has begun')).toBe(1);
  });

  it('costs nothing when it is cancelled, and comes once in a lifetime', async () => {
    const { customer, id } = await shop.subscriber('Ben', label);
    await shop.onPage(await shop.portal(customer), { action: 'cancel', target: id });
    expect((await shop.answer(customer, '/balance', '💳')).text).toContain('nothing is charged afterwards');
    await shop.pass(8 * day);
    await customer.sees('Monthly plan has ended');
    expect(await shop.given(customer)).toEqual({ credits: 0, periods: 0, payments: 0 });
    const again = await offers(customer);
    expect(again.filter((text) => text.includes('free'))).toEqual([]);
    await customer.buys('Monthly plan (100 credits) · $20.00 / month');
    await customer.sees('Paid: Monthly plan');
    expect(await free(customer)).toBe(7 * 24);
  });

  it('is offered with one plan at a time, and again when that offer came to nothing', async () => {
    const cem = await shop.arrives('Cem');
    const first = (await offers(cem)).filter((text) => text.includes('free'));
    expect(first).toHaveLength(1);
    const open = shop.product.stripe.control.sessions().filter(({ status }) => status === 'open');
    for (const { id } of open) shop.product.stripe.control.expireCheckout(id);
    await shop.handled();
    expect((await offers(cem)).filter((text) => text.includes('free'))).toHaveLength(1);
  });

  it('gives its time once, even to somebody who got hold of two pages', async () => {
    const dan = await shop.arrives('Dan');
    await dan.buys(label);
    await dan.sees('has begun');
    await shop.handled();
    const id = shop.newest().id;
    const [purchase] = await shop.product.rows<{ id: string }>(
      `insert into purchases (id, user_id, product_id, provider, livemode, kind, title, credits, billing_interval,
         trial_days, amount, currency, status, created_at)
       select gen_random_uuid(), o.user_id, o.product_id, 'stripe', false, 'subscription', o.title, o.credits,
         'month', 7, o.amount, o.currency, 'expired', now()
       from purchases o where o.subscription_id = $1 returning id`,
      [id],
    );
    const second = await shop.api.subscriptions.create({
      customer: shop.subscription(id).customer,
      items: [{ price: shop.subscription(id).items.data[0]?.price.id ?? '' }],
      default_payment_method: shop.card(id),
      trial_period_days: 30,
      metadata: { purchase_id: purchase?.id ?? '' },
    });
    await shop.handled();
    expect(second.status).toBe('trialing');
    expect(await free(dan)).toBe(7 * 24);
    expect(shop.count(dan, 'has begun')).toBe(1);
  });

  it('whose first payment fails stays free for the days of grace and asks to pay', async () => {
    const { customer, id } = await shop.subscriber('Eve', label);
    shop.product.stripe.control.setCardScenario(shop.card(id), 'insufficient_funds');
    await shop.pass(7 * day + hour);
    const notice = await customer.sees('The payment of $20.00 for Monthly plan did not go through');
    expect(notice.text).toContain('Messages stay free until');
    await shop.onPage(customer.pageOf(notice, 'Pay $20.00'));
    await customer.sees('Thank you!');
    expect(await shop.given(customer)).toEqual({ credits: 100, periods: 1, payments: 1 });
  });

  it('is said in the customer’s language', async () => {
    const customer = await shop.arrives('Зоя', 'ru');
    const list = await shop.answer(customer, '/buy', 'Что вам подойдёт');
    expect(list.buttons.flat().map((button) => button['text'])).toContainEqual(
      expect.stringMatching(/· 7 дней бесплатно, затем 20,00\s\$ \/ месяц$/),
    );
  });
});
