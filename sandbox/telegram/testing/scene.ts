import type { TelegramEmulatorOptions } from '../telegram-emulator.js';
import { TelegramEmulator } from '../telegram-emulator.js';
import { BotClient } from './bot-client.js';
import { WebhookReceiver } from './webhook-receiver.js';

/** The usual setting of the specs: a customer, an owner, a forum with the bot, a webhook behind an https address. */
export class Scene {
  readonly bot: BotClient;
  readonly ann: number;
  readonly owner: number;
  readonly group: number;

  private constructor(
    readonly telegram: TelegramEmulator,
    readonly receiver: WebhookReceiver,
  ) {
    this.bot = new BotClient(telegram);
    const { actors } = telegram;
    this.ann = actors.createUser({ firstName: 'Ann', username: 'ann_k', languageCode: 'en' }).id;
    this.owner = actors.createUser({ firstName: 'Olga' }).id;
    this.group = actors.createSupergroup({ title: 'Support', isForum: true }).id;
    actors.addMember(this.group, this.owner, { status: 'creator' });
    actors.addBot(this.group);
  }

  static async open(options: TelegramEmulatorOptions = {}): Promise<Scene> {
    const receiver = await WebhookReceiver.start();
    const telegram = await TelegramEmulator.start({
      limits: 'none',
      timeScale: 0.01,
      deliverTo: receiver.url,
      ...options,
    });
    return new Scene(telegram, receiver);
  }

  /** Only what happens from here on reaches the receiver. */
  async listen(params: Record<string, unknown> = {}): Promise<void> {
    await this.bot.ok('setWebhook', {
      url: 'https://bot.example.com/hook',
      drop_pending_updates: true,
      ...params,
    });
  }

  async idle(): Promise<void> {
    await this.telegram.actors.waitFor(() => this.telegram.delivery.isIdle);
  }

  async close(): Promise<void> {
    await this.telegram.stop();
    await this.receiver.stop();
  }
}
