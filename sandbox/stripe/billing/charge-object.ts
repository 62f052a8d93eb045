import type { StripeCore } from '../core/stripe-core.js';
import type { Charge, PaymentIntent, PaymentMethod } from '../core/stored-objects.js';
import type { Decline } from './card-scenarios.js';

/** A new charge of an intent: succeeded, pending (bank debit) or failed with the bank's reason. */
export function createCharge(
  core: StripeCore,
  intent: PaymentIntent,
  method: PaymentMethod,
  status: Charge['status'],
  decline?: Decline,
): Charge {
  const id = core.ids.next(method.type === 'card' ? 'ch' : 'py');
  const paid = status === 'succeeded';
  return core.state.charges.add<Charge>({
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: paid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: structuredClone(method.billing_details),
    calculated_statement_descriptor: 'SANDBOX SHOP',
    captured: paid,
    created: core.clock.seconds(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: outcome(decline),
    paid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(method),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: paid ? `${core.pages.url}/receipts/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  });
}

function outcome(decline: Decline | undefined): Charge['outcome'] {
  const blocked = decline?.declineCode === 'fraudulent';
  return {
    advice_code: (decline?.adviceCode as 'try_again_later' | undefined) ?? null,
    network_advice_code: null,
    network_decline_code: decline && !blocked ? '05' : null,
    network_status: !decline
      ? 'approved_by_network'
      : blocked
        ? 'not_sent_to_network'
        : 'declined_by_network',
    reason: decline ? (blocked ? 'highest_risk_level' : decline.declineCode) : null,
    risk_level: blocked ? 'highest' : 'normal',
    risk_score: blocked ? 92 : 12,
    seller_message: decline ? 'The bank did not approve this charge.' : 'Payment complete.',
    type: !decline ? 'authorized' : blocked ? 'blocked' : 'issuer_declined',
  };
}

function methodDetails(method: PaymentMethod): Charge['payment_method_details'] {
  if (!method.card) return { type: method.type };
  const { brand, country, exp_month, exp_year, fingerprint, funding, last4 } = method.card;
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country,
      electronic_commerce_indicator: null,
      exp_month,
      exp_year,
      fingerprint: fingerprint ?? null,
      funding,
      installments: null,
      last4,
      mandate: null,
      network: brand,
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}
