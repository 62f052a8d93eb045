import { limitsOf, type LimitsMode } from './limits-mode.js';

export interface BotSurroundings {
  port: number;
  databaseUrl: string;
  groupId: number;
  telegram: { url: string; token: string };
  stripe: { url: string; apiKey: string; webhookSecret: string };
  limits: LimitsMode;
}

/** An https origin as the bot demands it; nobody resolves it, the local Telegram replaces it by the bot's port. */
export const PUBLIC_URL = 'https://sandbox.example';

/** The bot's whole environment: what is not needed is set empty, so that a developer's `.env` cannot leak in. */
export function botSettings(around: BotSurroundings): Record<string, string> {
  const { groupPerMinute, chatPerSecond, globalPerSecond } = limitsOf(around.limits);
  return {
    BOT_TOKEN: around.telegram.token,
    ADMIN_GROUP_ID: String(around.groupId),
    DATABASE_URL: around.databaseUrl,
    STRIPE_API_KEY: around.stripe.apiKey,
    STRIPE_WEBHOOK_SECRET: around.stripe.webhookSecret,
    PUBLIC_URL,
    TELEGRAM_WEBHOOK_SECRET: 'sandbox-telegram-secret',
    PORT: String(around.port),
    HOST: '127.0.0.1',
    PROCESS_ROLE: 'all',
    LOG_LEVEL: 'info',
    MIGRATE_ON_START: '',
    DATABASE_POOL_SIZE: '',
    DATABASE_REPLICA_URL: '',
    TELEGRAM_API_ROOT: around.telegram.url,
    STRIPE_API_URL: around.stripe.url,
    CHANNEL_ID: '',
    CURRENCY: '',
    PAYMENT_PROVIDERS: 'stripe,stars',
    TIME_ZONE: '',
    DELIVERED_REACTION: '',
    TELEGRAM_GROUP_RATE: String(groupPerMinute),
    TELEGRAM_CHAT_RATE: String(chatPerSecond),
    TELEGRAM_GLOBAL_RATE: String(globalPerSecond),
    METRICS_TOKEN: '',
  };
}
