import { describe, expect, it } from 'vitest';
import { ConfigError } from './config.errors.js';
import { readConfig } from './read-config.js';

const complete: Record<string, string> = {
  BOT_TOKEN: '123456789:AAtoken-of-the-bot_0000000000000000',
  ADMIN_GROUP_ID: '-1001234567890',
  DATABASE_URL: 'postgres://bot:database-password@db.example:5432/bot',
  STRIPE_API_KEY: 'sk_test_keyOfStripe',
  STRIPE_WEBHOOK_SECRET: 'whsec_secretOfStripe',
  PUBLIC_URL: 'https://bot.example.com',
  TELEGRAM_WEBHOOK_SECRET: 'secret-of-telegram',
};

function problemsWith(changes: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig({ ...complete, ...changes });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

describe('the settings', () => {
  it('need seven variables and have defaults for the rest', () => {
    expect(readConfig(complete)).toMatchObject({
      role: 'all',
      logLevel: 'info',
      http: { host: '0.0.0.0', port: 8000, publicUrl: 'https://bot.example.com' },
      metricsToken: undefined,
      currency: 'usd',
      timeZone: 'UTC',
      paymentProviders: ['stripe'],
      database: { replicaUrl: undefined, poolSize: 20, migrateOnStart: false },
      telegram: {
        apiRoot: 'https://api.telegram.org',
        adminGroups: [-1_001_234_567_890],
        channel: undefined,
        deliveredReaction: '👌',
        rates: { groupPerMinute: 20, chatPerSecond: 1, globalPerSecond: 30 },
      },
      stripe: { apiUrl: 'https://api.stripe.com', livemode: false },
    });
  });

  it.each(Object.keys(complete))('%s missing or empty is one problem', (name) => {
    expect(problemsWith({ [name]: undefined })).toEqual([`${name} is missing`]);
    expect(problemsWith({ [name]: '' })).toEqual([`${name} is missing`]);
  });

  it.each([
    ['BOT_TOKEN', 'no-colon'],
    ['BOT_TOKEN', '123:with space'],
    ['ADMIN_GROUP_ID', '1001234567890'],
    ['ADMIN_GROUP_ID', '@moderators'],
    ['ADMIN_GROUP_ID', '-1001,'],
    ['ADMIN_GROUP_ID', '-1001;-1002'],
    ['DATABASE_URL', 'mysql://localhost/bot'],
    ['DATABASE_URL', 'postgres://localhost'],
    ['DATABASE_URL', 'localhost'],
    ['STRIPE_API_KEY', 'pk_test_public'],
    ['STRIPE_API_KEY', 'sk_test_'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_a,,whsec_b'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_a whsec_b'],
    ['PUBLIC_URL', 'http://bot.example.com'],
    ['PUBLIC_URL', 'https://bot.example.com/path'],
    ['PUBLIC_URL', 'bot.example.com'],
    ['TELEGRAM_WEBHOOK_SECRET', 'with space'],
    ['TELEGRAM_WEBHOOK_SECRET', 'x'.repeat(257)],
    ['PORT', '65536'],
    ['PORT', 'eighty'],
    ['PORT', '-1'],
    ['HOST', 'a host'],
    ['PROCESS_ROLE', 'both'],
    ['LOG_LEVEL', 'loud'],
    ['MIGRATE_ON_START', 'yes'],
    ['DATABASE_POOL_SIZE', '1'],
    ['DATABASE_POOL_SIZE', '501'],
    ['DATABASE_POOL_SIZE', 'many'],
    ['DATABASE_REPLICA_URL', 'replica'],
    ['TELEGRAM_API_ROOT', 'api.telegram.org'],
    ['STRIPE_API_URL', 'ftp://stripe.example'],
    ['CHANNEL_ID', 'my-channel'],
    ['CURRENCY', 'dollars'],
    ['TIME_ZONE', 'Mars/Base'],
    ['PAYMENT_PROVIDERS', 'paypal'],
    ['PAYMENT_PROVIDERS', ',stars'],
    ['PAYMENT_PROVIDERS', 'stars,stars'],
    ['DELIVERED_REACTION', '✅'],
    ['DELIVERED_REACTION', 'ok'],
    ['TELEGRAM_GROUP_RATE', '0'],
    ['TELEGRAM_CHAT_RATE', '-1'],
    ['TELEGRAM_GLOBAL_RATE', '1e9'],
    ['METRICS_TOKEN', 'two words'],
  ])('%s=%s is one problem, told without the value', (name, value) => {
    const problems = problemsWith({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} must `));
    expect(problems[0]?.split(' ')).not.toContain(value);
  });

  it('need nothing of Stripe’s where only Stars are taken, and never half of it', () => {
    const without = { PAYMENT_PROVIDERS: 'stars', STRIPE_API_KEY: '', STRIPE_WEBHOOK_SECRET: '' };
    expect(problemsWith(without)).toEqual([]);
    expect(readConfig({ ...complete, ...without }).stripe).toMatchObject({
      apiKey: undefined,
      webhookSecrets: [],
      livemode: true,
    });
    expect(problemsWith({ ...without, STRIPE_API_KEY: 'sk_test_keyOfStripe' })).toEqual([
      'STRIPE_WEBHOOK_SECRET is missing',
    ]);
    expect(problemsWith({ ...without, PAYMENT_PROVIDERS: 'stars,stripe' })).toEqual([
      'STRIPE_API_KEY is missing',
      'STRIPE_WEBHOOK_SECRET is missing',
    ]);
  });

  it('lists all problems at once, without any value', () => {
    const broken = Object.fromEntries(Object.keys(complete).map((name) => [name, 'not usable-value']));
    const problems = problemsWith({ ...broken, PORT: 'not usable-value', CURRENCY: 'not usable-value' });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(
      [...Object.keys(complete), 'CURRENCY', 'PORT'].sort(),
    );
    expect(problems.join()).not.toContain('usable-value');
  });

  it('treats an empty optional variable as absent', () => {
    const empty = [
      'PORT',
      'HOST',
      'CHANNEL_ID',
      'METRICS_TOKEN',
      'DELIVERED_REACTION',
      'TIME_ZONE',
      'CURRENCY',
    ];
    expect(readConfig({ ...complete, ...Object.fromEntries(empty.map((name) => [name, ''])) })).toEqual(
      readConfig(complete),
    );
  });

  it('refuses another Stripe address for a live key, and takes one for a test key', () => {
    const elsewhere = { STRIPE_API_URL: 'http://127.0.0.1:12111' };
    for (const STRIPE_API_KEY of ['sk_live_key', 'rk_live_key']) {
      expect(problemsWith({ ...elsewhere, STRIPE_API_KEY })).toEqual([
        'STRIPE_API_URL must not be set together with a live STRIPE_API_KEY',
      ]);
      expect(readConfig({ ...complete, STRIPE_API_KEY }).stripe.livemode).toBe(true);
    }
    expect(problemsWith({ ...elsewhere, STRIPE_API_KEY: 'rk_test_key' })).toEqual([]);
  });

  it('reads lists, upper case and slashes as people write them', () => {
    const config = readConfig({
      ...complete,
      ADMIN_GROUP_ID: '-1001, -1002',
      STRIPE_WEBHOOK_SECRET: 'whsec_old, whsec_new',
      CURRENCY: 'EUR',
      PAYMENT_PROVIDERS: 'stars, stripe',
      PUBLIC_URL: 'https://bot.example.com/',
      TELEGRAM_API_ROOT: 'http://bot-api.local:8081/',
    });
    expect(config.telegram.adminGroups).toEqual([-1001, -1002]);
    expect(config.stripe.webhookSecrets).toEqual(['whsec_old', 'whsec_new']);
    expect(config.currency).toBe('eur');
    expect(config.paymentProviders).toEqual(['stars', 'stripe']);
    expect(config.http.publicUrl).toBe('https://bot.example.com');
    expect(config.telegram.apiRoot).toBe('http://bot-api.local:8081');
  });
});
