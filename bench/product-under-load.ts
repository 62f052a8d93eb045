import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { EmbeddedDatabase } from '../sandbox/postgres/embedded-database.js';
import { StripeEmulator } from '../sandbox/stripe/stripe-emulator.js';
import type { TelegramLimits } from '../sandbox/telegram/rate-limiter.js';
import { TelegramEmulator } from '../sandbox/telegram/telegram-emulator.js';
import { dataSourceOptions } from '../src/database/database.options.js';
import { freePort } from '../sandbox/postgres/free-port.js';

export interface LoadOptions {
  /** How long the Bot API takes to answer. */
  readonly latencyMs?: number;
  /** Without them nothing is limited, on either side. */
  readonly limits?: {
    readonly telegram: Partial<TelegramLimits>;
    readonly variables: Readonly<Record<string, string>>;
  };
}

const unlimited = {
  TELEGRAM_GROUP_RATE: '1000000',
  TELEGRAM_CHAT_RATE: '1000000',
  TELEGRAM_GLOBAL_RATE: '1000000',
};

export const telegramSecret = 'bench-secret';

/** The bot as its own process on a durable PostgreSQL, with both platforms emulated in this one. */
export class ProductUnderLoad {
  private constructor(
    readonly url: string,
    readonly database: EmbeddedDatabase,
    readonly telegram: TelegramEmulator,
    private readonly stripe: StripeEmulator,
    private readonly bot: { readonly child: ChildProcess; readonly folder: string },
  ) {}

  static async start({ latencyMs = 0, limits }: LoadOptions = {}): Promise<ProductUnderLoad> {
    const folder = await mkdtemp(join(tmpdir(), 'bot-bench-'));
    const database = await EmbeddedDatabase.start({ dataDir: join(folder, 'postgres'), persistent: true });
    await database.create('bot');
    const databaseUrl = database.urlOf('bot');
    await migrate(databaseUrl);
    const telegram = await TelegramEmulator.start({ limits: limits?.telegram ?? 'none', latencyMs });
    const stripe = await StripeEmulator.start();
    const group = telegram.actors.createSupergroup({ title: 'Moderators', isForum: true });
    telegram.actors.addBot(group);
    const port = await freePort();
    const child = spawn(process.execPath, ['dist/src/main.js'], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATABASE_URL: databaseUrl,
        BOT_TOKEN: telegram.token,
        ADMIN_GROUP_ID: String(group.id),
        STRIPE_API_KEY: stripe.apiKey,
        STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
        STRIPE_API_URL: stripe.url,
        PUBLIC_URL: 'https://bot.example',
        TELEGRAM_API_ROOT: telegram.url,
        TELEGRAM_WEBHOOK_SECRET: telegramSecret,
        ...(limits?.variables ?? unlimited),
        LOG_LEVEL: 'warn',
        HOST: '127.0.0.1',
        PORT: String(port),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const product = new ProductUnderLoad(`http://127.0.0.1:${port}`, database, telegram, stripe, {
      child,
      folder,
    });
    await product.healthy();
    return product;
  }

  async stop(): Promise<void> {
    const exited = once(this.bot.child, 'exit');
    this.bot.child.kill('SIGTERM');
    await exited;
    await Promise.all([this.telegram.stop(), this.stripe.stop()]);
    await this.database.stop();
    await rm(this.bot.folder, { recursive: true, force: true });
  }

  private async healthy(): Promise<void> {
    for (;;) {
      if (this.bot.child.exitCode !== null) throw new Error('the bot did not start; run npm run build first');
      const ok = await fetch(`${this.url}/health`).then(
        (response) => response.ok,
        () => false,
      );
      if (ok) return;
      await pause(50);
    }
  }
}

async function migrate(url: string): Promise<void> {
  const dataSource = new DataSource(dataSourceOptions({ url, poolSize: 2 }));
  await dataSource.initialize();
  await dataSource.runMigrations();
  // Costs nothing, so that a long run is not about credits.
  await dataSource.query(
    `insert into settings (key, value, updated_at, updated_by) values ('welcome_credits', '100000', now(), 'bench')`,
  );
  await dataSource.destroy();
}
