import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RemindOfRenewals } from '../../src/billing/reminders/remind-of-renewals.cron.js';
import { Transactor } from '../../src/database/transactor.js';
import { SettingsService } from '../../src/users/settings/settings.service.js';
import { day, hour, PlanShop } from '../support/plan-shop.js';

describe('a reminder of a renewal', () => {
  let shop: PlanShop;
  beforeAll(async () => {
    const variables = { TIME_ZONE: 'Asia/Tokyo', PAYMENT_PROVIDERS: 'stripe,stars' };
    shop = await PlanShop.open({ variables });
  });
  afterEach(async () => {
    expect(await shop.product.violations()).toEqual([]);
    expect(await shop.product.rows('select * from dead_lane_items')).toEqual([]);
  });
  afterAll(async () => {
    await shop.product.stop();
  });

  const remindsBefore = (days: number): Promise<void> =>
    shop.product
      .part(Transactor)
      .run((tx) => shop.product.part(SettingsService).change(tx, 'renewal_reminder_days', days, 'test'));
  /** As if the hour had struck in two processes, and once more after a restart. */
  async function look(): Promise<void> {
    const cron = shop.product.part(RemindOfRenewals);
    await Promise.all([cron.handle(), cron.handle()]);
    await cron.handle();
    await shop.handled();
  }
  const beforeEnd = async (id: string, ms: number): Promise<void> => {
    const [item] = shop.subscription(id).items.data;
    await shop.passUntil(new Date((item?.current_period_end ?? 0) * 1_000 - ms));
    await look();
  };

  it('is sent only where the shop wants it, for Stars too and in the customer’s language', async () => {
    const dan = await shop.arrives('Dan', 'es');
    const offers = await shop.answer(dan, '/buy', 'gustaría');
    await dan.paysStars(dan.pageOf(offers, '⭐ 1000 / mes'));
    await dan.sees('Pagado');
    const { customer: ann, id } = await shop.subscriber('Ann');
    await beforeEnd(id, 2 * day);
    expect(shop.count(ann, '🔔') + shop.count(dan, '🔔')).toBe(0);
    await remindsBefore(3);
    await look();
    await ann.sees(/🔔 Monthly plan renews on .* for \$20\.00/);
    await dan.sees(/🔔 Plan mensual se renueva el .* por ⭐ 1000/);
  });

  it('says once when and for how much, in the shop’s time, and leads to the plan', async () => {
    const { customer: ben, id } = await shop.subscriber('Ben');
    await look();
    expect(shop.count(ben, '🔔')).toBe(0);
    await beforeEnd(id, 3 * day - hour);
    const notice = await ben.sees('🔔 Monthly plan renews on');
    const [item] = shop.subscription(id).items.data;
    const inTokyo = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Tokyo' } as const;
    const at = new Date((item?.current_period_end ?? 0) * 1_000);
    expect(notice.text).toContain(`${new Intl.DateTimeFormat('en', inTokyo).format(at)} for $20.00`);
    ben.press(notice, '⚙️ Look at my plan');
    expect((await ben.sees('private page')).text).toContain('Monthly plan: renews on');
    await beforeEnd(id, day);
    expect(shop.count(ben, '🔔')).toBe(1);
    await beforeEnd(id, -hour);
    await beforeEnd(id, 2 * day);
    expect(shop.count(ben, '🔔')).toBe(2);
  });

  it('is not sent for a plan that was cancelled', async () => {
    const { customer: cem, id } = await shop.subscriber('Cem');
    await shop.onPage(await shop.portal(cem), { action: 'cancel', target: id });
    await cem.sees('Monthly plan is cancelled');
    await beforeEnd(id, 2 * day);
    expect(shop.count(cem, '🔔 Monthly plan renews')).toBe(0);
  });
});
