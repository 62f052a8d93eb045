/** How a card behaves. The names are the ones of the hosted page and of the control API. */
export type CardScenario =
  | 'succeeds'
  | 'declined'
  | 'insufficient_funds'
  | 'lost_card'
  | 'stolen_card'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'processing_error'
  | 'fraudulent'
  | 'do_not_honor'
  | 'authentication_required'
  | 'delayed_success'
  | 'delayed_failure'
  | 'disputed'
  | 'inquiry'
  | 'early_fraud_warning'
  | 'refund_fails';

export interface Decline {
  code: string;
  declineCode: string;
  adviceCode: string;
  message: string;
}

export interface ScenarioCard {
  scenario: CardScenario;
  label: string;
  number: string;
  brand: string;
  /** Stripe's name of the ready-made test payment method. */
  token: string;
  decline?: Decline;
}

const DECLINED = 'Your card was declined.';
const decline = (
  declineCode: string,
  adviceCode: string,
  code = 'card_declined',
  message = DECLINED,
): Decline => ({
  code,
  declineCode,
  adviceCode,
  message,
});

/** Stripe: numbers and tokens of docs.stripe.com/testing. */
export const SCENARIO_CARDS: readonly ScenarioCard[] = [
  {
    scenario: 'succeeds',
    label: 'Succeeds',
    number: '4242424242424242',
    brand: 'visa',
    token: 'pm_card_visa',
  },
  {
    scenario: 'declined',
    label: 'Declined by the bank',
    number: '4000000000000002',
    brand: 'visa',
    token: 'pm_card_visa_chargeDeclined',
    decline: decline('generic_decline', 'try_again_later'),
  },
  {
    scenario: 'insufficient_funds',
    label: 'Insufficient funds',
    number: '4000000000009995',
    brand: 'visa',
    token: 'pm_card_visa_chargeDeclinedInsufficientFunds',
    decline: decline(
      'insufficient_funds',
      'try_again_later',
      'card_declined',
      'Your card has insufficient funds.',
    ),
  },
  {
    scenario: 'authentication_required',
    label: 'Needs authentication (3D Secure)',
    number: '4000002760003184',
    brand: 'visa',
    token: 'pm_card_authenticationRequired',
    decline: decline(
      'authentication_required',
      'confirm_card_data',
      'authentication_required',
      'Your card was declined. This transaction requires authentication.',
    ),
  },
  {
    scenario: 'delayed_success',
    label: 'Bank debit, succeeds later',
    number: '000123456789',
    brand: 'bank',
    token: 'pm_usBankAccount_success',
  },
  {
    scenario: 'delayed_failure',
    label: 'Bank debit, fails later',
    number: '000222222227',
    brand: 'bank',
    token: 'pm_usBankAccount_insufficientFunds',
    decline: decline(
      'insufficient_funds',
      'try_again_later',
      'payment_intent_payment_attempt_failed',
      'The customer’s account has insufficient funds.',
    ),
  },
  {
    scenario: 'disputed',
    label: 'Succeeds, disputed afterwards',
    number: '4000000000000259',
    brand: 'visa',
    token: 'pm_card_createDispute',
  },
  {
    scenario: 'inquiry',
    label: 'Succeeds, inquiry afterwards',
    number: '4000000000001976',
    brand: 'visa',
    token: 'pm_card_createDisputeInquiry',
  },
  {
    scenario: 'early_fraud_warning',
    label: 'Succeeds, early fraud warning afterwards',
    number: '4000000000005423',
    brand: 'visa',
    token: 'pm_card_createIssuerFraudRecord',
  },
  {
    scenario: 'refund_fails',
    label: 'Succeeds, refunds fail afterwards',
    number: '4000000000005126',
    brand: 'visa',
    token: 'pm_card_refundFail',
  },
  {
    scenario: 'lost_card',
    label: 'Lost card',
    number: '4000000000009987',
    brand: 'visa',
    token: 'pm_card_visa_chargeDeclinedLostCard',
    decline: decline('lost_card', 'do_not_try_again'),
  },
  {
    scenario: 'stolen_card',
    label: 'Stolen card',
    number: '4000000000009979',
    brand: 'visa',
    token: 'pm_card_visa_chargeDeclinedStolenCard',
    decline: decline('stolen_card', 'do_not_try_again'),
  },
  {
    scenario: 'expired_card',
    label: 'Expired card',
    number: '4000000000000069',
    brand: 'visa',
    token: 'pm_card_chargeDeclinedExpiredCard',
    decline: decline('expired_card', 'do_not_try_again', 'expired_card', 'Your card has expired.'),
  },
  {
    scenario: 'incorrect_cvc',
    label: 'Wrong security code',
    number: '4000000000000127',
    brand: 'visa',
    token: 'pm_card_chargeDeclinedIncorrectCvc',
    decline: decline(
      'incorrect_cvc',
      'confirm_card_data',
      'incorrect_cvc',
      "Your card's security code is incorrect.",
    ),
  },
  {
    scenario: 'processing_error',
    label: 'Processing error',
    number: '4000000000000119',
    brand: 'visa',
    token: 'pm_card_chargeDeclinedProcessingError',
    decline: decline(
      'processing_error',
      'try_again_later',
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
    ),
  },
  {
    scenario: 'fraudulent',
    label: 'Blocked as fraudulent',
    number: '4100000000000019',
    brand: 'visa',
    token: 'pm_card_radarBlock',
    decline: decline('fraudulent', 'do_not_try_again'),
  },
  {
    scenario: 'do_not_honor',
    label: 'Do not honor',
    number: '4000000000000341',
    brand: 'visa',
    token: 'pm_card_chargeCustomerFail',
    decline: decline('do_not_honor', 'try_again_later'),
  },
];

export function cardOf(scenario: CardScenario): ScenarioCard {
  const card = SCENARIO_CARDS.find((one) => one.scenario === scenario);
  if (!card) throw new Error(`Emulator: no card for ${scenario}.`);
  return card;
}

/** Older spellings of Stripe's tokens name the same cards. */
export function cardByToken(token: string): ScenarioCard | undefined {
  return SCENARIO_CARDS.find(
    (card) => card.token === token || card.token.replace('pm_card_visa_', 'pm_card_') === token,
  );
}

export function cardByNumber(number: string): ScenarioCard | undefined {
  return SCENARIO_CARDS.find((card) => card.number === number.replace(/\s/g, ''));
}

export const isDelayed = (scenario: CardScenario): boolean => scenario.startsWith('delayed_');
