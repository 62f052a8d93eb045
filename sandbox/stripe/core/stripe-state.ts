import { Collection } from './collection.js';
import type { CardBehaviour, CheckoutPlan, EndpointSecrets, SubscriptionPlan } from './hidden-records.js';
import type * as Stored from './stored-objects.js';

/** Everything the emulated account holds. Public collections are found by id; hidden ones never leave. */
export class StripeState {
  readonly customers = new Collection<Stored.Customer>();
  readonly products = new Collection<Stored.Product>();
  readonly prices = new Collection<Stored.Price>();
  readonly coupons = new Collection<Stored.Coupon>();
  readonly promotionCodes = new Collection<Stored.PromotionCode>();
  readonly paymentMethods = new Collection<Stored.PaymentMethod>();
  readonly paymentIntents = new Collection<Stored.PaymentIntent>();
  readonly setupIntents = new Collection<Stored.SetupIntent>();
  readonly charges = new Collection<Stored.Charge>();
  readonly refunds = new Collection<Stored.Refund>();
  readonly balanceTransactions = new Collection<Stored.BalanceTransaction>();
  readonly disputes = new Collection<Stored.Dispute>();
  readonly warnings = new Collection<Stored.EarlyFraudWarning>();
  readonly reviews = new Collection<Stored.Review>();
  readonly subscriptions = new Collection<Stored.Subscription>();
  readonly invoices = new Collection<Stored.Invoice>();
  readonly invoicePayments = new Collection<Stored.InvoicePayment>();
  readonly sessions = new Collection<Stored.CheckoutSession>();
  readonly portalConfigurations = new Collection<Stored.PortalConfiguration>();
  readonly portalSessions = new Collection<Stored.PortalSession>();
  readonly endpoints = new Collection<Stored.WebhookEndpoint>();
  readonly events = new Collection<Stored.StripeEvent>();
  readonly deleted = new Collection<Stored.DeletedObject>();

  readonly cards = new Collection<CardBehaviour>();
  readonly checkoutPlans = new Collection<CheckoutPlan>();
  readonly subscriptionPlans = new Collection<SubscriptionPlan>();
  readonly endpointSecrets = new Collection<EndpointSecrets>();

  readonly #public: readonly Collection<Stored.AnyObject>[] = [
    this.customers,
    this.products,
    this.prices,
    this.coupons,
    this.promotionCodes,
    this.paymentMethods,
    this.paymentIntents,
    this.setupIntents,
    this.charges,
    this.refunds,
    this.balanceTransactions,
    this.disputes,
    this.warnings,
    this.reviews,
    this.subscriptions,
    this.invoices,
    this.invoicePayments,
    this.sessions,
    this.portalConfigurations,
    this.deleted,
  ];

  find(id: string): Stored.AnyObject | undefined {
    for (const collection of this.#public) {
      const item = collection.get(id);
      if (item) return item;
    }
    return undefined;
  }

  dump(): Record<string, unknown[]> {
    return structuredClone(Object.fromEntries(this.#tables().map(([name, table]) => [name, table.all()])));
  }

  load(dump: Record<string, unknown[]>): void {
    const copy = structuredClone(dump);
    for (const [name, table] of this.#tables()) {
      table.load((copy[name] ?? []) as { id: string }[]);
    }
  }

  #tables(): [string, Collection<{ id: string }>][] {
    return Object.entries(this).filter(
      (entry): entry is [string, Collection<{ id: string }>] => entry[1] instanceof Collection,
    );
  }
}
