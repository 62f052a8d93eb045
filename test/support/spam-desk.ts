import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { Customer } from './customer.js';
import type { Product } from './product.js';

/** The topic in which moderators decide about people whom nobody knows. */
export class SpamDesk {
  constructor(private readonly product: Product) {}

  topics(): number[] {
    return this.product.group
      .topics()
      .filter(({ name, isDeleted }) => name === '⚠️ Waiting for approval' && !isDeleted)
      .map(({ threadId }) => threadId);
  }

  cardsOf({ id }: Customer): VisibleMessage[] {
    return this.messages().filter(({ text }) => text.includes(String(id)));
  }

  async cardOf(customer: Customer, text: string | RegExp = ''): Promise<VisibleMessage> {
    const find = (): VisibleMessage | undefined =>
      this.cardsOf(customer).find((card) =>
        typeof text === 'string' ? card.text.includes(text) : text.test(card.text),
      );
    await this.product.group.waitFor(
      () => find() !== undefined,
      `a card of ${customer.name}: ${String(text)}`,
    );
    return find() as VisibleMessage;
  }

  messages(): VisibleMessage[] {
    return this.topics().flatMap((topic) => this.product.group.messages(topic));
  }

  /** Copies of what waits, under the cards. */
  samples(): VisibleMessage[] {
    return this.topics().flatMap((topic) => this.product.group.copies(topic));
  }

  /** What the log says of messages that were held and then not passed on. */
  drops({ id }: Customer): Promise<object[]> {
    return this.product.rows(
      `select actor_name, reason, after from audit_log where action = 'drop_held' and user_id =
         (select id from users where telegram_id = $1)`,
      [id],
    );
  }
}
