import type { CheckoutPlan } from '../core/hidden-records.js';
import type { StripeCore } from '../core/stripe-core.js';
import type { CheckoutLine, CheckoutSession } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { CheckoutDiscounts } from './checkout-discounts.js';
import type { CheckoutLines } from './checkout-lines.js';
import { createSession } from './checkout-session-object.js';
import { checkCombination, readExpiry, readLocale, readUrl } from './checkout-terms.js';
import type { Customers } from './customers.js';
import { checkChargeable } from './money.js';
import type { PaymentIntents } from './payment-intents.js';

const MODES = ['payment', 'subscription', 'setup'] as const;
const CREATION = ['always', 'if_required'] as const;
const USAGE = ['off_session', 'on_session'] as const;

/** Checkout Sessions before the payer acts: create, read, expire. */
export class CheckoutSessions {
  constructor(
    private readonly core: StripeCore,
    private readonly customers: Customers,
    private readonly lines: CheckoutLines,
    private readonly discounts: CheckoutDiscounts,
    private readonly intents: PaymentIntents,
  ) {}

  create(params: Params): CheckoutSession {
    const mode = params.oneOf('mode', MODES);
    if (mode === undefined) throw StripeFailure.missing('mode');
    checkCombination(params, mode);
    const successUrl = readUrl(params, 'success_url');
    if (successUrl === undefined) throw StripeFailure.missing('success_url');
    const customerId = params.text('customer');
    const customer = customerId === undefined ? null : this.customers.require(customerId, 'customer');
    const expiresAt = readExpiry(this.core, params);
    const lines = mode === 'setup' ? [] : this.lines.read(params, mode);
    // Stripe: a trial's periods are not due yet, so the session adds up without them.
    const trial = params.nested('subscription_data');
    const later = trial.has('trial_period_days') || trial.has('trial_end');
    const due = lines.filter((line) => !later || line.price.recurring === null);
    const subtotal = due.reduce((sum, line) => sum + line.amount_subtotal, 0);
    const currency = lines[0]?.currency ?? params.text('currency') ?? null;
    // Stripe: a session may cost nothing, but not less than the smallest charge.
    if (subtotal > 0)
      checkChargeable(subtotal, currency ?? 'usd', 'line_items', "The Checkout Session's total amount due");
    const creation = params.oneOf('customer_creation', CREATION);
    const discount = this.discounts.read(params.list('discounts'));
    const session = createSession(this.core, {
      mode,
      subtotal: mode === 'setup' ? null : subtotal,
      currency,
      customer: customer?.id ?? null,
      customerEmail: params.text('customer_email') ?? null,
      customerCreation: customer ? null : mode === 'payment' ? (creation ?? 'if_required') : 'always',
      successUrl,
      cancelUrl: readUrl(params, 'cancel_url') ?? null,
      clientReferenceId: params.text('client_reference_id', 200) ?? null,
      metadata: params.metadata(),
      expiresAt,
      locale: readLocale(params),
      allowPromotionCodes: params.bool('allow_promotion_codes') ?? null,
      integrationIdentifier: params.text('integration_identifier') ?? null,
      invoiceCreation: mode === 'payment' ? invoiceCreation(params) : null,
      paymentMethodCollection:
        mode === 'subscription' ? (params.oneOf('payment_method_collection', CREATION) ?? 'always') : null,
      savedOptions: savedOptions(params, mode),
      submitType: params.text('submit_type') ?? null,
    });
    this.core.state.checkoutPlans.add(readPlan(session, params, lines, this.core.clock.seconds()));
    if (discount) this.discounts.apply(session, discount);
    return session;
  }

  expire(session: CheckoutSession): CheckoutSession {
    if (session.status !== 'open') {
      throw StripeFailure.invalid(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status ?? 'none'}.`,
      );
    }
    session.status = 'expired';
    session.url = null;
    const plan = this.core.state.checkoutPlans.need(session.id);
    const intent = this.core.state.paymentIntents.get(session.payment_intent ?? plan.attemptIntent);
    if (intent) this.intents.end(intent, 'automatic');
    this.core.events.emit('checkout.session.expired', session);
    return session;
  }
}

function readPlan(
  session: CheckoutSession,
  params: Params,
  lines: CheckoutLine[],
  now: number,
): CheckoutPlan {
  const intent = params.nested('payment_intent_data');
  const subscription = params.nested('subscription_data');
  const trialDays = subscription.int('trial_period_days');
  return {
    id: session.id,
    lines,
    intent: {
      metadata: intent.metadata(),
      description: intent.text('description') ?? null,
      receiptEmail: intent.text('receipt_email') ?? null,
      setupFutureUsage: intent.oneOf('setup_future_usage', USAGE) ?? null,
    },
    subscription: {
      metadata: subscription.metadata(),
      description: subscription.text('description', 500) ?? null,
      trialEnd: subscription.int('trial_end') ?? (trialDays === undefined ? null : now + trialDays * 86_400),
    },
    setupMetadata: params.nested('setup_intent_data').metadata(),
    attemptIntent: null,
    invoiceMetadata: params.nested('invoice_creation').nested('invoice_data').metadata(),
    promotionCode: null,
    coupon: null,
  };
}

function invoiceCreation(params: Params): CheckoutSession['invoice_creation'] {
  const data = params.nested('invoice_creation').nested('invoice_data');
  return {
    enabled: params.nested('invoice_creation').bool('enabled') ?? false,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: null,
      description: data.text('description') ?? null,
      footer: data.text('footer') ?? null,
      issuer: null,
      metadata: data.metadata(),
      rendering_options: null,
    },
  };
}

function savedOptions(
  params: Params,
  mode: CheckoutSession['mode'],
): CheckoutSession['saved_payment_method_options'] {
  const given = params.object('saved_payment_method_options');
  if (!given && mode === 'setup') return null;
  const save = given?.oneOf('payment_method_save', ['enabled', 'disabled'] as const) ?? null;
  return {
    allow_redisplay_filters: ['always'],
    payment_method_remove: 'disabled',
    payment_method_save: save,
  };
}
