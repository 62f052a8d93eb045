import { Transform } from 'class-transformer';
import { IsIn, IsOptional, Matches, Validate, ValidateIf } from 'class-validator';
import { deliveredReactions } from './delivered-reactions.js';
import {
  AreDifferent,
  IsCountingNumber,
  IsHttpsOrigin,
  IsHttpUrl,
  IsPort,
  IsPostgresUrl,
  IsTimeZone,
} from './setting-rules.js';

const asList = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;
/** The ways to pay that the product knows. */
export const paymentProviders = ['stripe', 'stars'] as const;
const lowerCase = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;

/** Without cards nothing of Stripe's is needed; half of it is a mistake. */
const needsStripe = ({ PAYMENT_PROVIDERS, STRIPE_API_KEY, STRIPE_WEBHOOK_SECRET }: Environment): boolean =>
  !isStarsOnly(PAYMENT_PROVIDERS) || STRIPE_API_KEY !== undefined || STRIPE_WEBHOOK_SECRET !== undefined;

const isStarsOnly = (names: readonly string[]): boolean => names.length === 1 && names[0] === 'stars';

export const processRoles = ['all', 'web', 'worker'] as const;
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every setting as the operator writes it; each message says what is expected and never repeats the value. */
export class Environment {
  @Matches(/^\d+:[\w-]+$/, { message: 'must be a bot token as @BotFather gives it (digits, a colon, a key)' })
  BOT_TOKEN!: string;

  @Transform(asList)
  @Matches(/^-\d{1,15}$/, {
    each: true,
    message: 'must be one group id or several separated by commas, each negative',
  })
  ADMIN_GROUP_ID!: string[];

  @Validate(IsPostgresUrl)
  DATABASE_URL!: string;

  @ValidateIf(needsStripe)
  @Matches(/^(sk|rk)_(test|live)_\w+$/, { message: 'must be a secret or restricted key (sk_… or rk_…)' })
  STRIPE_API_KEY?: string;

  @ValidateIf(needsStripe)
  @Transform(asList)
  @Matches(/^\S+$/, {
    each: true,
    message: 'must be one signing secret or several separated by commas, none empty',
  })
  STRIPE_WEBHOOK_SECRET?: string[];

  @Validate(IsHttpsOrigin)
  PUBLIC_URL!: string;

  @Matches(/^[\w-]{1,256}$/, { message: 'must be 1 to 256 characters of A-Z, a-z, 0-9, _ and -' })
  TELEGRAM_WEBHOOK_SECRET!: string;

  @IsOptional()
  @Validate(IsPort)
  PORT = '8000';

  @IsOptional()
  @Matches(/^[\w.:-]+$/, { message: 'must be a host name or an IP address' })
  HOST = '0.0.0.0';

  @IsOptional()
  @IsIn(processRoles, { message: `must be one of ${processRoles.join(', ')}` })
  PROCESS_ROLE: (typeof processRoles)[number] = 'all';

  @IsOptional()
  @IsIn(logLevels, { message: `must be one of ${logLevels.join(', ')}` })
  LOG_LEVEL: (typeof logLevels)[number] = 'info';

  @IsOptional()
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  MIGRATE_ON_START = 'false';

  @IsOptional()
  @Validate(IsCountingNumber, [2, 500])
  DATABASE_POOL_SIZE = '20';

  @IsOptional()
  @Validate(IsPostgresUrl)
  DATABASE_REPLICA_URL?: string;

  @IsOptional()
  @Validate(IsHttpUrl)
  TELEGRAM_API_ROOT = 'https://api.telegram.org';

  @IsOptional()
  @Validate(IsHttpUrl)
  STRIPE_API_URL = 'https://api.stripe.com';

  @IsOptional()
  @Matches(/^(-\d{1,15}|@\w{5,32})$/, { message: 'must be a channel id (-100…) or its @name' })
  CHANNEL_ID?: string;

  @IsOptional()
  @Transform(lowerCase)
  @Matches(/^[a-z]{3}$/, { message: 'must be a three-letter currency code' })
  CURRENCY = 'usd';

  @IsOptional()
  @Transform(asList)
  @IsIn(paymentProviders, {
    each: true,
    message: `must be one or more of ${paymentProviders.join(', ')}, separated by commas`,
  })
  @Validate(AreDifferent)
  PAYMENT_PROVIDERS: (typeof paymentProviders)[number][] = ['stripe'];

  @IsOptional()
  @Validate(IsTimeZone)
  TIME_ZONE = 'UTC';

  @IsOptional()
  @IsIn(deliveredReactions, {
    message: `must be a reaction that Telegram lets bots set: ${deliveredReactions.join(' ')}`,
  })
  DELIVERED_REACTION = '👌';

  @IsOptional()
  @Validate(IsCountingNumber, [1, 1_000_000])
  TELEGRAM_GROUP_RATE = '20';

  @IsOptional()
  @Validate(IsCountingNumber, [1, 1_000_000])
  TELEGRAM_CHAT_RATE = '1';

  @IsOptional()
  @Validate(IsCountingNumber, [1, 1_000_000])
  TELEGRAM_GLOBAL_RATE = '30';

  @IsOptional()
  @Matches(/^\S+$/, { message: 'must not contain spaces' })
  METRICS_TOKEN?: string;
}
