import type { AccountRules } from '../billing/account-rules.js';
import { cardOf, type CardScenario } from '../billing/card-scenarios.js';
import type { PayOptions, PayResult } from '../billing/pay-options.js';
import type { DisputeDraft } from '../billing/dispute-object.js';
import type { ClosedReason } from '../billing/reviews.js';
import type { Timeline } from '../billing/timeline.js';
import type { ChangeSignal } from '../core/change-signal.js';
import type * as Stored from '../core/stored-objects.js';
import type { DeliveryResult } from '../webhooks/webhook-delivery.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { Operations } from './operations.js';
import type { StripeFaults } from './stripe-faults.js';
import { StripeReads } from './stripe-reads.js';
import type { WebhookControl } from './webhook-control.js';

export interface ControlParts {
  rules: AccountRules;
  timeline: Timeline;
  operations: Operations;
  webhooks: WebhookControl;
  changes: ChangeSignal;
  faults: StripeFaults;
}

/** What people and banks do around the API: pay, refuse, dispute, refund in the Dashboard, let time pass. */
export class StripeControl extends StripeReads {
  readonly faults: StripeFaults;

  constructor(private readonly parts: ControlParts) {
    super(parts.rules, parts.webhooks, parts.changes);
    this.faults = parts.faults;
  }

  payCheckout(sessionId: string, options: PayOptions = {}): PayResult {
    return this.#run('payCheckout', [sessionId, options], ({ checkout }) => {
      const result = checkout.pay(this.#session(sessionId), options);
      if (result.kind !== 'authenticate' || options.authenticate === undefined) return result;
      return checkout.authenticate(this.#session(sessionId), options.authenticate);
    });
  }

  /** A failed try; the session stays open. */
  failCheckout(sessionId: string, scenario: CardScenario = 'declined'): PayResult {
    return this.payCheckout(sessionId, { scenario });
  }

  authenticateCheckout(sessionId: string, ok: boolean): PayResult {
    return this.#run('authenticateCheckout', [sessionId, ok], ({ checkout }) =>
      checkout.authenticate(this.#session(sessionId), ok),
    );
  }

  /** The payer goes back to the shop. Stripe: nothing changes, the session stays open. */
  cancelCheckout(sessionId: string): string | null {
    return this.#run('cancelCheckout', [sessionId], () => this.#session(sessionId).cancel_url);
  }

  expireCheckout(sessionId: string): Stored.CheckoutSession {
    return this.#run('expireCheckout', [sessionId], ({ sessions }) =>
      sessions.expire(this.#session(sessionId)),
    );
  }

  completeAsync(sessionId: string, ok: boolean): Stored.CheckoutSession {
    return this.#run('completeAsync', [sessionId, ok], ({ checkout }) =>
      checkout.completeAsync(this.#session(sessionId), ok),
    );
  }

