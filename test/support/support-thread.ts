import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { Customer } from './customer.js';
import type { Product } from './product.js';

export interface ThreadState {
  readonly credits: number;
  readonly banned: boolean;
  /** What moderators did to this customer and is on record. */
  readonly logged: number;
}

/** After one message of a new customer and before any moderator did anything. */
export const untouched: ThreadState = { credits: 9, banned: false, logged: 0 };

/** A customer with a topic and its card, as moderators find them. */
export class SupportThread {
  private constructor(
    private readonly product: Product,
    readonly customer: Customer,
    readonly topic: number,
    readonly card: VisibleMessage,
  ) {}

  static async open(product: Product, firstName = 'Kim'): Promise<SupportThread> {
    const customer = product.customer(firstName);
    customer.says('hello');
    const topic = await product.group.topicOf(customer);
    return new SupportThread(product, customer, topic, await product.group.card(topic));
  }

  /** As the card's buttons name it. */
  get id(): number {
    return Number(/:(\d+)$/.exec(String(this.card.buttons[0]?.[0]?.['callback_data']))?.[1]);
  }

  /** The labels under the card now. */
  buttons(): string[] {
    const card = this.product.group.messages(this.topic).find(({ isPinned }) => isPinned);
    return (card?.buttons ?? []).flat().map((button) => String(button['text']));
  }

  async state(): Promise<ThreadState | undefined> {
    const [state] = await this.product.rows<ThreadState>(
      `select a.credits::int, u.banned_at is not null as banned,
         (select count(*)::int from audit_log l where l.user_id = u.id) as logged
       from users u join credit_accounts a on a.user_id = u.id where u.telegram_id = $1`,
      [this.customer.id],
    );
    return state;
  }
}
