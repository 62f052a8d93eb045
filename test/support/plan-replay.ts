import type { StripeEvent } from '../../sandbox/stripe/core/stored-objects.js';
import { FetchMissedEvents } from '../../src/payments/inbox/fetch-missed-events.cron.js';
import { EventDispatcher } from '../../src/payments/events/event-dispatcher.js';
import type { Customer } from './customer.js';
import { day, type PlanShop } from './plan-shop.js';

/** What a subscriber went through at Stripe. */
export type PlanLife = (shop: PlanShop, id: string) => Promise<void>;

export interface Replay {
  readonly customer: Customer;
  /** In the order in which they happened. */
  readonly events: readonly StripeEvent[];
}

/** Lets a plan's life happen at Stripe while nothing of it arrives, and delivers its events afterwards as a test wants. */
export class PlanReplay {
  private subscribers = 0;

  constructor(private readonly shop: PlanShop) {}

  /** The page is opened with webhooks on, so that only the plan's own events are left over. */
  async live(life: PlanLife, onTheWay: () => void = this.loseAll): Promise<Replay> {
    const { stripe } = this.shop.product;
    this.subscribers += 1;
    const customer = await this.shop.arrives(`Subscriber${this.subscribers}`);
    const list = await this.shop.answer(customer, '/buy', 'What would you like?');
    await this.shop.handled();
    const known = new Set(stripe.control.events().map(({ id }) => id));
    onTheWay();
    customer.pays(customer.pageOf(list, 'Monthly plan'));
    await life(this.shop, this.shop.newest().id);
    stripe.control.faults.clear();
    const { types } = this.shop.product.part(EventDispatcher);
    const events = stripe.control.events().filter(({ id, type }) => !known.has(id) && types.includes(type));
    return { customer, events };
  }

  private readonly loseAll = (): void => {
    this.shop.product.stripe.control.faults.webhook({ kind: 'drop' });
  };

  /** One after the other, each acted on before the next comes. */
  async deliver(events: readonly StripeEvent[]): Promise<void> {
    for (const { id } of events) {
      this.shop.product.stripe.control.resend(id);
      await this.shop.handled();
    }
  }

  async fetchMissed(): Promise<void> {
    await this.shop.product.part(FetchMissedEvents).handle();
    await this.shop.handled();
  }

  /** Everything that must not depend on the order; moments count from the plan's beginning, in whole days. */
  async outcome({ customer }: Replay): Promise<object> {
    const { product } = this.shop;
    const user = `(select id from users where telegram_id = $1)`;
    const one = async (sql: string): Promise<object[]> => product.rows(sql, [customer.id]);
    const begun = `(select min(starts_at) from access_periods where user_id = ${user})`;
    const days = (moment: string): string =>
      `round(extract(epoch from ${moment} - ${begun}) / ${day / 1_000})::int`;
    return {
      account: await one(
        `select credits::int, held::int, owed::int from credit_accounts where user_id = ${user}`,
      ),
      grants: await one(
        `select l.origin, l.amount::int, count(*)::int as times from credit_lots l
         where user_id = ${user} group by 1, 2 order by 1, 2`,
      ),
      payments: await one(
        `select source_type, amount::int, credits::int, count(*)::int as times from payments
         where user_id = ${user} group by 1, 2, 3 order by 1, 2, 3`,
      ),
      access: await one(
        `select source_type, ${days('starts_at')} as from_day, ${days(
          // Revoked, or cut within its first second: nothing of it was free.
          'case when revoked_at is null then ends_at else starts_at end',
        )} as to_day from access_periods where user_id = ${user} order by 1, 2, 3`,
      ),
      plan: await one(
        `select status, cancel_at_period_end, collection_paused, ended_at is not null as ended,
           open_invoice_url is not null as unpaid, ${days('current_period_end')} as end_day
         from subscriptions where user_id = ${user}`,
      ),
      purchase: await one(
        `select status from purchases where user_id = ${user} and kind = 'subscription' and subscription_id is not null`,
      ),
    };
  }
}
