import type Stripe from 'stripe';
import type { Subscription } from '../../sandbox/stripe/core/stored-objects.js';
import { Shop } from '../../sandbox/stripe/testing/shop.js';
import type { Customer } from './customer.js';
import { eventually } from './eventually.js';
import { Product, type ProductOptions } from './product.js';

export const hour = 60 * 60 * 1_000;
export const day = 24 * hour;

/** A product whose time and whose Stripe's time pass together, for the life of plans. */
export class PlanShop {
  /** Stripe as the shop's owner uses it. */
  readonly api: Stripe;

  private constructor(readonly product: Product) {
    this.api = Shop.client(product.stripe);
  }

  static async open(options: ProductOptions = {}): Promise<PlanShop> {
    return new PlanShop(await Product.start(options));
  }

  /** Ours first: what Stripe tells about a moment arrives after it. */
  async pass(ms: number): Promise<void> {
    this.product.time.advance(ms);
    this.product.stripe.control.advanceClock(ms);
    await this.handled();
  }

  async passUntil(at: Date): Promise<void> {
    await this.pass(at.getTime() - this.product.time.now().getTime());
  }

  /** Every event that Stripe has sent was acted on, and whoever hears of it has heard. */
  async handled(): Promise<void> {
    await this.product.stripe.control.settled(30_000);
    await eventually(
      'every event is handled',
      async () => {
        const open = await this.product.rows(
          `select 1 from stripe_events where status = 'received'
         union all select 1 from graphile_worker.jobs where run_at <= now() and attempts < max_attempts
         union all select 1 from lane_items where kind = 'send-call'`,
        );
        return open.length === 0;
      },
      30_000,
    );
  }

  async arrives(name: string, languageCode = 'en'): Promise<Customer> {
    const customer = this.product.customer(name, languageCode);
    customer.start();
    await customer.waitFor(() => customer.chat().length > 1, 'the greeting');
    return customer;
  }

  /** Somebody with the monthly plan, just paid. */
  async subscriber(name: string, plan = 'Monthly plan'): Promise<{ customer: Customer; id: string }> {
    const customer = await this.arrives(name);
    await customer.buys(plan);
    await this.handled();
    return { customer, id: this.newest().id };
  }

  newest(): Subscription {
    const found = this.product.stripe.control.subscriptions().at(-1);
    if (found === undefined) throw new Error('nobody has a plan');
    return found;
  }

  subscription(id: string): Subscription {
    const found = this.product.stripe.control.subscriptions().find((one) => one.id === id);
    if (found === undefined) throw new Error(`no subscription ${id}`);
    return found;
  }

  card(id: string): string {
    const method = this.subscription(id).default_payment_method;
    if (typeof method !== 'string') throw new Error('the subscription has no card');
    return method;
  }

  /** What a customer does on a page of Stripe. */
  async onPage(url: string, form: Record<string, string> = {}): Promise<void> {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'manual',
    });
    if (response.status >= 400)
      throw new Error(`the page answered ${response.status}: ${await response.text()}`);
    await this.handled();
  }

  /** As `says` and then the answer, however many of its kind stand above. */
  async answer(customer: Customer, command: string, start: string): ReturnType<Customer['sees']> {
    const before = customer.chat().length;
    customer.says(command);
    const find = () =>
      customer
        .chat()
        .slice(before)
        .find((message) => message.isFromBot && message.text.includes(start));
    await customer.waitFor(() => find() !== undefined, `${command} answers ${start}`);
    return find() as Awaited<ReturnType<Customer['sees']>>;
  }

  async portal(customer: Customer): Promise<string> {
    return customer.pageOf(await this.answer(customer, '/billing', 'private page'), 'billing page');
  }

  /** How often the bot said that. */
  count(customer: Customer, text: string): number {
    return customer.chat().filter((message) => message.isFromBot && message.text.includes(text)).length;
  }

  /** What plans gave and what they cost, whatever was spent or has expired since. */
  async given(customer: Customer): Promise<{ credits: number; periods: number; payments: number }> {
    const [row] = await this.product.rows<{ credits: number; periods: number; payments: number }>(
      `select (select coalesce(sum(l.amount), 0)::int from credit_lots l where l.user_id = u.id
           and l.origin = 'subscription') as credits,
         (select count(*)::int from access_periods p where p.user_id = u.id
           and p.source_type = 'subscription_period') as periods,
         (select count(*)::int from payments p where p.user_id = u.id) as payments
       from users u where u.telegram_id = $1`,
      [customer.id],
    );
    if (row === undefined) throw new Error('no such customer');
    return row;
  }
}
