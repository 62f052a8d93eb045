import pg from 'pg';
import { StripeEmulator } from '../../sandbox/stripe/stripe-emulator.js';
import { TelegramEmulator, type TelegramEmulatorOptions } from '../../sandbox/telegram/telegram-emulator.js';
import { BotProcess, freePort } from './bot-process.js';
import { Customer } from './customer.js';
import { Group } from './group.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from './test-database.js';

type Variables = Record<string, string>;

/** Database and both platforms, for bots that run as processes of their own. */
export class Stage {
  readonly group: Group;
  readonly sql: pg.Pool;
  private readonly bots: BotProcess[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly telegram: TelegramEmulator,
    readonly stripe: StripeEmulator,
  ) {
    this.group = Group.create(telegram);
    this.sql = new pg.Pool({ connectionString: database.url, max: 2 });
    // Tests cut connections on purpose; the next statement gets a new one.
    this.sql.on('error', () => undefined);
    this.sql.on('error', () => undefined);
  }

  static async set(
    options: { telegram?: TelegramEmulatorOptions; database?: 'migrated' | 'empty' } = {},
  ): Promise<Stage> {
    const database = await (options.database === 'empty' ? createEmptyDatabase() : createTestDatabase());
    const telegram = await TelegramEmulator.start({ limits: 'none', timeScale: 0.01, ...options.telegram });
    return new Stage(database, telegram, await StripeEmulator.start({ timeScale: 0.001 }));
  }

  get settings(): Variables {
    return {
      DATABASE_URL: this.database.url,
      BOT_TOKEN: this.telegram.token,
      ADMIN_GROUP_ID: String(this.group.id),
      STRIPE_API_KEY: this.stripe.apiKey,
      STRIPE_WEBHOOK_SECRET: this.stripe.webhookSecret,
      STRIPE_API_URL: this.stripe.url,
      PUBLIC_URL: 'https://bot.example',
      TELEGRAM_API_ROOT: this.telegram.url,
      TELEGRAM_WEBHOOK_SECRET: 'the-secret-of-telegrams-webhook',
      TELEGRAM_GROUP_RATE: '100000',
      TELEGRAM_CHAT_RATE: '10000',
      TELEGRAM_GLOBAL_RATE: '100000',
      LOG_LEVEL: 'info',
    };
  }

  /** A bot that can answer; the webhooks of both platforms go to the newest one that takes them. */
  async bot(changes: Variables = {}): Promise<BotProcess> {
    const bot = await this.spawn(changes);
    await bot.healthy();
    if (changes['PROCESS_ROLE'] !== 'worker') {
      this.telegram.delivery.deliverTo = bot.url;
      this.stripe.setWebhookUrl(`${bot.url}/stripe-webhook`);
    }
    return bot;
  }

  /** Without waiting; for those that shall not get far. */
  async spawn(changes: Variables = {}): Promise<BotProcess> {
    const bot = BotProcess.spawn({ ...this.settings, ...changes }, await freePort());
    this.bots.push(bot);
    return bot;
  }

  customer(firstName: string, languageCode = 'en'): Customer {
    const { id } = this.telegram.actors.createUser({ firstName, languageCode });
    return new Customer(this.telegram, this.stripe, id, firstName);
  }

  async rows<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.sql.query<Row>(sql, parameters)).rows;
  }

  async clear(): Promise<void> {
    await Promise.all(this.bots.map((bot) => bot.kill()));
    await this.sql.end();
    await Promise.all([this.telegram.stop(), this.stripe.stop()]);
    await this.database.drop();
  }
}
