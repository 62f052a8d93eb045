import type { CheckoutPlan } from '../core/hidden-records.js';
import type { StripeCore } from '../core/stripe-core.js';
import type { CheckoutSession, PaymentIntent, PaymentMethod } from '../core/stored-objects.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { ChargeContext, Charging } from './charging.js';
import type { CheckoutCompletion } from './checkout-completion.js';
import type { CheckoutDiscounts } from './checkout-discounts.js';
import { createIntent } from './intent-object.js';
import type { PayOptions, PayResult } from './pay-options.js';
import type { PaymentMethods } from './payment-methods.js';

/** What the payer does on the hosted page. Stripe: a failed try leaves the session open. */
export class CheckoutPayments {
  constructor(
    private readonly core: StripeCore,
    private readonly methods: PaymentMethods,
    private readonly charging: Charging,
    private readonly discounts: CheckoutDiscounts,
    private readonly completion: CheckoutCompletion,
  ) {}

  pay(session: CheckoutSession, options: PayOptions = {}): PayResult {
    this.#checkOpen(session);
    if (options.promotionCode) this.discounts.applyTyped(session, options.promotionCode);
    const plan = this.core.state.checkoutPlans.need(session.id);
    this.completion.identify(session, options);
    if (session.mode === 'setup') return this.completion.setup(session, this.#method(session, options));
    if (this.#due(session, plan) === 0) {
      const needsCard = session.mode === 'subscription' && session.payment_method_collection === 'always';
      return this.completion.free(session, needsCard ? this.#method(session, options) : null);
    }
    const method = this.#method(session, options);
    const intent = this.#intent(session, plan);
    if (options.saveCard === true) intent.setup_future_usage ??= 'off_session';
    return this.#attempt(session, intent, method, {});
  }

  applyPromotion(session: CheckoutSession, typed: string): void {
    this.#checkOpen(session);
    this.discounts.applyTyped(session, typed);
  }

  /** The payer answers the bank's question. */
  authenticate(session: CheckoutSession, ok: boolean): PayResult {
    this.#checkOpen(session);
    const plan = this.core.state.checkoutPlans.need(session.id);
    const intent = this.core.state.paymentIntents.get(session.payment_intent ?? plan.attemptIntent);
    const method = this.core.state.paymentMethods.get(intent?.payment_method);
    if (intent?.status !== 'requires_action' || !method) {
      throw StripeFailure.invalid('This session does not wait for authentication.');
    }
    if (ok) return this.#attempt(session, intent, method, { authenticated: true });
    return this.#attempt(session, intent, method, {
      forced: {
        code: 'payment_intent_authentication_failure',
        declineCode: 'authentication_not_handled',
        adviceCode: 'confirm_card_data',
        message:
          'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      },
    });
  }

  /** The bank's late answer to a delayed payment. */
  completeAsync(session: CheckoutSession, ok: boolean): CheckoutSession {
    const plan = this.core.state.checkoutPlans.need(session.id);
    const intent = this.core.state.paymentIntents.get(session.payment_intent ?? plan.attemptIntent);
    if (session.status !== 'complete' || intent?.status !== 'processing') {
      throw StripeFailure.invalid('This session does not wait for a delayed payment.');
    }
    this.charging.settle(intent, ok);
    return this.completion.settled(session, ok);
  }

  #attempt(
    session: CheckoutSession,
    intent: PaymentIntent,
    method: PaymentMethod,
    context: Partial<ChargeContext>,
  ): PayResult {
    const outcome = this.charging.attempt(intent, method, { offSession: false, ...context });
    if (outcome.kind === 'action') return { kind: 'authenticate', session, intent };
    if (outcome.kind === 'declined') {
      const { message, declineCode } = outcome.decline;
      return { kind: 'declined', session, message, declineCode };
    }
    return this.completion.paid(session, intent, outcome.kind === 'succeeded');
  }

  #due(session: CheckoutSession, plan: CheckoutPlan): number {
    const trial = session.mode === 'subscription' && plan.subscription.trialEnd !== null;
    if (!trial) return session.amount_total ?? 0;
    return plan.lines
      .filter((line) => line.price.recurring === null)
      .reduce((sum, line) => sum + line.amount_total, 0);
  }

  #method(session: CheckoutSession, options: PayOptions): PaymentMethod {
    if (options.paymentMethod === undefined) {
      return this.methods.create(options.scenario ?? 'succeeds', session.customer_details ?? {});
    }
    const saved = this.core.state.paymentMethods.get(options.paymentMethod);
    if (saved?.customer == null || saved.customer !== session.customer) {
      throw StripeFailure.noSuch('PaymentMethod', options.paymentMethod, 'payment_method');
    }
    return saved;
  }

  /** Stripe: the intent appears at the first confirmation and serves all later tries. */
  #intent(session: CheckoutSession, plan: CheckoutPlan): PaymentIntent {
    const known = this.core.state.paymentIntents.get(session.payment_intent ?? plan.attemptIntent);
    if (known) return known;
    const forSubscription = session.mode === 'subscription';
    const intent = createIntent(this.core, {
      amount: this.#due(session, plan),
      currency: session.currency ?? 'usd',
      customer: session.customer,
      description: forSubscription ? 'Subscription creation' : plan.intent.description,
      metadata: forSubscription ? {} : plan.intent.metadata,
      receiptEmail: plan.intent.receiptEmail,
      setupFutureUsage: forSubscription ? 'off_session' : plan.intent.setupFutureUsage,
    });
    if (forSubscription) plan.attemptIntent = intent.id;
    else session.payment_intent = intent.id;
    return intent;
  }

  #checkOpen(session: CheckoutSession): void {
    if (session.status === 'open') return;
    throw StripeFailure.invalid(`This Checkout Session is ${session.status ?? 'unknown'}.`);
  }
}
