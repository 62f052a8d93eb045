import type { StripeCore } from '../core/stripe-core.js';
import type { Metadata, PaymentIntent } from '../core/stored-objects.js';

export interface IntentDraft {
  amount: number;
  currency: string;
  customer?: string | null;
  description?: string | null;
  metadata?: Metadata;
  receiptEmail?: string | null;
  setupFutureUsage?: 'off_session' | 'on_session' | null;
}

/** A new PaymentIntent, not yet confirmed, with its event. */
export function createIntent(core: StripeCore, draft: IntentDraft): PaymentIntent {
  const id = core.ids.next('pi');
  const intent = core.state.paymentIntents.add<PaymentIntent>({
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: draft.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: 'always', enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${core.ids.letters(`secret:${id}`, 25)}`,
    confirmation_method: 'automatic',
    created: core.clock.seconds(),
    currency: draft.currency,
    customer: draft.customer ?? null,
    customer_account: null,
    description: draft.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: { ...draft.metadata },
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card', 'us_bank_account'],
    payment_record: null,
    processing: null,
    receipt_email: draft.receiptEmail ?? null,
    review: null,
    setup_future_usage: draft.setupFutureUsage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  });
  core.events.emit('payment_intent.created', intent);
  return intent;
}
