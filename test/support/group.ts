import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { TelegramEmulator } from '../../sandbox/telegram/telegram-emulator.js';
import type { Customer } from './customer.js';

/** The moderators' group: a supergroup with topics, an administrator, a plain member and the bot. */
export class Group {
  private constructor(
    private readonly telegram: TelegramEmulator,
    readonly id: number,
    readonly administrator: number,
    readonly member: number,
  ) {}

  static create(telegram: TelegramEmulator): Group {
    const { actors } = telegram;
    const administrator = actors.createUser({ firstName: 'Ada', username: 'ada' });
    const member = actors.createUser({ firstName: 'Max' });
    const chat = actors.createSupergroup({ title: 'Moderators', isForum: true });
    actors.addMember(chat, administrator, { status: 'administrator' });
    actors.addMember(chat, member, { status: 'member' });
    actors.addBot(chat);
    return new Group(telegram, chat.id, administrator.id, member.id);
  }

  topics(): ReturnType<TelegramEmulator['actors']['topics']> {
    return this.telegram.actors.topics(this.id);
  }

  /** The topic of a customer, as soon as it is there. */
  async topicOf(customer: Customer): Promise<number> {
    const find = (): number | undefined =>
      this.topics().find((topic) => topic.name.endsWith(String(customer.id)))?.threadId;
    await this.waitFor(() => find() !== undefined, `a topic for ${customer.name}`);
    return find() as number;
  }

  /** What customers' messages became: copies in the topic, without the bot's own card and notices. */
  copies(topic: number): VisibleMessage[] {
    return this.messages(topic).filter(
      (message) => message.copiedFrom !== undefined || message.forwardOrigin !== undefined,
    );
  }

  /** The same across all topics of a customer: a crash between making and storing one may leave an empty one behind. */
  copiesFor(customer: Customer): VisibleMessage[] {
    return this.topics()
      .filter((topic) => topic.name.endsWith(String(customer.id)))
      .flatMap((topic) => this.copies(topic.threadId))
      .sort((a, b) => a.message_id - b.message_id);
  }

  messages(topic: number): VisibleMessage[] {
    return this.telegram.actors.transcript(this.id, topic);
  }

  general(): VisibleMessage[] {
    return this.messages(0);
  }

  async card(topic: number): Promise<VisibleMessage> {
    const find = (): VisibleMessage | undefined => this.messages(topic).find((message) => message.isPinned);
    await this.waitFor(() => find() !== undefined, 'a pinned card');
    return find() as VisibleMessage;
  }

  async sees(topic: number, text: string | RegExp): Promise<VisibleMessage> {
    const fits = (message: VisibleMessage): boolean =>
      typeof text === 'string' ? message.text.includes(text) : text.test(message.text);
    await this.waitFor(() => this.messages(topic).some(fits), `topic ${topic} shows ${String(text)}`);
    return this.messages(topic).find(fits) as VisibleMessage;
  }

  writes(
    topic: number,
    text: string,
    options: { by?: number; replyTo?: number; quote?: string } = {},
  ): number {
    const { by = this.administrator, ...rest } = options;
    const write =
      topic === 0
        ? this.telegram.actors.writeInGeneral(by, this.id, text, rest)
        : this.telegram.actors.writeInTopic(by, this.id, topic, text, rest);
    return write.message_id;
  }

  press(
    message: VisibleMessage,
    button: string,
    by = this.administrator,
  ): ReturnType<TelegramEmulator['actors']['pressButton']> {
    return this.telegram.actors.pressButton(by, this.id, message.message_id, button);
  }

  async waitFor(holds: () => boolean, what: string, withinMs = 15_000): Promise<void> {
    try {
      await this.telegram.actors.waitFor(() => holds(), withinMs);
    } catch {
      const seen = this.telegram.actors
        .transcript(this.id)
        .map((message) => `#${message.threadId ?? 0} ${message.text || message.kind}`);
      throw new Error(`not within ${withinMs / 1_000} s: ${what}\n${seen.join('\n')}`);
    }
  }
}
