import { malformed } from './stripe-requests.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { StripeEmulator } from '../../sandbox/stripe/stripe-emulator.js';
import { TelegramEmulator, type TelegramEmulatorOptions } from '../../sandbox/telegram/telegram-emulator.js';
import { createApplication } from '../../src/application.js';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';
import type { Clock } from '../../src/kernel/clock.js';
import { Customer } from './customer.js';
import { Group } from './group.js';
import { MovingClock } from './moving-clock.js';
import { testConfig } from './test-config.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface ProductOptions {
  /** With the migrated schema; one of its own on the tests' server when absent. */
  readonly database?: TestDatabase;
  readonly telegram?: TelegramEmulatorOptions;
  /** Settings as an operator writes them, or how they follow from those that fit the emulators. */
  readonly variables?: Variables | ((given: Variables) => Variables);
}

type Variables = Record<string, string>;

const generous = {
  TELEGRAM_GROUP_RATE: '100000',
  TELEGRAM_CHAT_RATE: '10000',
  TELEGRAM_GLOBAL_RATE: '100000',
};
const telegramSecret = 'telegram-secret';

/** The whole product on a database of its own, with both platforms emulated at the level of HTTP. */
export class Product {
  readonly group: Group;
  readonly sql: pg.Pool;
  /** What the product takes for the time; the database keeps the real one. */
  readonly time = new MovingClock();
  private readonly variables: Record<string, string>;
  private app!: NestFastifyApplication;

  private constructor(
    readonly database: TestDatabase,
    readonly telegram: TelegramEmulator,
    readonly stripe: StripeEmulator,
    variables: NonNullable<ProductOptions['variables']>,
  ) {
    this.group = Group.create(telegram);
    this.sql = new pg.Pool({ connectionString: database.url, max: 2 });
    // A test may take the database away.
    this.sql.on('error', () => undefined);
    const given = {
      DATABASE_URL: database.url,
      BOT_TOKEN: telegram.token,
      ADMIN_GROUP_ID: String(this.group.id),
      STRIPE_API_KEY: stripe.apiKey,
      STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
      STRIPE_API_URL: stripe.url,
      TELEGRAM_API_ROOT: telegram.url,
      TELEGRAM_WEBHOOK_SECRET: telegramSecret,
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
      HOST: '127.0.0.1',
      PORT: '0',
      ...generous,
    };
    this.variables = { ...given, ...(typeof variables === 'function' ? variables(given) : variables) };
  }

  static async start(options: ProductOptions = {}): Promise<Product> {
    const database = options.database ?? (await createTestDatabase());
    const telegram = await TelegramEmulator.start({ limits: 'none', timeScale: 0.01, ...options.telegram });
    const stripe = await StripeEmulator.start({ timeScale: 0.001 });
    const product = new Product(database, telegram, stripe, options.variables ?? {});
    product.app = await listen(database.url, product.variables, product.time);
    await product.connect();
    return product;
  }

  get url(): string {
    const address = this.app.getHttpServer().address();
    if (address === null || typeof address === 'string') throw new Error('the product does not listen');
    return `http://127.0.0.1:${address.port}`;
  }

  get telegramSecret(): string {
    return telegramSecret;
  }

  customer(firstName: string, languageCode = 'en', username?: string): Customer {
    const user = this.telegram.actors.createUser({
      firstName,
      languageCode,
      ...(username === undefined ? {} : { username }),
    });
    return new Customer(this.telegram, this.stripe, user.id, firstName);
  }

  /** Lets time pass for the product and for Stripe, where everything due happens on the way. */
  advance(ms: number): void {
    this.time.advance(ms);
    this.stripe.control.advanceClock(ms);
  }

  /** A part of the running product, for what only a clock would set off. */
  part<Part>(type: new (...dependencies: never[]) => Part): Part {
    return this.app.get<Part>(type, { strict: false });
  }

  /** Stops the process in order and starts it anew on the same database, perhaps with other settings. */
  async restart(changes: Variables = {}): Promise<void> {
    await this.app.close();
    this.app = await listen(this.database.url, { ...this.variables, ...changes }, this.time);
    await this.connect();
  }

  async rows<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.sql.query<Row>(sql, parameters)).rows;
  }

  async creditsOf({ id }: Customer): Promise<number | undefined> {
    const [account] = await this.rows<{ credits: number }>(
      `select a.credits::int from credit_accounts a join users u on u.id = a.user_id where u.telegram_id = $1`,
      [id],
    );
    return account?.credits;
  }

  /** Something that the owner does with the bot's token, outside the bot. */
  async telegramCall(method: string, parameters: object): Promise<void> {
    const answer = await fetch(`${this.telegram.url}/bot${this.telegram.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(parameters),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** The text of a file that somebody received, as Telegram serves it. */
  async download(fileId: string): Promise<string> {
    const { url, token } = this.telegram;
    const answer = await fetch(`${url}/bot${token}/getFile?file_id=${fileId}`);
    const { result } = (await answer.json()) as { result: { file_path: string } };
    return (await fetch(`${url}/file/bot${token}/${result.file_path}`)).text();
  }

  /** Every rule of the money tables; an empty list is what a test expects after each journey. */
  violations(): Promise<object[]> {
    return this.rows(invariantsSql);
  }

  /** Calls that the platforms' published interfaces do not allow; Stripe's are looked at where its data is at hand. */
  private malformedCalls(): string[] {
    const calls = this.telegram.journal.calls();
    return [
      ...calls.flatMap(({ method, warnings }) => warnings.map((warning) => `${method}: ${warning}`)),
      ...malformed(this.stripe.journal.apiCalls().filter(({ status }) => status !== null && status < 400)),
    ];
  }

  async stop(): Promise<void> {
    await this.app.close();
    const wrong = this.malformedCalls();
    await this.sql.end();
    await Promise.all([this.telegram.stop(), this.stripe.stop()]);
    await this.database.drop();
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  }

  /** The webhooks' public addresses do not exist here, so the emulators are told the real ones. */
  private async connect(): Promise<void> {
    this.telegram.delivery.deliverTo = this.url;
    this.stripe.setWebhookUrl(`${this.url}/stripe-webhook`);
    await this.telegram.actors.waitFor(() => this.telegram.delivery.config.url !== '', 10_000);
  }
}

async function listen(
  databaseUrl: string,
  variables: Record<string, string>,
  clock: Clock,
): Promise<NestFastifyApplication> {
  const app = await createApplication(testConfig(databaseUrl, variables), clock);
  await app.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 });
  return app;
}
