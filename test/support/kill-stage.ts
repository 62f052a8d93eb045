import pg from 'pg';
import { StripeEmulator } from '../../sandbox/stripe/stripe-emulator.js';
import { TelegramEmulator } from '../../sandbox/telegram/telegram-emulator.js';
import { BotProcess, freePort } from './bot-process.js';
import { Customer } from './customer.js';
import { Group } from './group.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

interface Outlasting {
  readonly telegram: TelegramEmulator;
  readonly stripe: StripeEmulator;
  readonly sql: pg.Pool;
  readonly database: TestDatabase;
}

/** The bot as a process that may be killed, between platforms and a database that outlive it. */
export class KillStage {
  readonly telegram: TelegramEmulator;
  readonly stripe: StripeEmulator;
  readonly sql: pg.Pool;

  private constructor(
    private readonly outlasting: Outlasting,
    readonly group: Group,
    private readonly run: () => Promise<BotProcess>,
    private current: BotProcess,
  ) {
    this.telegram = outlasting.telegram;
    this.stripe = outlasting.stripe;
    this.sql = outlasting.sql;
  }

  /** `prepare`: statements that are run before the bot starts for the first time. */
  static async start(...prepare: readonly string[]): Promise<KillStage> {
    const database = await createTestDatabase();
    const sql = new pg.Pool({ connectionString: database.url, max: 2 });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const telegram = await TelegramEmulator.start({
      limits: 'none',
      timeScale: 0.05,
      latencyMs: 3,
      deliverTo: url,
    });
    const stripe = await StripeEmulator.start({ timeScale: 0.001, webhookUrl: `${url}/stripe-webhook` });
    const group = Group.create(telegram);
    const settings = {
      DATABASE_URL: database.url,
      BOT_TOKEN: telegram.token,
      ADMIN_GROUP_ID: String(group.id),
      STRIPE_API_KEY: stripe.apiKey,
      STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
      STRIPE_API_URL: stripe.url,
      PUBLIC_URL: 'https://bot.example',
      TELEGRAM_API_ROOT: telegram.url,
      TELEGRAM_WEBHOOK_SECRET: 'telegram-secret',
      TELEGRAM_GROUP_RATE: '100000',
      TELEGRAM_CHAT_RATE: '10000',
      TELEGRAM_GLOBAL_RATE: '100000',
      LOG_LEVEL: 'warn',
    };
    for (const statement of prepare) await sql.query(statement);
    const run = (): Promise<BotProcess> => BotProcess.start(settings, port);
    return new KillStage({ telegram, stripe, sql, database }, group, run, await run());
  }

  /** What the process that runs now has printed. */
  get output(): string {
    return this.current.output;
  }

  customer(name: string): Customer {
    const user = this.telegram.actors.createUser({ firstName: name, languageCode: 'en' });
    return new Customer(this.telegram, this.stripe, user.id, name);
  }

  /** SIGKILL, and another process in its place. */
  async kill(): Promise<void> {
    await this.current.kill();
    this.current = await this.run();
  }

  async stop(): Promise<void> {
    await this.current.kill();
    await this.sql.end();
    await Promise.all([this.telegram.stop(), this.stripe.stop()]);
    await this.outlasting.database.drop();
  }
}
