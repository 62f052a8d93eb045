import type { StripeCore } from '../core/stripe-core.js';
import type { Customer, Invoice, Metadata, Subscription } from '../core/stored-objects.js';
import { createLine, type LineDraft } from './invoice-line.js';

export interface InvoiceDraft {
  customer: Customer | null;
  currency: string;
  reason: Invoice['billing_reason'];
  lines: readonly LineDraft[];
  subscription?: Subscription;
  metadata?: Metadata;
  description?: string | null;
}

/** A draft invoice with its totals. */
export function createInvoice(core: StripeCore, draft: InvoiceDraft): Invoice {
  const id = core.ids.next('in');
  const lines = draft.lines.map((line) => createLine(core, id, line));
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0);
  const discounts = lines.flatMap((line) => line.discount_amounts ?? []);
  const total = subtotal - discounts.reduce((sum, discount) => sum + discount.amount, 0);
  const now = core.clock.seconds();
  const { customer, subscription } = draft;
  return core.state.invoices.add<Invoice>({
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Sandbox shop',
    account_tax_ids: null,
    amount_due: Math.max(0, total),
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: Math.max(0, total),
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: draft.reason,
    collection_method: 'charge_automatically',
    created: now,
    currency: draft.currency,
    custom_fields: null,
    customer: customer?.id ?? null,
    customer_account: null,
    customer_address: null,
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: draft.description ?? null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: draft.metadata ?? {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: subscription ? parentOf(subscription) : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: now,
    period_start: now,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    subtotal_excluding_tax: subtotal,
    test_clock: null,
    total,
    total_discount_amounts: discounts,
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  });
}

function parentOf(subscription: Subscription): Invoice['parent'] {
  return {
    type: 'subscription_details',
    quote_details: null,
    subscription_details: { metadata: { ...subscription.metadata }, subscription: subscription.id },
  };
}
