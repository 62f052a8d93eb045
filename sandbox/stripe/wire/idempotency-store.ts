import { createHash } from 'node:crypto';

import type { EmulatorClock } from '../core/emulator-clock.js';
import { StripeFailure } from './stripe-failure.js';

export interface StoredAnswer {
  status: number;
  body: string;
  requestId: string;
}

interface Entry {
  key: string;
  fingerprint: string;
  path: string;
  at: number;
  answer: StoredAnswer | null;
}

const KEPT_MS = 24 * 3_600_000;

/**
 * Stripe: a key keeps the first answer for at least 24 h, errors of 402 and 500 included; other parameters
 * under the same key are refused, a call that still runs answers 409, failed validation keeps nothing.
 */
export class IdempotencyStore {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly clock: EmulatorClock) {}

  /** Reserves the key, or returns the answer to replay. */
  begin(key: string, path: string, params: string): StoredAnswer | undefined {
    if (key.length > 255) {
      throw StripeFailure.invalid('Idempotency keys can have up to 255 characters.', 'idempotency_key');
    }
    const fingerprint = createHash('sha256').update(`${path}\n${params}`).digest('hex');
    const entry = this.#entries.get(key);
    if (!entry || entry.at + KEPT_MS <= this.clock.now()) {
      this.#entries.set(key, { key, fingerprint, path, at: this.clock.now(), answer: null });
      return undefined;
    }
    if (entry.fingerprint !== fingerprint) throw mismatch(key, entry.path, path);
    if (!entry.answer) {
      throw new StripeFailure(409, {
        type: 'invalid_request_error',
        code: 'idempotency_key_in_use',
        message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
      });
    }
    return entry.answer;
  }

  finish(key: string, answer: StoredAnswer): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    const keep = answer.status < 300 || answer.status === 402 || answer.status >= 500;
    if (keep) entry.answer = answer;
    else this.release(key);
  }

  release(key: string): void {
    this.#entries.delete(key);
  }

  /** A call that was running when the emulator stopped has left nothing. */
  dump(): unknown[] {
    return [...this.#entries.values()].filter((entry) => entry.answer !== null);
  }

  load(entries: unknown[]): void {
    this.#entries.clear();
    for (const entry of entries as Entry[]) this.#entries.set(entry.key, entry);
  }
}

function mismatch(key: string, firstPath: string, path: string): StripeFailure {
  const detail =
    firstPath === path
      ? 'Keys for idempotent requests can only be used with the same parameters they were first used with.'
      : `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}' does not match '${firstPath}').`;
  return new StripeFailure(400, {
    type: 'idempotency_error',
    message: `${detail} Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}
