import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { asChatId } from '../kernel/ids.js';
import type { AppConfig } from './app-config.js';
import { ConfigError } from './config.errors.js';
import { Environment } from './environment.js';

/** Turns the environment into the configuration, or throws one `ConfigError` with every problem in it. */
export function readConfig(variables: Record<string, unknown>): AppConfig {
  // A variable that is set but empty counts as absent: that is what compose files and CI make of unset ones.
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== '' && value !== undefined),
  );
  const environment = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const problems = problemsOf(environment, given);
  if (problems.length > 0) throw new ConfigError(problems);
  return toConfig(environment);
}

function problemsOf(environment: Environment, given: Record<string, unknown>): string[] {
  const problems = validateSync(environment).map(({ property, constraints }) =>
    property in given
      ? `${property} ${Object.values(constraints ?? {}).join('; ')}`
      : `${property} is missing`,
  );
  const live = /^(sk|rk)_live_/.test(String(given['STRIPE_API_KEY']));
  if (live && given['STRIPE_API_URL'] !== undefined && given['STRIPE_API_URL'] !== 'https://api.stripe.com') {
    problems.push('STRIPE_API_URL must not be set together with a live STRIPE_API_KEY');
  }
  return problems;
}

function toConfig(environment: Environment): AppConfig {
  return {
    role: environment.PROCESS_ROLE,
    logLevel: environment.LOG_LEVEL,
    http: {
      host: environment.HOST,
      port: Number(environment.PORT),
      publicUrl: new URL(environment.PUBLIC_URL).origin,
    },
    metricsToken: environment.METRICS_TOKEN,
    currency: environment.CURRENCY,
    timeZone: environment.TIME_ZONE,
    paymentProviders: environment.PAYMENT_PROVIDERS,
    database: {
      url: environment.DATABASE_URL,
      replicaUrl: environment.DATABASE_REPLICA_URL,
      poolSize: Math.floor(Number(environment.DATABASE_POOL_SIZE)),
      migrateOnStart: environment.MIGRATE_ON_START === 'true',
    },
    telegram: {
      token: environment.BOT_TOKEN,
      apiRoot: environment.TELEGRAM_API_ROOT.replace(/\/+$/, ''),
      webhookSecret: environment.TELEGRAM_WEBHOOK_SECRET,
      adminGroups: environment.ADMIN_GROUP_ID.map((id) => asChatId(Number(id))),
      channel: environment.CHANNEL_ID,
      deliveredReaction: environment.DELIVERED_REACTION,
      rates: {
        groupPerMinute: Number(environment.TELEGRAM_GROUP_RATE),
        chatPerSecond: Number(environment.TELEGRAM_CHAT_RATE),
        globalPerSecond: Number(environment.TELEGRAM_GLOBAL_RATE),
      },
    },
    stripe: {
      apiKey: environment.STRIPE_API_KEY,
      apiUrl: environment.STRIPE_API_URL,
      webhookSecrets: environment.STRIPE_WEBHOOK_SECRET ?? [],
      // The Bot API does not say whether Stars are real; without a key of Stripe's they are taken for it.
      livemode: environment.STRIPE_API_KEY === undefined || /^(sk|rk)_live_/.test(environment.STRIPE_API_KEY),
    },
  };
}
