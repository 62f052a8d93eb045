import type { IncomingHttpHeaders } from 'node:http';

import { API_VERSION } from '../core/api-version.js';
import { StripeFailure } from './stripe-failure.js';

/** Stripe: a secret or restricted test key by Bearer or Basic, and a version that the account can speak. */
export class ApiAccess {
  constructor(private readonly apiKey: string) {}

  check(headers: IncomingHttpHeaders): void {
    const key = presentedKey(headers.authorization);
    if (key === undefined) {
      throw unauthorized(
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
      );
    }
    if (key !== this.apiKey) {
      throw unauthorized(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`);
    }
    const version = headers['stripe-version'];
    if (version !== undefined && version !== API_VERSION) {
      throw StripeFailure.invalid(
        `Invalid Stripe API version: ${String(version)}. The emulator speaks ${API_VERSION}.`,
      );
    }
  }
}

function presentedKey(header: string | undefined): string | undefined {
  const [scheme, credentials] = (header ?? '').split(' ');
  if (!credentials) return undefined;
  if (scheme?.toLowerCase() === 'bearer') return credentials;
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  return Buffer.from(credentials, 'base64').toString('utf8').split(':')[0];
}

function unauthorized(message: string): StripeFailure {
  return new StripeFailure(401, { type: 'invalid_request_error', message });
}
