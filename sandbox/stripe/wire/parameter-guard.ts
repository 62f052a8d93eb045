import { readFileSync } from 'node:fs';

import type { FormMap } from './form-decoder.js';
import { StripeFailure } from './stripe-failure.js';

const ALLOWED = JSON.parse(readFileSync(new URL('./allowed-params.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

/** Stripe: an unknown top-level parameter is refused. The table comes from the SDK's request types. */
export class ParameterGuard {
  readonly #allowed = new Map(
    Object.entries(ALLOWED).map(([name, list]) => [name, new Set(list.split(' '))]),
  );

  check(operation: string, params: FormMap): void {
    const allowed = this.#allowed.get(operation);
    if (!allowed) throw new Error(`Emulator: allowed-params.json does not know ${operation}.`);
    for (const name of Object.keys(params)) {
      if (name === 'payment_method_types' && !allowed.has(name)) throw removedMethodTypes();
      if (!allowed.has(name)) {
        throw StripeFailure.invalid(`Received unknown parameter: ${name}`, name, 'parameter_unknown');
      }
    }
  }
}

/** Stripe: the parameter is gone since 2026-09-30.endive. */
function removedMethodTypes(): StripeFailure {
  return StripeFailure.invalid(
    'The `payment_method_types` parameter is no longer supported. Use dynamic payment methods, `allowed_payment_method_types` or `excluded_payment_method_types`.',
    'payment_method_types',
    'payment_method_types_no_longer_supported',
  );
}
