import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config/read-config.js';
import { cleanOutput, scrubbed } from './logging.js';

const config = readConfig({
  BOT_TOKEN: '123456789:AAsecret-part-of-the-token_0000000',
  ADMIN_GROUP_ID: '-1001',
  DATABASE_URL: 'postgres://bot:p%40ssword-of-db@db.internal:5432/bot',
  STRIPE_API_KEY: 'sk_test_secretKeyOfStripe',
  STRIPE_WEBHOOK_SECRET: 'whsec_one,whsec_two',
  PUBLIC_URL: 'https://bot.example.com',
  TELEGRAM_WEBHOOK_SECRET: 'header-secret-of-telegram',
  METRICS_TOKEN: 'token-of-the-metrics',
});
const secret =
  /secret-part|secretKey|whsec_|header-secret|token-of-the-metrics|p(%40|@)ssword|db\.internal|cs_live|live_page/;

function logged(write: (log: pino.Logger) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(
    pino(
      { level: 'trace' },
      cleanOutput(config, (line) => lines.push(line)),
    ),
  );
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('log lines', () => {
  const page = 'https://checkout.stripe.com/c/pay/cs_live_abc#fragment';
  const url = `https://api.telegram.org/bot${config.telegram.token}/getMe`;

  it.each<[string, (log: pino.Logger) => void]>([
    [
      'a text',
      (log) => {
        log.info(`invalid json response body at ${url} reason: Unexpected token <`);
      },
    ],
    [
      'an error',
      (log) => {
        log.error(new Error(`request to ${url} failed`));
      },
    ],
    [
      'an error with a cause',
      (log) => {
        log.error(new Error('outer', { cause: new Error(url) }));
      },
    ],
    [
      'an error beside a text',
      (log) => {
        log.error({ err: new Error(`${config.stripe.apiKey} refused`) }, 'no');
      },
    ],
    [
      'a deep object',
      (log) => {
        log.debug({ a: { b: [{ url: page, database: config.database.url }] } });
      },
    ],
    [
      'values of no special form',
      (log) => {
        log.warn('header-secret-of-telegram, "token-of-the-metrics", p@ssword-of-db');
      },
    ],
    [
      'an escaped token',
      (log) => {
        log.warn(encodeURIComponent(config.telegram.token));
      },
    ],
    [
      'signing secrets',
      (log) => {
        log.warn(config.stripe.webhookSecrets.join(' '));
      },
    ],
    [
      'pages of a domain of one’s own',
      (log) => {
        log.warn('see https://pay.example.com/c/pay/cs_live_1 and https://x.example/p/session/live_page');
      },
    ],
  ])('hold no secret: %s', (_name, write) => {
    const [line] = logged(write);
    expect(JSON.stringify(line)).not.toMatch(secret);
    expect(JSON.stringify(line)).toContain('<secret>');
  });

  it('keep everything else', () => {
    const text = 'user 5000000001 in chat -1002000000001 at 12:30:45, update 100000001: postgres is back';
    expect(
      logged((log) => {
        log.info({ n: 1 }, text);
      }),
    ).toMatchObject([{ n: 1, msg: text }]);
    expect(scrubbed(text)).toBe(text);
  });
});
