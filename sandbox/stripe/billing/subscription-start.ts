import type { StripeCore } from '../core/stripe-core.js';
import type { Invoice, PaymentIntent, Subscription } from '../core/stored-objects.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { Catalogue } from './catalogue.js';
import type { Customers } from './customers.js';
import type { Invoices } from './invoices.js';
import type { SubscriptionBilling } from './subscription-billing.js';
import { createSubscription, type SubscriptionDraft } from './subscription-object.js';

const BEHAVIOUR = [
  'allow_incomplete',
  'default_incomplete',
  'error_if_incomplete',
  'pending_if_incomplete',
] as const;

/** The beginning of a subscription, by Checkout or by the API. */
export class SubscriptionStart {
  constructor(
    private readonly core: StripeCore,
    private readonly customers: Customers,
    private readonly catalogue: Catalogue,
    private readonly billing: SubscriptionBilling,
    private readonly invoices: Invoices,
  ) {}

  /** Stripe: Checkout takes the money first and creates the subscription with its paid invoice then. */
  paid(
    draft: SubscriptionDraft,
    intent: PaymentIntent | null,
  ): { subscription: Subscription; invoice: Invoice } {
    const subscription = createSubscription(this.core, draft);
    this.core.events.emit('customer.subscription.created', subscription);
    const extras = draft.lines.filter((line) => line.price.recurring === null);
    const invoice = this.billing.bill(subscription, 'subscription_create', extras);
    this.invoices.finalize(invoice);
    if (intent) this.invoices.paymentOf(invoice, intent);
    this.invoices.markPaid(invoice, intent);
    return { subscription, invoice };
  }

  /** `subscriptions.create`: charges the customer's default card at once. */
  create(params: Params): Subscription {
    const customer = this.customers.require(params.requireText('customer'), 'customer');
    const lines = params.list('items').map((item) => this.#line(item));
    if (lines.length === 0) throw StripeFailure.missing('items');
    const behaviour = params.oneOf('payment_behavior', BEHAVIOUR) ?? 'allow_incomplete';
    const days = params.int('trial_period_days');
    const subscription = createSubscription(this.core, {
      customer: customer.id,
      lines,
      metadata: params.metadata(),
      description: params.text('description') ?? null,
      defaultPaymentMethod: params.text('default_payment_method') ?? null,
      trialEnd:
        params.int('trial_end') ?? (days === undefined ? null : this.core.clock.seconds() + days * 86_400),
      coupon: null,
    });
    if (subscription.status === 'active') subscription.status = 'incomplete';
    this.core.events.emit('customer.subscription.created', subscription);
    const invoice = this.billing.bill(subscription, 'subscription_create');
    if (behaviour === 'default_incomplete' && subscription.status === 'incomplete') {
      this.invoices.finalize(invoice);
      return subscription;
    }
    this.#collect(subscription, invoice);
    return subscription;
  }

  #collect(subscription: Subscription, invoice: Invoice): void {
    const result = this.billing.collect(subscription, invoice);
    if (result === 'succeeded') {
      if (subscription.status === 'trialing') return;
      this.core.events.emitChange('customer.subscription.updated', subscription, (changed) => {
        changed.status = 'active';
      });
      return;
    }
    this.invoices.markFailed(invoice, null, false);
  }

  #line(item: Params): { price: SubscriptionDraft['lines'][number]['price']; quantity: number } {
    const data = item.object('price_data');
    const id = data ? undefined : item.requireText('price');
    const price = data ? this.catalogue.priceFrom(data, true) : this.core.state.prices.get(id);
    if (!price) throw StripeFailure.noSuch('price', id ?? '', item.name('price'));
    if (!price.recurring) {
      throw StripeFailure.invalid(
        'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
        item.name('price'),
      );
    }
    return { price, quantity: item.int('quantity') ?? 1 };
  }
}
