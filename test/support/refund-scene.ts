import { Transactor } from '../../src/database/transactor.js';
import { StripeClient } from '../../src/payments/stripe-client.js';
import { SettingsService } from '../../src/users/settings/settings.service.js';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { Customer } from './customer.js';
import type { Group } from './group.js';
import type { Product } from './product.js';

export interface Buyer {
  readonly customer: Customer;
  readonly topic: number;
  /** The charge of the only payment at Stripe, and how moderators call it: `P-…`. */
  readonly charge: string;
  readonly reference: string;
}

/** Customers who have bought something and talk to the moderators, ready for their money to go back. */
export class RefundScene {
  private constructor(private readonly product: Product) {}

  /** Text messages cost nothing here, so that the sums stay easy to read. */
  static async on(product: Product): Promise<RefundScene> {
    const settings = product.part(SettingsService);
    await product.part(Transactor).run((tx) => settings.change(tx, 'message_cost_text', 0, 'test'));
    return new RefundScene(product);
  }

  /** Somebody with a topic and the ten welcome credits. */
  async talker(name: string): Promise<{ customer: Customer; topic: number }> {
    const { product } = this;
    const customer = product.customer(name);
    customer.start();
    await customer.sees('Hello');
    customer.says(`${name} says hello`);
    const topic = await product.group.topicOf(customer);
    await product.group.sees(topic, `${name} says hello`);
    return { customer, topic };
  }

  /** Somebody who bought 25 credits for $10.00 on top of the 10 of the welcome. */
  async buyer(name: string): Promise<Buyer> {
    const { customer, topic } = await this.talker(name);
    await customer.buys('25 credits');
    await customer.sees('Your balance: 35 credits');
    const reference = /P-\d+/.exec((await customer.sees('Reference: P-')).text)?.[0] ?? '';
    return { customer, topic, charge: await this.chargeOf(customer), reference };
  }

  /** Voice messages cost five credits each. */
  async spends(customer: Customer, topic: number, credits: number): Promise<void> {
    const { group, telegram } = this.product;
    const before = group.copies(topic).length;
    for (let left = credits; left > 0; left -= 5) telegram.actors.send(customer.id, 'voice', {});
    await group.waitFor(() => group.copies(topic).length === before + credits / 5, 'the voice messages');
  }

  /** Presses the newest button in the topic whose label begins so, as soon as it is there. */
  async taps(topic: number, label: string, by?: number): Promise<ReturnType<Group['press']>> {
    const { group } = this.product;
    const find = (): { message: VisibleMessage; text: string } | undefined =>
      group
        .messages(topic)
        .toReversed()
        .flatMap((message) =>
          message.buttons.flat().map((button) => ({ message, text: String(button['text']) })),
        )
        .find(({ text }) => text.startsWith(label));
    await group.waitFor(() => find() !== undefined, `a button ${label}`);
    const { message, text } = find() as { message: VisibleMessage; text: string };
    return group.press(message, text, by);
  }

  /** The charge of the customer's last payment. */
  async chargeOf(customer: Customer): Promise<string> {
    const [payment] = await this.product.rows<{ intent: string }>(
      `select payment_intent_id as intent from payments p join users u on u.id = p.user_id
       where u.telegram_id = $1 order by p.id desc limit 1`,
      [customer.id],
    );
    const charges = this.product.stripe.control.charges();
    return charges.find((charge) => charge.payment_intent === payment?.intent)?.id ?? '';
  }

  /** The amounts of all refunds of a charge that did not fail. */
  async refunded(charge: string): Promise<number[]> {
    const { api } = this.product.part(StripeClient);
    const refunds = await api.refunds.list({ charge, limit: 100 });
    return refunds.data.filter(({ status }) => status !== 'failed').map(({ amount }) => amount);
  }

  async lastRefund(charge: string): Promise<string> {
    const { data } = await this.product.part(StripeClient).api.refunds.list({ charge, limit: 1 });
    return data[0]?.id ?? '';
  }

  async account(customer: Customer): Promise<object | undefined> {
    const [row] = await this.product.rows<{ credits: number; owed: number }>(
      `select credits::int, owed::int from credit_accounts
       where user_id = (select id from users where telegram_id = $1)`,
      [customer.id],
    );
    return row;
  }

  /** What the audit log says about a customer's refunds, oldest first. */
  audit(customer: Customer): Promise<object[]> {
    return this.product.rows(
      `select action, actor_name as actor, before, after from audit_log
       where action like 'refund%' and user_id = (select id from users where telegram_id = $1) order by id`,
      [customer.id],
    );
  }
}
