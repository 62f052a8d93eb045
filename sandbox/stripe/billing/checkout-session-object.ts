import type { StripeCore } from '../core/stripe-core.js';
import type { CheckoutSession, Metadata } from '../core/stored-objects.js';

export interface SessionDraft {
  mode: CheckoutSession['mode'];
  subtotal: number | null;
  currency: string | null;
  customer: string | null;
  customerEmail: string | null;
  customerCreation: 'always' | 'if_required' | null;
  successUrl: string;
  cancelUrl: string | null;
  clientReferenceId: string | null;
  metadata: Metadata;
  expiresAt: number;
  locale: CheckoutSession['locale'];
  allowPromotionCodes: boolean | null;
  integrationIdentifier: string | null;
  invoiceCreation: CheckoutSession['invoice_creation'];
  paymentMethodCollection: CheckoutSession['payment_method_collection'];
  savedOptions: CheckoutSession['saved_payment_method_options'];
  submitType: CheckoutSession['submit_type'];
}

/** A new open session as the API shows it. Stripe: no intent and no subscription before it is confirmed. */
export function createSession(core: StripeCore, draft: SessionDraft): CheckoutSession {
  const id = core.ids.next('cs_test', 58);
  return core.state.sessions.add<CheckoutSession>({
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: draft.allowPromotionCodes,
    allowed_payment_method_types: null,
    amount_subtotal: draft.subtotal,
    amount_total: draft.subtotal,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: draft.cancelUrl,
    client_reference_id: draft.clientReferenceId,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: core.clock.seconds(),
    currency: draft.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: draft.customer,
    customer_account: null,
    customer_creation: draft.customerCreation,
    customer_details: null,
    customer_email: draft.customerEmail,
    discounts: draft.mode === 'setup' ? null : [],
    expires_at: draft.expiresAt,
    integration_identifier: draft.integrationIdentifier,
    invoice: null,
    invoice_creation: draft.invoiceCreation,
    livemode: false,
    locale: draft.locale,
    managed_payments: { enabled: false },
    metadata: draft.metadata,
    mode: draft.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: draft.paymentMethodCollection,
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card', 'us_bank_account'],
    payment_status: draft.mode === 'setup' ? 'no_payment_required' : 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: draft.savedOptions,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: draft.submitType,
    subscription: null,
    success_url: draft.successUrl,
    total_details: draft.mode === 'setup' ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${core.pages.url}/c/pay/${id}`,
    wallet_options: null,
  });
}
