import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { AppConfig } from '../config/app-config.js';

/** A customer waits for most of these calls; what is not known after this is repeated with the same key. */
const timeoutMs = 20_000;

/** What the code was written for. Events may come in another version, so only their ids are used. */
export const stripeVersion = '2026-10-28.endive';

/** The configured SDK. Stated version: an SDK that speaks another one does not compile. */
@Injectable()
export class StripeClient {
  readonly api: Stripe;

  constructor(config: AppConfig) {
    const { apiKey, apiUrl } = config.stripe;
    const { protocol, hostname, port } = new URL(apiUrl);
    this.api = new Stripe(apiKey, {
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
}
