import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RemindOfEnds } from '../../src/billing/reminders/remind-of-ends.cron.js';
import type { Customer } from '../support/customer.js';
import { day, hour, PlanShop } from '../support/plan-shop.js';

describe('a reminder of an end', () => {
  let shop: PlanShop;
  beforeAll(async () => {
    shop = await PlanShop.open({ variables: { TIME_ZONE: 'Asia/Tokyo' } });
  });
  afterEach(async () => {
    expect(await shop.product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await shop.product.stop();
  });

  /** As if the hour had struck, and once more after a restart. */
  async function look(): Promise<void> {
    const cron = shop.product.part(RemindOfEnds);
    await Promise.all([cron.handle(), cron.handle()]);
    await cron.handle();
    await shop.handled();
  }
  const endOf = async (customer: Customer): Promise<Date> => {
    const [row] = await shop.product.rows<{ end: Date }>(
      `select max(ends_at) as end from access_periods where revoked_at is null
         and user_id = (select id from users where telegram_id = $1)`,
      [customer.id],
    );
    if (row === undefined) throw new Error('nothing ends');
    return row.end;
  };
  const before = async (customer: Customer, ms: number): Promise<void> => {
    await shop.passUntil(new Date((await endOf(customer)).getTime() - ms));
    await look();
  };

  it('comes three days and one day before a month pass ends, once each, with the time of the shop', async () => {
    const ann = await shop.arrives('Ann');
    await ann.buys('Month pass');
    await ann.sees('Paid');
    await look();
    expect(shop.count(ann, '🔔')).toBe(0);
    await before(ann, 3 * day - hour);
    const notice = await ann.sees('Month pass ends on');
    const inTokyo = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Tokyo' } as const;
    expect(notice.text).toContain(new Intl.DateTimeFormat('en', inTokyo).format(await endOf(ann)));
    expect(shop.count(ann, 'Month pass ends on')).toBe(1);
    await before(ann, 2 * day);
    expect(shop.count(ann, 'Month pass ends on')).toBe(1);
    await before(ann, day - hour);
    await ann.waitFor(() => shop.count(ann, 'Month pass ends on') === 2, 'the second reminder');
    await before(ann, hour);
    expect(shop.count(ann, 'Month pass ends on')).toBe(2);
  });

  it('is about the new end of a pass that was extended meanwhile', async () => {
    const ben = await shop.arrives('Ben');
    await ben.buys('Month pass');
    await ben.sees('Paid');
    const first = await endOf(ben);
    await ben.buys('Month pass');
    await ben.waitFor(() => shop.count(ben, 'Paid') === 2, 'the second receipt');
    await shop.passUntil(new Date(first.getTime() - 2 * hour));
    await look();
    expect(shop.count(ben, '🔔')).toBe(0);
    await before(ben, 2 * day);
    await ben.sees('Month pass ends on');
  });

  it('of a day pass comes three hours before, in the customer’s language', async () => {
    const cleo = await shop.arrives('Cleo', 'es');
    await cleo.buys('Pase de un día');
    await cleo.sees('Pagado');
    await before(cleo, 4 * hour);
    expect(shop.count(cleo, '🔔')).toBe(0);
    await before(cleo, 2 * hour);
    await cleo.sees('Pase de un día termina el');
  });

  it('does not come for a plan that renews, and comes once it is cancelled', async () => {
    const { customer, id } = await shop.subscriber('Dan');
    await before(customer, 2 * day);
    expect(shop.count(customer, '🔔')).toBe(0);
    await shop.onPage(await shop.portal(customer), { action: 'cancel', target: id });
    await look();
    await customer.sees('Monthly plan ends on');
    expect(shop.count(customer, '🔔')).toBe(1);
  });

  it('does not come for a pass that ends under a plan that goes on', async () => {
    const { customer } = await shop.subscriber('Eve');
    await customer.buys('Day pass');
    await customer.waitFor(() => shop.count(customer, 'Paid') === 2, 'the second receipt');
    await shop.pass(22 * hour);
    await look();
    expect(shop.count(customer, '🔔')).toBe(0);
  });

  it('of a trial comes once and says what follows, whether Stripe tells of it or not', async () => {
    await shop.product.rows(`update products set trial_days = 10 where code = 'monthly_plan'`);
    await shop.product.restart();
    const { customer } = await shop.subscriber('Fay', '10 days free');
    await before(customer, 3 * day - hour);
    expect(shop.product.stripe.control.events('customer.subscription.trial_will_end')).toHaveLength(1);
    const notice = await customer.sees('Your free trial of Monthly plan ends on');
    expect(notice.text).toContain('After that it costs $20.00 / month');
    await before(customer, 12 * hour);
    expect(shop.count(customer, '🔔')).toBe(1);
  });
});
