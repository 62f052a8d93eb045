import type { StripeCore } from '../core/stripe-core.js';
import { Balance } from './balance.js';
import { Catalogue } from './catalogue.js';
import { Charging } from './charging.js';
import { CheckoutCompletion } from './checkout-completion.js';
import { CheckoutDiscounts } from './checkout-discounts.js';
import { CheckoutLines } from './checkout-lines.js';
import { CheckoutPayments } from './checkout-payments.js';
import { CheckoutSessions } from './checkout-sessions.js';
import { Coupons } from './coupons.js';
import { Customers } from './customers.js';
import { Disputes } from './disputes.js';
import { Invoices } from './invoices.js';
import { PaymentIntents } from './payment-intents.js';
import { PaymentMethods } from './payment-methods.js';
import { PlanSwitch } from './plan-switch.js';
import { Portal } from './portal.js';
import { Refunds } from './refunds.js';
import { Reviews } from './reviews.js';
import { SetupIntents } from './setup-intents.js';
import { SubscriptionBilling } from './subscription-billing.js';
import { SubscriptionChanges } from './subscription-changes.js';
import { SubscriptionStart } from './subscription-start.js';
import { Subscriptions } from './subscriptions.js';

/** All rules of one account, wired together once. */
export class AccountRules {
  readonly customers: Customers;
  readonly methods: PaymentMethods;
  readonly catalogue: Catalogue;
  readonly coupons: Coupons;
  readonly charging: Charging;
  readonly intents: PaymentIntents;
  readonly setups: SetupIntents;
  readonly refunds: Refunds;
  readonly disputes: Disputes;
  readonly reviews: Reviews;
  readonly invoices: Invoices;
  readonly subscriptions: Subscriptions;
  readonly changes: SubscriptionChanges;
  readonly starts: SubscriptionStart;
  readonly sessions: CheckoutSessions;
  readonly checkout: CheckoutPayments;
  readonly portal: Portal;
  readonly planSwitch: PlanSwitch;

  constructor(readonly core: StripeCore) {
    const balance = new Balance(core);
    this.customers = new Customers(core);
    this.methods = new PaymentMethods(core);
    this.catalogue = new Catalogue(core);
    this.coupons = new Coupons(core);
    this.charging = new Charging(core, this.methods, balance);
    this.intents = new PaymentIntents(core, this.customers, this.methods, this.charging);
    this.setups = new SetupIntents(core, this.methods);
    this.refunds = new Refunds(core, balance);
    this.disputes = new Disputes(core, balance);
    this.reviews = new Reviews(core);
    this.invoices = new Invoices(core);
    const billing = new SubscriptionBilling(core, this.invoices, this.charging, this.coupons);
    this.subscriptions = new Subscriptions(core, billing, this.invoices, this.methods);
    this.changes = new SubscriptionChanges(core, this.catalogue, this.subscriptions, billing);
    this.starts = new SubscriptionStart(core, this.customers, this.catalogue, billing, this.invoices);
    const discounts = new CheckoutDiscounts(core, this.coupons);
    const lines = new CheckoutLines(core, this.catalogue);
    this.sessions = new CheckoutSessions(core, this.customers, lines, discounts, this.intents);
    const completion = new CheckoutCompletion(core, {
      customers: this.customers,
      discounts,
      invoices: this.invoices,
      setups: this.setups,
      starts: this.starts,
    });
    this.checkout = new CheckoutPayments(core, this.methods, this.charging, discounts, completion);
    this.portal = new Portal(core, this.customers);
    this.planSwitch = new PlanSwitch(core, this.changes);
    this.disputes.watch();
    this.reviews.watch();
  }
}
