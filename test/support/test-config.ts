import type { AppConfig } from '../../src/config/app-config.js';
import { readConfig } from '../../src/config/read-config.js';

/** A complete configuration on the given database; `variables` are written as an operator would. */
export function testConfig(databaseUrl: string, variables: Record<string, string> = {}): AppConfig {
  return readConfig({
    BOT_TOKEN: '1234:test-token',
    ADMIN_GROUP_ID: '-1001',
    DATABASE_URL: databaseUrl,
    STRIPE_API_KEY: 'sk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_test',
    PUBLIC_URL: 'https://bot.example',
    TELEGRAM_WEBHOOK_SECRET: 'test-secret',
    LOG_LEVEL: 'silent',
    ...variables,
  });
}
