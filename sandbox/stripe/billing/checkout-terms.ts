import type { StripeCore } from '../core/stripe-core.js';
import type { CheckoutSession } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';

const MINUTE = 60;
const DAY = 86_400;
const LOCALE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,3})?$|^auto$/;

/** Stripe: between 30 minutes and 24 hours from now; 24 hours unless told. */
export function readExpiry(core: StripeCore, params: Params): number {
  const now = core.clock.seconds();
  const expiresAt = params.int('expires_at');
  if (expiresAt === undefined) return now + DAY;
  if (expiresAt < now + 30 * MINUTE - 5) {
    throw StripeFailure.invalid(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      'expires_at',
    );
  }
  if (expiresAt > now + DAY + 5) {
    throw StripeFailure.invalid(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      'expires_at',
    );
  }
  return expiresAt;
}

export function readUrl(params: Params, key: string): string | undefined {
  const text = params.text(key);
  // The template is filled in after the payment and is no part of a valid address before it.
  if (text !== undefined && !URL.canParse(text.replaceAll('{CHECKOUT_SESSION_ID}', 'id'))) {
    throw StripeFailure.invalid('Not a valid URL', params.name(key), 'url_invalid');
  }
  return text;
}

export function readLocale(params: Params): CheckoutSession['locale'] {
  const locale = params.text('locale');
  if (locale === undefined) return null;
  if (!LOCALE.test(locale)) throw StripeFailure.invalid(`Invalid locale: ${locale}`, 'locale');
  return locale;
}

/** Stripe: parameters that contradict each other or the mode. */
export function checkCombination(params: Params, mode: CheckoutSession['mode']): void {
  onlyOne(params, 'customer', 'customer_email');
  onlyOne(params, 'allow_promotion_codes', 'discounts');
  onlyOne(params, 'customer', 'customer_creation');
  const foreign: Record<string, CheckoutSession['mode']> = {
    payment_intent_data: 'payment',
    subscription_data: 'subscription',
    setup_intent_data: 'setup',
    invoice_creation: 'payment',
  };
  for (const [key, needed] of Object.entries(foreign)) {
    if (params.has(key) && mode !== needed) {
      throw StripeFailure.invalid(`You can not pass \`${key}\` in \`${mode}\` mode.`, key);
    }
  }
  const ui = params.text('ui_mode');
  if (ui !== undefined && ui !== 'hosted_page') {
    const old = ['hosted', 'embedded', 'custom'].includes(ui);
    throw StripeFailure.invalid(
      old
        ? 'Invalid ui_mode: must be one of hosted_page, embedded_page, elements, or form'
        : `The emulator models ui_mode hosted_page only, not ${ui}.`,
      'ui_mode',
    );
  }
}

function onlyOne(params: Params, first: string, second: string): void {
  if (params.has(first) && params.has(second)) {
    throw StripeFailure.invalid(`You may only specify one of these parameters: ${first}, ${second}.`, first);
  }
}
