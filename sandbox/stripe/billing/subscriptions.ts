import type { StripeCore } from '../core/stripe-core.js';
import type { Invoice, PaymentMethod, Subscription } from '../core/stored-objects.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { periodAfter } from './billing-period.js';
import type { Decline } from './card-scenarios.js';
import type { Invoices } from './invoices.js';
import type { PaymentMethods } from './payment-methods.js';
import type { SubscriptionBilling } from './subscription-billing.js';

const DAY = 86_400;
/** Stripe: Smart Retries choose their moments; the emulator repeats after these days. */
const RETRY_AFTER_DAYS = [3, 5, 7];
const ENDED: readonly string[] = ['canceled', 'incomplete_expired'];

/** The life of a subscription after its start: renewals, dunning, pause, end. */
export class Subscriptions {
  constructor(
    private readonly core: StripeCore,
    private readonly billing: SubscriptionBilling,
    private readonly invoices: Invoices,
    private readonly methods: PaymentMethods,
  ) {}

  /** The end of the running period. */
  renew(
    subscription: Subscription,
    forced?: Decline,
    reason: 'subscription_cycle' | 'subscription_update' = 'subscription_cycle',
  ): Invoice | undefined {
    this.#checkAlive(subscription);
    if (subscription.cancel_at_period_end) {
      this.end(subscription, 'cancellation_requested');
      return undefined;
    }
    this.core.events.emitChange('customer.subscription.updated', subscription, (changed) => {
      if (changed.status === 'trialing') changed.status = 'active';
      this.#switchPrice(changed);
      for (const item of changed.items.data) {
        if (!item.price.recurring) continue;
        const next = periodAfter(changed.billing_cycle_anchor, item.current_period_end, item.price.recurring);
        Object.assign(item, {
          current_period_start: next.start,
          current_period_end: next.end,
          billed_until: next.end,
        });
      }
    });
    const invoice = this.billing.bill(subscription, reason);
    if (!this.#heldBack(subscription, invoice)) this.attempt(subscription, invoice, forced);
    return invoice;
  }

  /** Tries to collect an open invoice and moves the subscription accordingly. */
  attempt(subscription: Subscription, invoice: Invoice, forced?: Decline): void {
    const result = this.billing.collect(subscription, invoice, forced);
    if (result === 'succeeded') {
      this.#setStatus(subscription, 'active');
      return;
    }
    if (result === 'processing') {
      // The bank answers later; until then there is nothing to retry.
      invoice.next_payment_attempt = null;
      return;
    }
    this.#failed(subscription, invoice);
  }

  /** The customer pays an open invoice on its page. Stripe: the card that paid becomes the subscription's. */
  payByHand(invoice: Invoice, method: PaymentMethod): void {
    const customer = this.core.state.customers.need(invoice.customer);
    const named = invoice.parent?.subscription_details?.subscription;
    const subscription = this.core.state.subscriptions.need(typeof named === 'string' ? named : null);
    this.methods.attach(method, customer);
    subscription.default_payment_method = method.id;
    this.attempt(subscription, invoice);
  }

  /** The bank's late answer to a debit. */
  settle(subscription: Subscription, invoice: Invoice, ok: boolean): void {
    if (!ok) {
      this.#failed(subscription, invoice);
      return;
    }
    this.invoices.markPaid(invoice, this.invoices.intentOf(invoice) ?? null);
    this.#setStatus(subscription, 'active');
  }

  #failed(subscription: Subscription, invoice: Invoice): void {
    const wait = RETRY_AFTER_DAYS[invoice.attempt_count];
    const next = wait === undefined ? null : this.core.clock.seconds() + wait * DAY;
    const error = this.invoices.intentOf(invoice)?.last_payment_error;
    this.invoices.markFailed(invoice, next, error?.code === 'authentication_required');
    if (next === null) this.end(subscription, 'payment_failed');
    else this.#setStatus(subscription, 'past_due');
  }

  end(subscription: Subscription, reason: 'cancellation_requested' | 'payment_failed'): Subscription {
    this.#checkAlive(subscription);
    const now = this.core.clock.seconds();
    Object.assign(subscription, {
      status: 'canceled',
      canceled_at: subscription.canceled_at ?? now,
      ended_at: now,
      cancellation_details: { ...emptyDetails(subscription), reason },
    });
    this.core.events.emit('customer.subscription.deleted', subscription);
    return subscription;
  }

  scheduleEnd(subscription: Subscription, atPeriodEnd: boolean): void {
    const requested = { ...emptyDetails(subscription), reason: 'cancellation_requested' as const };
    Object.assign(subscription, {
      cancel_at_period_end: atPeriodEnd,
      cancel_at: atPeriodEnd ? this.periodEnd(subscription) : null,
      canceled_at: atPeriodEnd ? this.core.clock.seconds() : null,
      cancellation_details: atPeriodEnd ? requested : { ...requested, reason: null },
    });
  }

  /** Stripe: a paused subscription makes no invoices; pause_collection is something else. */
  pause(subscription: Subscription): Subscription {
    if (subscription.status !== 'active' && subscription.status !== 'trialing') {
      throw StripeFailure.invalid(`You can't pause a subscription with a status of ${subscription.status}.`);
    }
    subscription.status = 'paused';
    this.core.events.emit('customer.subscription.paused', subscription);
    return subscription;
  }

  resume(subscription: Subscription): Subscription {
    if (subscription.status !== 'paused') {
      throw StripeFailure.invalid(
        `You can't resume a subscription that isn't paused. Its status is ${subscription.status}.`,
      );
    }
    subscription.status = 'active';
    this.core.events.emit('customer.subscription.resumed', subscription);
    const now = this.core.clock.seconds();
    if (this.periodEnd(subscription) <= now) {
      subscription.billing_cycle_anchor = now;
      for (const item of subscription.items.data) item.current_period_end = now;
      this.renew(subscription);
    }
    return subscription;
  }

  periodEnd(subscription: Subscription): number {
    return Math.min(...subscription.items.data.map((item) => item.current_period_end));
  }

  /** Stripe: a change that waited for the end of the period, by a schedule of its own. */
  #switchPrice(subscription: Subscription): void {
    const plan = this.core.state.subscriptionPlans.need(subscription.id);
    const price = this.core.state.prices.get(plan.nextPrice);
    const [item] = subscription.items.data;
    if (price && item) item.price = structuredClone(price);
    plan.nextPrice = null;
  }

  #setStatus(subscription: Subscription, status: Subscription['status']): void {
    if (subscription.status === status) return;
    this.core.events.emitChange('customer.subscription.updated', subscription, (changed) => {
      changed.status = status;
    });
  }

  /** True when pause_collection keeps this invoice from being collected. */
  #heldBack(subscription: Subscription, invoice: Invoice): boolean {
    const behaviour = subscription.pause_collection?.behavior;
    if (behaviour === undefined) return false;
    invoice.auto_advance = false;
    if (behaviour === 'keep_as_draft') return true;
    this.invoices.finalize(invoice);
    if (behaviour === 'void') this.invoices.void(invoice);
    else {
      invoice.status = 'uncollectible';
      this.core.events.emit('invoice.marked_uncollectible', invoice);
    }
    return true;
  }

  #checkAlive(subscription: Subscription): void {
    if (ENDED.includes(subscription.status)) {
      throw StripeFailure.noSuch('subscription', subscription.id);
    }
  }
}

function emptyDetails(subscription: Subscription): NonNullable<Subscription['cancellation_details']> {
  return (
    subscription.cancellation_details ?? {
      comment: null,
      feedback: null,
      feedback_option: null,
      reason: null,
    }
  );
}
