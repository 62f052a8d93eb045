import type { StripeCore } from '../core/stripe-core.js';
import type { Price, Subscription, SubscriptionItem } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { Catalogue } from './catalogue.js';
import { createItem } from './subscription-object.js';
import type { Subscriptions } from './subscriptions.js';
import type { SubscriptionBilling } from './subscription-billing.js';

const PRORATION = ['always_invoice', 'create_prorations', 'none'] as const;
const PAUSE = ['keep_as_draft', 'mark_uncollectible', 'void'] as const;

/** `subscriptions.update`: cancel flags, metadata, items with proration, pause_collection, trial end. */
export class SubscriptionChanges {
  constructor(
    private readonly core: StripeCore,
    private readonly catalogue: Catalogue,
    private readonly subscriptions: Subscriptions,
    private readonly billing: SubscriptionBilling,
  ) {}

  apply(subscription: Subscription, params: Params): Subscription {
    if (subscription.status === 'canceled') {
      throw StripeFailure.invalid(
        'A canceled subscription can only update its cancellation_details and metadata.',
      );
    }
    const proration = params.oneOf('proration_behavior', PRORATION) ?? 'create_prorations';
    const atPeriodEnd = params.bool('cancel_at_period_end');
    const items = params.list('items').map((item) => this.#readItem(subscription, item));
    const method = params.text('default_payment_method');
    if (method !== undefined && !this.core.state.paymentMethods.get(method)) {
      throw StripeFailure.noSuch('PaymentMethod', method, 'default_payment_method');
    }
    // Stripe: another interval begins its first period at once, and that is invoiced whatever the proration.
    const beginsAnew = subscription.status !== 'trialing' && items.some(changesInterval);
    this.core.events.emitChange('customer.subscription.updated', subscription, (changed) => {
      changed.metadata = params.metadata(changed.metadata);
      if (method !== undefined) changed.default_payment_method = method;
      if (params.has('description')) changed.description = params.text('description') ?? null;
      if (atPeriodEnd !== undefined) this.subscriptions.scheduleEnd(changed, atPeriodEnd);
      this.#cancelAt(changed, params);
      this.#pauseCollection(changed, params);
      this.#trial(changed, params);
      for (const item of items) this.#change(changed, item, proration);
    });
    if (params.text('trial_end') === 'now') this.subscriptions.renew(subscription);
    if (beginsAnew) this.subscriptions.renew(subscription, undefined, 'subscription_update');
    else if (proration === 'always_invoice') this.#invoiceNow(subscription);
    return subscription;
  }

  #readItem(subscription: Subscription, params: Params): ItemChange {
    const id = params.text('id');
    const current = subscription.items.data.find((item) => item.id === id);
    if (id !== undefined && !current) throw StripeFailure.noSuch('subscription item', id, params.name('id'));
    const priceId = params.text('price');
    const inline = params.object('price_data');
    const price = inline ? this.catalogue.priceFrom(inline, true) : this.core.state.prices.get(priceId);
    if (priceId !== undefined && !price) throw StripeFailure.noSuch('price', priceId, params.name('price'));
    return { current, price, quantity: params.int('quantity'), deleted: params.bool('deleted') ?? false };
  }

  #change(subscription: Subscription, change: ItemChange, proration: (typeof PRORATION)[number]): void {
    const { current } = change;
    const before = current && { price: current.price, quantity: current.quantity };
    if (current && change.deleted) {
      subscription.items.data = subscription.items.data.filter((item) => item !== current);
      if (proration !== 'none' && before) this.#prorate(subscription, current, before, undefined);
      return;
    }
    const item = current ?? this.#newItem(subscription, change);
    if (change.price) item.price = structuredClone(change.price);
    item.quantity = change.quantity ?? item.quantity;
    const beginsAnew = changesInterval({ ...change, current: before && { ...item, ...before } });
    if (proration !== 'none' && subscription.status !== 'trialing') {
      const after = { price: item.price, quantity: item.quantity };
      this.#prorate(subscription, item, before, beginsAnew ? undefined : after);
    }
    if (beginsAnew && subscription.status !== 'trialing') {
      const now = this.core.clock.seconds();
      subscription.billing_cycle_anchor = now;
      item.current_period_end = now;
    }
  }

  #newItem(subscription: Subscription, change: ItemChange): SubscriptionItem {
    if (!change.price) throw StripeFailure.missing('items[0][price]');
    const period = { start: this.core.clock.seconds(), end: this.subscriptions.periodEnd(subscription) };
    const item = createItem(this.core, subscription.id, change.price, change.quantity ?? 1, period);
    subscription.items.data.push(item);
    return item;
  }

  /** Credit for the unused rest of the old price, charge for the same time of the new one. */
  #prorate(subscription: Subscription, item: SubscriptionItem, before?: Rate, after?: Rate): void {
    const now = this.core.clock.seconds();
    const whole = item.current_period_end - item.current_period_start;
    const share = Math.max(0, item.current_period_end - now) / Math.max(1, whole);
    const period = { start: now, end: item.current_period_end };
    const plan = this.core.state.subscriptionPlans.need(subscription.id);
    const add = (rate: Rate | undefined, sign: number, text: string): void => {
      if (!rate) return;
      plan.pendingLines.push({
        item: item.id,
        price: rate.price.id,
        product: rate.price.product,
        amount: sign * Math.round((rate.price.unit_amount ?? 0) * rate.quantity * share),
        description: `${text} after ${new Date(now * 1000).toISOString().slice(0, 10)}`,
        period,
      });
    };
    add(before, -1, 'Unused time');
    add(after, 1, 'Remaining time');
  }

  #invoiceNow(subscription: Subscription): void {
    const lines = this.billing.takePending(subscription);
    if (lines.length === 0) return;
    const invoice = this.billing.issue(subscription, 'subscription_update', lines);
    this.subscriptions.attempt(subscription, invoice);
  }

  #cancelAt(subscription: Subscription, params: Params): void {
    const at = params.int('cancel_at');
    if (at !== undefined)
      Object.assign(subscription, { cancel_at: at, canceled_at: this.core.clock.seconds() });
    if (params.clears('cancel_at')) Object.assign(subscription, { cancel_at: null, canceled_at: null });
  }

  #pauseCollection(subscription: Subscription, params: Params): void {
    if (params.clears('pause_collection')) subscription.pause_collection = null;
    const pause = params.object('pause_collection');
    if (!pause) return;
    const behavior = pause.oneOf('behavior', PAUSE);
    if (behavior === undefined) throw StripeFailure.missing('pause_collection[behavior]');
    subscription.pause_collection = { behavior, resumes_at: pause.int('resumes_at') ?? null };
  }

  #trial(subscription: Subscription, params: Params): void {
    const text = params.text('trial_end');
    if (text === undefined) return;
    const end = text === 'now' ? this.core.clock.seconds() : (params.int('trial_end') ?? 0);
    subscription.trial_end = end;
    subscription.billing_cycle_anchor = end;
    if (text !== 'now') subscription.status = 'trialing';
    for (const item of subscription.items.data) item.current_period_end = end;
  }
}

interface Rate {
  price: Price;
  quantity: number;
}

interface ItemChange {
  current: SubscriptionItem | undefined;
  price: Price | undefined;
  quantity: number | undefined;
  deleted: boolean;
}

function changesInterval({ current, price, deleted }: ItemChange): boolean {
  if (deleted || current === undefined || price === undefined) return false;
  return current.price.recurring?.interval !== price.recurring?.interval;
}
