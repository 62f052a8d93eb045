import { StartCheckout } from '../../src/billing/use-cases/start-checkout.use-case.js';
import { TurnOnAutoRecharge } from '../../src/billing/use-cases/turn-on-auto-recharge.use-case.js';
import { Ledger } from '../../src/billing/ledger/ledger.js';
import { Transactor } from '../../src/database/transactor.js';
import type { UserId } from '../../src/kernel/ids.js';
import type { CardScenario } from '../../sandbox/stripe/billing/card-scenarios.js';
import { calm } from './calm.js';
import { type Customer, sessionOf } from './customer.js';
import { eventually } from './eventually.js';
import { dueNow, hasten, nudge } from './hasten.js';
import type { Product } from './product.js';

export interface AttemptRow {
  readonly status: string;
  readonly try: number;
  readonly declineCode: string | null;
}

const recharges = `task_id in (select id from graphile_worker._private_tasks where identifier like 'billing.%recharge')`;

/** A customer with ten welcome credits and ten bought ones, a saved card, and auto-recharge of ten for $5.00 at five. */
export class RechargingCustomer {
  private counter = 0;

  private constructor(
    private readonly product: Product,
    readonly customer: Customer,
    readonly userId: UserId,
    readonly card: string,
  ) {}

  static async arrive(
    product: Product,
    name: string,
    wish: { threshold?: number; capMultiple?: number } = {},
  ): Promise<RechargingCustomer> {
    const customer = product.customer(name);
    customer.start();
    await customer.sees('Hello');
    const [user] = await product.rows<{ id: UserId }>(`select id::int from users where telegram_id = $1`, [
      customer.id,
    ]);
    if (user === undefined) throw new Error(`${name} is no user`);
    const userId = user.id;
    const link = await product.part(StartCheckout).execute({
      userId,
      telegramId: customer.id,
      productCode: 'credits_10',
      provider: 'stripe',
      returnUrl: 'https://t.me/bot',
      savesCard: true,
    });
    product.stripe.control.payCheckout(sessionOf(link.url));
    await customer.sees('Your balance: 20 credits');
    const card = async (): Promise<string | undefined> =>
      (
        await product.rows<{ card: string }>(
          `select payment_method_id as card from auto_recharges where user_id = $1`,
          [userId],
        )
      )[0]?.card;
    await eventually('the card is stored', async () => (await card()) !== undefined);
    await product.part(TurnOnAutoRecharge).execute({
      userId,
      productCode: 'credits_10',
      price: { amount: 500, currency: 'usd' },
      threshold: wish.threshold ?? 5,
      capMultiple: wish.capMultiple ?? 8,
      consentVersion: 'test',
    });
    return new RechargingCustomer(product, customer, userId, (await card()) ?? '');
  }

  /** Takes credits at once, by a spend of its own. */
  async spends(amount: number): Promise<void> {
    this.counter += 1;
    const source = { type: 'test', id: `${this.userId}:${this.counter}` };
    const ledger = this.product.part(Ledger);
    await this.product
      .part(Transactor)
      .run((tx) => ledger.spend(tx, { userId: this.userId, amount, source }));
  }

  behaves(scenario: CardScenario): void {
    this.product.stripe.control.setCardScenario(this.card, scenario);
  }

  attempts(): Promise<AttemptRow[]> {
    return this.product.rows<AttemptRow>(
      `select status, try, decline_code as "declineCode" from recharge_attempts where user_id = $1 order by created_at`,
      [this.userId],
    );
  }

  async becomes(what: string, holds: (attempts: AttemptRow[]) => boolean, limitMs = 15_000): Promise<void> {
    let seen: AttemptRow[] = [];
    await eventually(
      what,
      async () => {
        seen = await this.attempts();
        return holds(seen);
      },
      limitMs,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${JSON.stringify(seen)}`);
    });
  }

  /** Money that the bank really moved for recharges: the first charge is the one that saved the card. */
  charged(): number {
    return this.charges().filter(({ status }) => status === 'succeeded').length - 1;
  }

  charges(): ReturnType<Product['stripe']['control']['charges']> {
    const { control } = this.product.stripe;
    const customers = control.charges().filter(({ payment_method: method }) => method === this.card);
    const [customer] = customers;
    return control.charges().filter((charge) => charge.customer === customer?.customer);
  }

  async state(): Promise<{ state: string; reason: string | null; credits: number } | undefined> {
    const [row] = await this.product.rows<{ state: string; reason: string | null; credits: number }>(
      `select r.state, r.off_reason as reason, a.credits::int from auto_recharges r join credit_accounts a using (user_id)
       where user_id = $1`,
      [this.userId],
    );
    return row;
  }

  /**
   * What waits for a later moment is due now: the next try, the end of a cool-down, the end of patience. In one
   * statement, so that no job wakes up before the moment that it waits for has passed too.
   */
  async timePasses(): Promise<void> {
    // A job that looks at this moment would wait for a time that has passed.
    await calm(this.product);
    await this.product.rows(
      `with attempts as (
         update recharge_attempts set closed_at = closed_at - interval '2 days', declined_at = declined_at - interval '2 days'
         where user_id = $1
       ) ${dueNow(recharges)}`,
      [this.userId],
    );
    await nudge(this.product);
  }

  /** Jobs that wait for their next try need not wait. Only those: workers pass over a row that is being written. */
  async jobsAreDue(): Promise<void> {
    await hasten(this.product, recharges);
  }
}
