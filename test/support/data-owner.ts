import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { calm } from './calm.js';
import type { Customer } from './customer.js';
import type { Product } from './product.js';

/** A customer and their data: what they see under `/privacy` and how they have it erased. */
export class DataOwner {
  constructor(
    private readonly product: Product,
    readonly customer: Customer,
  ) {}

  /** Our number for them, while they are known. */
  async userId(): Promise<number> {
    const [row] = await this.product.rows<{ id: string }>('select id from users where telegram_id = $1', [
      this.customer.id,
    ]);
    return Number(row?.id);
  }

  async opens(title = 'Your data'): Promise<VisibleMessage> {
    this.customer.says('/privacy');
    return this.customer.sees(title);
  }

  /** The message once it has that text. */
  async turns(message: VisibleMessage, text: string): Promise<VisibleMessage> {
    const now = (): VisibleMessage =>
      this.customer.chat().find(({ message_id }) => message_id === message.message_id) ?? message;
    await this.customer.waitFor(() => now().text.includes(text), text);
    return now();
  }

  /** The question under which they press "Yes". */
  async asks(): Promise<VisibleMessage> {
    const page = await this.opens();
    this.customer.press(page, '🗑 Erase my data');
    return this.turns(page, 'Erase everything');
  }

  async erases(): Promise<void> {
    const question = await this.asks();
    this.customer.press(question, '🗑 Yes, erase everything');
    await this.turns(question, 'Everything about you is erased');
    await calm(this.product);
  }
}
