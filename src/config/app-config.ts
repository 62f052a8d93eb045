import type { ChatId } from '../kernel/ids.js';
import type { Environment } from './environment.js';

export type ProviderName = Environment['PAYMENT_PROVIDERS'][number];

/** The settings as the product uses them: typed, complete, read-only. Nothing else reads the environment. */
export abstract class AppConfig {
  abstract readonly role: Environment['PROCESS_ROLE'];
  abstract readonly logLevel: Environment['LOG_LEVEL'];
  abstract readonly http: { readonly host: string; readonly port: number; readonly publicUrl: string };
  abstract readonly metricsToken: string | undefined;
  abstract readonly currency: string;
  abstract readonly timeZone: string;
  /** The ways to pay, in the order of their buttons. */
  abstract readonly paymentProviders: readonly ProviderName[];
  abstract readonly database: {
    readonly url: string;
    readonly replicaUrl: string | undefined;
    readonly poolSize: number;
    readonly migrateOnStart: boolean;
  };
  abstract readonly telegram: {
    readonly token: string;
    readonly apiRoot: string;
    readonly webhookSecret: string;
    readonly adminGroups: readonly ChatId[];
    readonly channel: string | undefined;
    readonly deliveredReaction: string;
    /** Calls: per minute into a group, per second into one chat, per second over all chats. */
    readonly rates: {
      readonly groupPerMinute: number;
      readonly chatPerSecond: number;
      readonly globalPerSecond: number;
    };
  };
  abstract readonly stripe: {
    /** Undefined where only Stars are taken: then Stripe is never asked. */
    readonly apiKey: string | undefined;
    readonly apiUrl: string;
    readonly webhookSecrets: readonly string[];
    readonly livemode: boolean;
  };
}