  /** The bank's late answer to any other delayed payment, a renewal for example. */
  settlePayment(intentId: string, ok: boolean): Stored.PaymentIntent {
    return this.#run('settlePayment', [intentId, ok], ({ core, charging, invoices, subscriptions }) => {
      const intent = known(core.state.paymentIntents.get(intentId), 'payment_intent', intentId);
      if (intent.status !== 'processing') throw StripeFailure.invalid('This payment does not wait.');
      charging.settle(intent, ok);
      const invoice = invoices.ofIntent(intent);
      const subscription =
        invoice && core.state.subscriptions.all().find((one) => one.latest_invoice === invoice.id);
      if (subscription) subscriptions.settle(subscription, invoice, ok);
      return intent;
    });
  }

  refundFromDashboard(chargeOrIntent: string, amount?: number): Stored.Refund {
    return this.#run('refundFromDashboard', [chargeOrIntent, amount], ({ refunds }) =>
      refunds.create(this.#charge(chargeOrIntent), { amount, reason: 'requested_by_customer' }),
    );
  }

  failRefund(refundId: string): Stored.Refund {
    return this.#run('failRefund', [refundId], ({ core, refunds }) =>
      refunds.fail(known(core.state.refunds.get(refundId), 'refund', refundId)),
    );
  }

  createDispute(chargeOrIntent: string, draft: DisputeDraft = {}): Stored.Dispute {
    return this.#run('createDispute', [chargeOrIntent, draft], ({ disputes }) =>
      disputes.open(this.#charge(chargeOrIntent), draft),
    );
  }

  closeDispute(disputeId: string, result: 'won' | 'lost'): Stored.Dispute {
    return this.#run('closeDispute', [disputeId, result], ({ core, disputes }) =>
      disputes.close(known(core.state.disputes.get(disputeId), 'dispute', disputeId), result),
    );
  }

  createEarlyFraudWarning(chargeOrIntent: string): Stored.EarlyFraudWarning {
    return this.#run('createEarlyFraudWarning', [chargeOrIntent], ({ disputes }) =>
      disputes.warn(this.#charge(chargeOrIntent)),
    );
  }

  openReview(chargeOrIntent: string): Stored.Review {
    return this.#run('openReview', [chargeOrIntent], ({ reviews }) =>
      reviews.open(this.#charge(chargeOrIntent)),
    );
  }

  closeReview(reviewId: string, reason: ClosedReason): Stored.Review {
    return this.#run('closeReview', [reviewId, reason], ({ core, reviews }) =>
      reviews.close(known(core.state.reviews.get(reviewId), 'review', reviewId), reason),
    );
  }

  /** Ends the running period now, whatever the clock says. */
  renewSubscription(subscriptionId: string): Stored.Invoice | undefined {
    return this.#run('renewSubscription', [subscriptionId], ({ subscriptions }) =>
      subscriptions.renew(this.#subscription(subscriptionId)),
    );
  }

  failRenewal(
    subscriptionId: string,
    scenario: CardScenario = 'insufficient_funds',
  ): Stored.Invoice | undefined {
    const { decline } = cardOf(scenario);
    if (!decline) throw new Error(`${scenario} does not fail.`);
    return this.#run('failRenewal', [subscriptionId, scenario], ({ subscriptions }) =>
      subscriptions.renew(this.#subscription(subscriptionId), decline),
    );
  }

  endSubscription(subscriptionId: string): Stored.Subscription {
    return this.#run('endSubscription', [subscriptionId], ({ subscriptions }) =>
      subscriptions.end(this.#subscription(subscriptionId), 'cancellation_requested'),
    );
  }

  /** Moves the emulated time; everything due on the way happens at its own moment. */
  advanceClock(ms: number): void {
    this.#run('advanceClock', [ms], () => {
      this.parts.timeline.advance(ms);
    });
    this.parts.webhooks.runDueRetries();
  }

  /** From now on this saved card behaves so. */
  setCardScenario(paymentMethodId: string, scenario: CardScenario): void {
    this.#run('setCardScenario', [paymentMethodId, scenario], ({ core }) => {
      known(core.state.cards.get(paymentMethodId), 'payment method', paymentMethodId).scenario = scenario;
    });
  }

  /** The bank has issued a new card in place of the saved one. Stripe: the payment method stays and is updated. */
  renewCard(paymentMethodId: string, last4: string): void {
    this.#run('renewCard', [paymentMethodId, last4], ({ core }) => {
      const method = known(core.state.paymentMethods.get(paymentMethodId), 'payment method', paymentMethodId);
      core.events.emitChange('payment_method.automatically_updated', method, ({ card }) => {
        if (card) card.last4 = last4;
      });
    });
  }

  /** What a person with Dashboard access can do to any object. */
  editMetadata(objectId: string, metadata: Stored.Metadata): void {
    this.#run('editMetadata', [objectId, metadata], ({ core }) => {
      Object.assign(known(core.state.find(objectId), 'object', objectId), { metadata });
    });
  }

  deleteProduct(productId: string): void {
    this.#run('deleteProduct', [productId], ({ core }) => {
      const product = known(core.state.products.get(productId), 'product', productId);
      core.state.products.remove(productId);
      core.state.deleted.add({ id: productId, object: 'product', deleted: true });
      core.events.emit('product.deleted', product);
    });
  }

  deletePrice(priceId: string): void {
    this.#run('deletePrice', [priceId], ({ core }) => {
      const price = known(core.state.prices.get(priceId), 'price', priceId);
      core.state.prices.remove(priceId);
      core.events.emit('price.deleted', price);
    });
  }

  saveDefaultPortalConfiguration(returnUrl?: string): Stored.PortalConfiguration {
    return this.#run('saveDefaultPortalConfiguration', [returnUrl], ({ portal }) =>
      portal.saveDefault(returnUrl),
    );
  }

  rollSecret(keepOldMs?: number): string {
    return this.#run('rollSecret', [keepOldMs], () => this.parts.webhooks.rollSecret(keepOldMs));
  }

  resend(eventId: string): void {
    this.#run('resend', [eventId], () => {
      this.parts.webhooks.resend(eventId);
    });
  }

  /** Signs and delivers any body; the answer of the receiver comes back. */
  sendRaw(body: unknown): Promise<DeliveryResult> {
    return this.parts.webhooks.sendRaw(body);
  }

  /** Repeats all failed deliveries without waiting for their time. */
  retryWebhooks(): void {
    this.parts.webhooks.runAllRetries();
  }

  #run<T>(action: string, details: unknown, work: (rules: AccountRules) => T): T {
    return this.parts.operations.run(action, details, () => work(this.parts.rules));
  }

  #session(id: string): Stored.CheckoutSession {
    return known(this.parts.rules.core.state.sessions.get(id), 'checkout.session', id);
  }

  #subscription(id: string): Stored.Subscription {
    return known(this.parts.rules.core.state.subscriptions.get(id), 'subscription', id);
  }

  #charge(chargeOrIntent: string): Stored.Charge {
    return this.parts.rules.refunds.chargeOf(chargeOrIntent, 'charge');
  }
}

function known<T>(item: T | undefined, kind: string, id: string): T {
  if (item === undefined) throw StripeFailure.noSuch(kind, id);
  return item;
}
