import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { TelegramEmulator } from '../../sandbox/telegram/telegram-emulator.js';
import type { StripeEmulator } from '../../sandbox/stripe/stripe-emulator.js';

/** A customer with a phone: what they do and what they see in their chat with the bot. */
export class Customer {
  constructor(
    private readonly telegram: TelegramEmulator,
    private readonly stripe: StripeEmulator,
    readonly id: number,
    readonly name: string,
  ) {}

  start(payload?: string): void {
    this.telegram.actors.start(this.id, payload);
  }

  says(text: string, options: { replyTo?: number; quote?: string } = {}): number {
    return this.telegram.actors.sendText(this.id, text, options).message_id;
  }

  chat(): VisibleMessage[] {
    return this.telegram.actors.privateChat(this.id);
  }

  /** The first message of the bot that fits, as soon as it is there. */
  async sees(text: string | RegExp): Promise<VisibleMessage> {
    const fits = (message: VisibleMessage): boolean =>
      message.isFromBot && (typeof text === 'string' ? message.text.includes(text) : text.test(message.text));
    await this.waitFor(() => this.chat().some(fits), `${this.name} sees ${String(text)}`);
    return this.chat().find(fits) as VisibleMessage;
  }

  async waitFor(holds: () => boolean, what: string): Promise<void> {
    try {
      await this.telegram.actors.waitFor(() => holds(), 15_000);
    } catch {
      const seen = this.chat().map(
        (message) => `${message.isFromBot ? 'bot' : this.name}: ${message.text || message.kind}`,
      );
      throw new Error(`not within 15 s: ${what}\n${seen.join('\n')}`);
    }
  }

  press(message: VisibleMessage, button: string): ReturnType<TelegramEmulator['actors']['pressButton']> {
    return this.telegram.actors.pressButton(this.id, this.id, message.message_id, button);
  }

  /** The page behind a URL button whose label contains `label`. */
  pageOf(message: VisibleMessage, label: string): string {
    const button = message.buttons.flat().find((candidate) => String(candidate['text']).includes(label));
    if (typeof button?.['url'] !== 'string')
      throw new Error(`no page behind ${label}: ${JSON.stringify(message.buttons)}`);
    return button['url'];
  }

  /** Opens the product list and pays for the offer whose button contains `label`. */
  async buys(label: string): Promise<void> {
    const before = this.chat().length;
    this.says('/buy');
    // Other messages with many buttons may arrive in the same moment.
    const isList = ({ isFromBot, buttons }: VisibleMessage): boolean =>
      isFromBot &&
      buttons.length > 3 &&
      buttons.flat().some(({ text, url }) => String(text).includes(label) && typeof url === 'string');
    const list = (): VisibleMessage | undefined => this.chat().slice(before).find(isList);
    await this.waitFor(() => list() !== undefined, `the product list with ${label}`);
    this.pays(this.pageOf(list() as VisibleMessage, label));
  }

  /** Confirms an invoice in Stars and waits for what comes of it. */
  paysStars(
    page: string,
  ): Promise<{ status: string; errorMessage?: string | undefined; chargeId?: string | undefined }> {
    return this.telegram.actors.payInvoice(this.id, page).settled();
  }

  pays(page: string, scenario?: 'declined'): void {
    const session = sessionOf(page);
    if (scenario === undefined) this.stripe.control.payCheckout(session);
    else this.stripe.control.failCheckout(session, scenario);
  }
}

export function sessionOf(page: string): string {
  const session = /cs_\w+/.exec(page)?.[0];
  if (session === undefined) throw new Error(`no checkout session in ${page}`);
  return session;
}
