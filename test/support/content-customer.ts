import { expect } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { Customer } from './customer.js';
import type { Product } from './product.js';

/** A customer who looks at locked content: how they come to it, and what they have and paid afterwards. */
export class ContentCustomer {
  constructor(
    private readonly product: Product,
    readonly customer: Customer,
  ) {}

  static async arrive(product: Product, name: string, languageCode = 'en'): Promise<ContentCustomer> {
    const customer = product.customer(name, languageCode);
    customer.start();
    await customer.waitFor(() => customer.chat().length >= 2, 'a greeting');
    return new ContentCustomer(product, customer);
  }

  /** Follows the link of an item and returns its teaser. */
  async finds(itemId: number): Promise<VisibleMessage> {
    const { customer } = this;
    const find = (): VisibleMessage | undefined =>
      customer.chat().find((message) => dataOf(message).startsWith(`unlock:${itemId}:`));
    customer.start(`item_${itemId}`);
    await customer.waitFor(() => find() !== undefined, `the teaser of item ${itemId}`);
    return find() as VisibleMessage;
  }

  /** Presses the one button of a teaser. */
  unlocks(teaser: VisibleMessage): ReturnType<Customer['press']> {
    return this.customer.press(teaser, dataOf(teaser));
  }

  /** What they got of content: copies that nobody can pass on. */
  get content(): VisibleMessage[] {
    return this.customer.chat().filter(({ isProtected }) => isProtected);
  }

  async has(count: number): Promise<VisibleMessage[]> {
    const { customer } = this;
    await customer.waitFor(() => this.content.length === count, `${count} pieces of content`);
    return this.content;
  }

  /** Waits until nothing is set aside any more and so many credits are left. */
  async isLeftWith(credits: number): Promise<void> {
    await expect.poll(() => this.account(), { timeout: 15_000 }).toEqual({ credits, held: 0 });
  }

  /** What was moved for content, in order. */
  async movements(): Promise<string[]> {
    const rows = await this.product.rows<{ kind: string }>(
      `select t.kind from ledger_transactions t join users u on u.id = t.user_id
       where u.telegram_id = $1 and t.source_type in ('unlock', 'hold') order by t.id`,
      [this.customer.id],
    );
    return rows.map(({ kind }) => kind);
  }

  async account(): Promise<{ credits: number; held: number }> {
    const [row] = await this.product.rows<{ credits: number; held: number }>(
      `select a.credits::int, a.held::int from credit_accounts a join users u on u.id = a.user_id
       where u.telegram_id = $1`,
      [this.customer.id],
    );
    return row ?? { credits: 0, held: 0 };
  }
}

/** What the first button of a message sends. */
function dataOf({ buttons }: VisibleMessage): string {
  const data = buttons[0]?.[0]?.['callback_data'];
  return typeof data === 'string' ? data : '';
}
