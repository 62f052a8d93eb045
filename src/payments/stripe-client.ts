import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { ProviderUnavailable } from '../billing/billing.errors.js';
import { AppConfig } from '../config/app-config.js';

/** A customer waits for most of these calls; what is not known after this is repeated with the same key. */
const timeoutMs = 20_000;

/** What the code was written for. Events may come in another version, so only their ids are used. */
export const stripeVersion = '2026-10-28.endive';

/** The configured SDK. Stated version: an SDK that speaks another one does not compile. */
@Injectable()
export class StripeClient {
  private readonly client: Stripe | undefined;

  constructor(config: AppConfig) {
    const { apiKey, apiUrl } = config.stripe;
    if (apiKey === undefined) return;
    const { protocol, hostname, port } = new URL(apiUrl);
    this.client = new Stripe(apiKey, {
      apiVersion: stripeVersion,
      protocol: protocol === 'http:' ? 'http' : 'https',
      host: hostname,
      ...(port === '' ? {} : { port: Number(port) }),
      timeout: timeoutMs,
      maxNetworkRetries: 2,
      // The SDK would write an id file into the home directory, which a container may not have.
      telemetry: false,
    });
  }

  /** False where only Stars are taken. */
  get isUsed(): boolean {
    return this.client !== undefined;
  }

  get api(): Stripe {
    if (this.client === undefined)
      throw new ProviderUnavailable({ operation: 'asking Stripe, which is not set up' });
    return this.client;
  }
}
