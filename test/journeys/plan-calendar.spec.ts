import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessRepository } from '../../src/billing/access/access.repository.js';
import { Reader } from '../../src/database/reader.js';
import { asUserId } from '../../src/kernel/ids.js';
import type { Customer } from '../support/customer.js';
import { hour, PlanShop } from '../support/plan-shop.js';

describe('a plan and the calendar', () => {
  let shop: PlanShop;
  beforeAll(async () => {
    shop = await PlanShop.open();
  });
  afterAll(async () => {
    expect(await shop.product.violations()).toEqual([]);
    await shop.product.stop();
  });

  const periods = (customer: Customer): Promise<{ from: Date; to: Date; userId: string }[]> =>
    shop.product.rows(
      `select starts_at as "from", ends_at as "to", user_id as "userId" from access_periods
       where source_type = 'subscription_period'
         and user_id = (select id from users where telegram_id = $1) order by starts_at`,
      [customer.id],
    );
  const days = async (customer: Customer): Promise<string[]> =>
    (await periods(customer)).map(
      ({ from, to }) => `${from.toISOString().slice(0, 10)} ${to.toISOString().slice(0, 10)}`,
    );

  /** Half a month at a time, so that renewals come one by one as they do in life. */
  async function live(until: string): Promise<void> {
    while (shop.product.time.now() < new Date(until)) {
      const left = new Date(until).getTime() - shop.product.time.now().getTime();
      await shop.pass(Math.min(left + hour, 15 * 24 * hour));
    }
  }

  it('that begins on 31 January renews on the last day of short months and loses no day', async () => {
    await shop.passUntil(new Date('2027-01-31T12:00:00Z'));
    const { customer } = await shop.subscriber('Ann');
    await live('2027-05-02T00:00:00Z');
    expect(await days(customer)).toEqual([
      '2027-01-31 2027-02-28',
      '2027-02-28 2027-03-31',
      '2027-03-31 2027-04-30',
      '2027-04-30 2027-05-31',
    ]);
    expect(await shop.given(customer)).toEqual({ credits: 400, periods: 4, payments: 4 });
    const all = await periods(customer);
    expect(all.slice(1).map(({ from }) => from)).toEqual(all.slice(0, -1).map(({ to }) => to));
  });

  it('that begins at the end of January of a leap year renews on 29 February', async () => {
    await shop.passUntil(new Date('2028-01-31T12:00:00Z'));
    const { customer } = await shop.subscriber('Ben');
    await live('2028-04-01T12:00:00Z');
    expect((await days(customer)).slice(0, 3)).toEqual([
      '2028-01-31 2028-02-29',
      '2028-02-29 2028-03-31',
      '2028-03-31 2028-04-30',
    ]);
  });

  it('is over at its end and not before, and two periods that meet have no gap between them', async () => {
    const { customer, id } = await shop.subscriber('Cem');
    shop.product.stripe.control.renewSubscription(id);
    await shop.handled();
    const [first, second] = await periods(customer);
    if (first === undefined || second === undefined) throw new Error('two periods were paid');
    const runsAt = async (at: Date): Promise<Date | undefined> =>
      (
        await new AccessRepository({ now: () => at }).running(
          shop.product.part(Reader),
          asUserId(Number(first.userId)),
        )
      )?.endsAt;
    expect(await runsAt(first.to)).toEqual(second.to);
    expect(await runsAt(new Date(first.to.getTime() - 1))).toEqual(second.to);
    expect(await runsAt(new Date(second.to.getTime() - 1))).toEqual(second.to);
    expect(await runsAt(second.to)).toBeUndefined();
  });
});
