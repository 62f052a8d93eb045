import type { Decline, DeclineReason } from '../../billing/payment-gateway.js';

/** The part of Stripe's card errors that says what to do. */
export interface CardError {
  readonly code?: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
}

/** Stripe: these will not change by waiting, or forbid another try. */
const finalCodes: ReadonlySet<string> = new Set([
  'lost_card',
  'stolen_card',
  'pickup_card',
  'expired_card',
  'fraudulent',
  'merchant_blacklist',
  'do_not_try_again',
  'transaction_not_allowed',
  'card_not_supported',
  'incorrect_number',
  'invalid_number',
  'incorrect_cvc',
  'invalid_cvc',
  'invalid_expiry_month',
  'invalid_expiry_year',
  'invalid_account',
  'stop_payment_order',
  'restricted_card',
  'security_violation',
  'service_not_allowed',
]);

export function needsAuthentication({ code, decline_code: declineCode }: CardError): boolean {
  return code === 'authentication_required' || declineCode === 'authentication_required';
}

/** Stripe: `advice_code` first, then `decline_code`. The customer never reads words such as stolen or fraud. */
export function declineOf({ code, decline_code: declineCode, advice_code: advice }: CardError): Decline {
  const word = declineCode ?? code ?? 'declined';
  return { isFinal: isFinal(advice, word), reason: reasonOf(word), code: word };
}

function isFinal(advice: string | undefined, word: string): boolean {
  if (advice === 'do_not_try_again' || advice === 'confirm_card_data') return true;
  if (advice === 'try_again_later') return false;
  return finalCodes.has(word) || word.startsWith('revocation_of_');
}

function reasonOf(word: string): DeclineReason {
  if (word === 'expired_card' || word === 'insufficient_funds') return word;
  return 'declined';
}
