import type { StripeCore } from '../core/stripe-core.js';
import type { CheckoutSession, PaymentIntent, PaymentMethod } from '../core/stored-objects.js';
import type { CheckoutDiscounts } from './checkout-discounts.js';
import type { PayOptions, PayResult } from './pay-options.js';
import type { Customers } from './customers.js';
import type { Invoices } from './invoices.js';
import type { SetupIntents } from './setup-intents.js';
import type { SubscriptionStart } from './subscription-start.js';

export interface CompletionParts {
  customers: Customers;
  discounts: CheckoutDiscounts;
  invoices: Invoices;
  setups: SetupIntents;
  starts: SubscriptionStart;
}

/** What a session becomes once it is confirmed: customer, subscription, invoice, final state, event. */
export class CheckoutCompletion {
  constructor(
    private readonly core: StripeCore,
    private readonly parts: CompletionParts,
  ) {}

  /** Who pays. Stripe: a customer is made only when the mode needs one or the shop asked for it. */
  identify(session: CheckoutSession, payer: Pick<PayOptions, 'email' | 'name'>): void {
    const known = this.core.state.customers.get(session.customer);
    const email = payer.email ?? known?.email ?? session.customer_email ?? 'payer@example.com';
    const name = payer.name ?? known?.name ?? 'Test Payer';
    session.customer_details = {
      address: { city: null, country: 'US', line1: null, line2: null, postal_code: '42424', state: null },
      business_name: null,
      email,
      individual_name: null,
      name,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    };
    // Stripe: a known customer without an e-mail address gets the one that was entered.
    if (known?.email === null) {
      this.core.events.emitChange('customer.updated', known, (changed) => {
        changed.email = email;
      });
    }
    const plan = this.core.state.checkoutPlans.need(session.id);
    const needed = session.customer_creation === 'always' || plan.intent.setupFutureUsage !== null;
    if (known || !needed) return;
    const customer = this.parts.customers.create({ email, name });
    this.core.events.emit('customer.created', customer);
    session.customer = customer.id;
  }

  /** Paid, or confirmed with a bank that answers later. */
  paid(session: CheckoutSession, intent: PaymentIntent, settled: boolean): PayResult {
    this.parts.discounts.redeem(session);
    if (settled) this.#deliver(session, intent);
    return this.#complete(session, settled ? 'paid' : 'unpaid');
  }

  /** Nothing is due: a 100 % promotion code or a trial. Stripe: no intent exists then. */
  free(session: CheckoutSession, method: PaymentMethod | null): PayResult {
    this.parts.discounts.redeem(session);
    if (method) {
      const setup = this.parts.setups.create(session.customer, {});
      const failure = this.parts.setups.confirm(setup, method);
      if (failure) return declined(session, failure);
    }
    if (session.mode === 'subscription') this.#startSubscription(session, null, method?.id ?? null);
    return this.#complete(session, 'no_payment_required');
  }

  setup(session: CheckoutSession, method: PaymentMethod): PayResult {
    const plan = this.core.state.checkoutPlans.need(session.id);
    const intent =
      this.core.state.setupIntents.get(session.setup_intent) ??
      this.parts.setups.create(session.customer, plan.setupMetadata);
    session.setup_intent = intent.id;
    const failure = this.parts.setups.confirm(intent, method);
    if (failure) return declined(session, failure);
    return this.#complete(session, 'no_payment_required');
  }

  settled(session: CheckoutSession, ok: boolean): CheckoutSession {
    const plan = this.core.state.checkoutPlans.need(session.id);
    const intent = this.core.state.paymentIntents.need(session.payment_intent ?? plan.attemptIntent);
    if (!ok) {
      this.core.events.emit('checkout.session.async_payment_failed', session);
      return session;
    }
    this.#deliver(session, intent);
    session.payment_status = 'paid';
    this.core.events.emit('checkout.session.async_payment_succeeded', session);
    return session;
  }

  #deliver(session: CheckoutSession, intent: PaymentIntent): void {
    if (session.mode === 'subscription') this.#startSubscription(session, intent, intent.payment_method);
    if (session.invoice_creation?.enabled === true) this.#receipt(session, intent);
  }

  #startSubscription(session: CheckoutSession, intent: PaymentIntent | null, method: string | null): void {
    const plan = this.core.state.checkoutPlans.need(session.id);
    const { subscription, invoice } = this.parts.starts.paid(
      {
        customer: session.customer ?? '',
        lines: plan.lines,
        metadata: plan.subscription.metadata,
        description: plan.subscription.description,
        defaultPaymentMethod: method,
        trialEnd: plan.subscription.trialEnd,
        coupon: plan.coupon,
      },
      intent,
    );
    session.subscription = subscription.id;
    session.invoice = invoice.id;
  }

  /** Stripe: `invoice_creation` gives a one-off payment an invoice after the fact. */
  #receipt(session: CheckoutSession, intent: PaymentIntent): void {
    const plan = this.core.state.checkoutPlans.need(session.id);
    const now = this.core.clock.seconds();
    const invoice = this.parts.invoices.draft({
      customer: this.core.state.customers.get(session.customer) ?? null,
      currency: intent.currency,
      reason: 'manual',
      metadata: plan.invoiceMetadata,
      lines: plan.lines.map((line) => ({
        amount: line.amount_subtotal,
        discount: line.amount_discount,
        description: line.description ?? '',
        period: { start: now, end: now },
        price: line.price,
        quantity: line.quantity,
      })),
    });
    this.parts.invoices.finalize(invoice);
    this.parts.invoices.markPaid(invoice, intent);
    session.invoice = invoice.id;
  }

  #complete(session: CheckoutSession, payment: CheckoutSession['payment_status']): PayResult {
    Object.assign(session, { status: 'complete', payment_status: payment, url: null });
    this.core.events.emit('checkout.session.completed', session);
    return { kind: 'complete', session };
  }
}

function declined(
  session: CheckoutSession,
  failure: { body: { message: string; decline_code?: string } },
): PayResult {
  const { message, decline_code: code } = failure.body;
  return { kind: 'declined', session, message, declineCode: code ?? null };
}
