import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { Product } from './product.js';

/** An administrator's work on the catalogue in General, as it looks from their phone. */
export class Catalogue {
  constructor(private readonly product: Product) {}

  /** Writes `/products …` and returns the bot's answer to that very message. */
  async asks(rest: string, by = this.product.group.administrator): Promise<VisibleMessage> {
    const { group } = this.product;
    const id = group.writes(0, `/products ${rest}`.trim(), { by });
    const answer = (): VisibleMessage | undefined =>
      group.general().find((message) => message.isFromBot && message.replyTo === id);
    await group.waitFor(() => answer() !== undefined, `an answer to /products ${rest}`);
    return answer() as VisibleMessage;
  }

  /** Presses a button and returns the message once it has changed. */
  async press(message: VisibleMessage, button: string): Promise<VisibleMessage> {
    const { group } = this.product;
    const labels = message.buttons.flat().map(({ text }) => String(text));
    group.press(message, labels.find((label) => label.includes(button)) ?? button);
    return this.changed(message);
  }

  async changed(message: VisibleMessage): Promise<VisibleMessage> {
    const { group } = this.product;
    const find = (): VisibleMessage | undefined =>
      group.general().find(({ message_id }) => message_id === message.message_id);
    const look = (one: VisibleMessage | undefined): string => JSON.stringify([one?.text, one?.buttons]);
    await group.waitFor(() => look(find()) !== look(message), 'the message changes');
    return find() as VisibleMessage;
  }

  /** The order of the codes, hidden ones included. */
  async codes(): Promise<string[]> {
    const rows = await this.product.rows<{ code: string }>(`select code from products order by position, id`);
    return rows.map(({ code }) => code);
  }

  async row(code: string): Promise<Record<string, unknown> | undefined> {
    const [row] = await this.product.rows<Record<string, unknown>>(
      `select code, kind, title, titles, credits::int, amount::int, currency, hidden_at is not null as hidden
       from products where code = $1`,
      [code],
    );
    return row;
  }
}
