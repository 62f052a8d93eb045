import type { StripeCore } from '../core/stripe-core.js';
import type {
  Invoice,
  PaymentIntent,
  PaymentMethod,
  Price,
  Subscription,
  SubscriptionItem,
} from '../core/stored-objects.js';
import type { Decline } from './card-scenarios.js';
import type { ChargeOutcome, Charging } from './charging.js';
import type { Coupons } from './coupons.js';
import { createIntent } from './intent-object.js';
import type { LineDraft } from './invoice-line.js';
import type { Invoices } from './invoices.js';
import { formatMoney } from './money.js';

export interface ExtraLine {
  price: Price;
  quantity: number;
}

/** Invoices of subscriptions and the money for them. */
export class SubscriptionBilling {
  constructor(
    private readonly core: StripeCore,
    private readonly invoices: Invoices,
    private readonly charging: Charging,
    private readonly coupons: Coupons,
  ) {}

  /** Drafts and finalises an invoice for the items' current periods. */
  bill(
    subscription: Subscription,
    reason: Invoice['billing_reason'],
    extras: readonly ExtraLine[] = [],
  ): Invoice {
    const drafts = subscription.items.data.map((item) => this.#itemLine(subscription, item));
    const now = this.core.clock.seconds();
    for (const { price, quantity } of extras) {
      drafts.push({
        amount: (price.unit_amount ?? 0) * quantity,
        description: this.#productName(price),
        period: { start: now, end: now },
        price,
        quantity,
      });
    }
    return this.issue(subscription, reason, [
      ...this.takePending(subscription),
      ...this.#discounted(subscription, drafts),
    ]);
  }

  issue(subscription: Subscription, reason: Invoice['billing_reason'], lines: readonly LineDraft[]): Invoice {
    const invoice = this.invoices.draft({
      customer: this.core.state.customers.get(subscription.customer) ?? null,
      currency: subscription.currency,
      reason,
      lines,
      subscription,
    });
    invoice.default_payment_method = subscription.default_payment_method;
    subscription.latest_invoice = invoice.id;
    return invoice;
  }

  /** One attempt off-session. Nothing due counts as paid. */
  collect(
    subscription: Subscription,
    invoice: Invoice,
    forced?: Decline,
  ): ChargeOutcome['kind'] | 'no_method' {
    if (invoice.status === 'draft') this.invoices.finalize(invoice);
    if (invoice.amount_due === 0) {
      this.invoices.markPaid(invoice, null);
      return 'succeeded';
    }
    const intent = this.invoices.intentOf(invoice) ?? this.#intent(subscription, invoice);
    this.invoices.paymentOf(invoice, intent);
    const method = this.#method(subscription);
    if (!method) return 'no_method';
    const outcome = this.charging.attempt(intent, method, {
      offSession: true,
      ...(forced ? { forced } : {}),
    });
    if (outcome.kind === 'succeeded') this.invoices.markPaid(invoice, intent);
    return outcome.kind;
  }

  #intent(subscription: Subscription, invoice: Invoice): PaymentIntent {
    return createIntent(this.core, {
      amount: invoice.amount_due,
      currency: invoice.currency,
      customer: subscription.customer,
      description: 'Subscription update',
    });
  }

  #method(subscription: Subscription): PaymentMethod | undefined {
    const customer = this.core.state.customers.get(subscription.customer);
    const fallback = customer?.invoice_settings.default_payment_method;
    const id = subscription.default_payment_method ?? (typeof fallback === 'string' ? fallback : null);
    const method = this.core.state.paymentMethods.get(id);
    return method?.customer === subscription.customer ? method : undefined;
  }

  /** Stripe: nothing is due for a trial, but its period is on the invoice. */
  #itemLine(subscription: Subscription, item: SubscriptionItem): LineDraft {
    const trial = subscription.status === 'trialing';
    const unit = item.price.unit_amount ?? 0;
    const name = this.#productName(item.price);
    const each = `${formatMoney(unit, item.price.currency)} / ${item.price.recurring?.interval ?? ''}`;
    return {
      amount: trial ? 0 : unit * item.quantity,
      description: trial
        ? `Free trial of ${item.quantity} × ${name}`
        : `${item.quantity} × ${name} (at ${each})`,
      period: { start: item.current_period_start, end: item.current_period_end },
      price: item.price,
      quantity: item.quantity,
      metadata: { ...subscription.metadata },
      subscription: { id: subscription.id, item: item.id },
    };
  }

  /** Prorations that wait; they are on the next invoice or on one of their own. */
  takePending(subscription: Subscription): LineDraft[] {
    const plan = this.core.state.subscriptionPlans.need(subscription.id);
    const lines = plan.pendingLines.map((line): LineDraft => ({
      amount: line.amount,
      description: line.description,
      period: line.period,
      price: this.core.state.prices.need(line.price),
      quantity: 1,
      proration: true,
      subscription: { id: subscription.id, item: line.item },
    }));
    plan.pendingLines = [];
    return lines;
  }

  /** Stripe: a coupon with duration `once` touches the first invoice only; `repeating` counts months. */
  #discounted(subscription: Subscription, lines: LineDraft[]): LineDraft[] {
    const plan = this.core.state.subscriptionPlans.need(subscription.id);
    const coupon = this.core.state.coupons.get(plan.coupon);
    if (!coupon) return lines;
    const limit = { once: 1, repeating: coupon.duration_in_months ?? 1, forever: Infinity }[
      coupon.duration as 'once' | 'repeating' | 'forever'
    ];
    if (plan.discountedInvoices >= limit) return lines;
    plan.discountedInvoices += 1;
    let rest = this.coupons.discount(
      coupon,
      lines.reduce((sum, line) => sum + line.amount, 0),
    );
    return lines.map((line) => {
      const discount = Math.min(rest, line.amount);
      rest -= discount;
      return { ...line, discount };
    });
  }

  #productName(price: Price): string {
    return this.core.state.products.get(price.product)?.name ?? price.product;
  }
}
