import type { StripeEvent } from '../../sandbox/stripe/core/stored-objects.js';
import type { StripeControl } from '../../sandbox/stripe/control/stripe-control.js';
import { EventDispatcher } from '../../src/payments/events/event-dispatcher.js';
import { calm } from './calm.js';
import type { Customer } from './customer.js';
import type { Product } from './product.js';

/** What happened to the money of a payment at Stripe. */
export type MoneyBack = (stripe: StripeControl, charge: string) => void;

export interface Bought {
  readonly customer: Customer;
  /** In the order in which they happened, the payment's own among them. */
  readonly events: readonly StripeEvent[];
}

/** Lets somebody pay and get their money back while nothing of it arrives, and acts on the events. */
export class MoneyBackReplay {
  private buyers = 0;

  constructor(private readonly product: Product) {}

  /** One more buyer, to whom this happens. */
  async live(happens: MoneyBack): Promise<Bought> {
    const { product } = this;
    const { control } = product.stripe;
    const { customer, page } = await this.page();
    await this.handled();
    control.faults.webhook({ kind: 'drop' });
    const known = control.events().length;
    customer.pays(page);
    happens(control, control.charges().at(-1)?.id ?? '');
    const { types } = product.part(EventDispatcher);
    const events = control
      .events()
      .slice(known)
      .filter(({ type }) => types.includes(type));
    await control.settled();
    control.faults.clear();
    return { customer, events };
  }

  private async page(): Promise<{ customer: Customer; page: string }> {
    this.buyers += 1;
    const customer = this.product.customer(`Buyer${this.buyers}`);
    customer.start();
    customer.says('/buy25');
    return { customer, page: customer.pageOf(await customer.sees('25 credits for'), 'Pay') };
  }

  async handled(): Promise<void> {
    await this.product.stripe.control.settled();
    await calm(this.product);
  }

  /** Everything that must not depend on the order. A warning that was settled may also never have been heeded. */
  async outcome({ customer }: Bought): Promise<object> {
    const user = `(select id from users where telegram_id = $1)`;
    const rows = (sql: string): Promise<object[]> => this.product.rows(sql, [customer.id]);
    return {
      account: await rows(
        `select credits::int, held::int, frozen::int, owed::int from credit_accounts where user_id = ${user}`,
      ),
      payments: await rows(
        `select credits::int, refunded_amount::int as refunded, disputed_amount::int as disputed,
           clawed_credits::int as clawed from payments where user_id = ${user}`,
      ),
      disputes: await rows(
        `select stage, amount::int, is_answered as answered from disputes where user_id = ${user} order by amount`,
      ),
      held: await rows(
        `select w.status from fraud_warnings w join payments p on p.id = w.payment_id
         where p.user_id = ${user} and w.status <> 'settled'`,
      ),
    };
  }
}
