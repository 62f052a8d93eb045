import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { Customer } from './customer.js';

/** What the question before a first message looks like now, and how a person answers it. */
export class FirstContact {
  constructor(private readonly customer: Customer) {}

  questions(): VisibleMessage[] {
    return this.customer.chat().filter(({ isFromBot, buttons }) => isFromBot && buttons.flat().length === 6);
  }

  async question(count = 1): Promise<VisibleMessage> {
    await this.customer.waitFor(() => this.questions().length >= count, `question ${count}`);
    return this.questions()[count - 1] as VisibleMessage;
  }

  press(message: VisibleMessage, right: boolean): ReturnType<Customer['press']> {
    const asked = labelsOf(message).find((label) => message.text.endsWith(label)) ?? '';
    const other = labelsOf(message).find((label) => label !== asked) ?? '';
    return this.customer.press(message, right ? asked : other);
  }

  /** Presses a wrong button and waits for what takes the question's place. */
  async errs(message: VisibleMessage): Promise<VisibleMessage> {
    await this.press(message, false).answered();
    const now = (): VisibleMessage | undefined =>
      this.customer.chat().find(({ message_id: id }) => id === message.message_id);
    await this.customer.waitFor(() => now()?.text !== message.text, 'another question');
    return now() as VisibleMessage;
  }
}

const labelsOf = (message: VisibleMessage): string[] =>
  message.buttons.flat().map(({ text }) => String(text));
