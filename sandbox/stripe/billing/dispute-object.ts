import type { StripeCore } from '../core/stripe-core.js';
import type { Charge, Dispute } from '../core/stored-objects.js';

export interface DisputeDraft {
  reason?: string;
  amount?: number;
  /** An inquiry moves no money. */
  inquiry?: boolean;
}

const WEEK = 7 * 86_400;

export function createDispute(core: StripeCore, charge: Charge, draft: DisputeDraft): Dispute {
  const inquiry = draft.inquiry ?? false;
  const now = core.clock.seconds();
  return core.state.disputes.add<Dispute>({
    id: core.ids.next('du'),
    object: 'dispute',
    amount: draft.amount ?? charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence(),
    evidence_details: {
      due_by: now + WEEK,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    network_reason_code: '10.4',
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: 'visa',
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: 'visa',
        network_reason_code: '10.4',
      },
      type: 'card',
    },
    reason: draft.reason ?? 'fraudulent',
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  });
}

function emptyEvidence(): Dispute['evidence'] {
  return {
    access_activity_log: null,
    appeal: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: null,
    customer_name: null,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  };
}
