import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import type {
  InvoiceState,
  PlanPrice,
  SubscriptionState,
} from '../billing/subscriptions/subscription.types.js';
import { SubscriptionsRepository } from '../billing/subscriptions/subscriptions.repository.js';
import { Reader } from '../database/reader.js';
import { invoiceState, linePriceId, subscriptionIdOf } from './mappers/invoice-state.js';
import { planPrice, subscriptionState } from './mappers/subscription-state.js';
import { StripeClient } from './stripe-client.js';

/** What Stripe says now, with the number of the look. */
export interface Look<State> {
  readonly state: State;
  readonly reading: number;
}

/** Asks Stripe what is true of a subscription or of one of its invoices. */
@Injectable()
export class SubscriptionReader {
  constructor(
    private readonly stripe: StripeClient,
    private readonly reader: Reader,
    private readonly subscriptions: SubscriptionsRepository,
  ) {}

  async subscription(id: string): Promise<Look<SubscriptionState>> {
    const reading = await this.subscriptions.nextReading(this.reader);
    return { state: await this.fetch(id), reading };
  }

  /** Undefined for an invoice without a subscription: it belongs to something that was not sold here. */
  async invoice(id: string): Promise<Look<InvoiceState> | undefined> {
    const reading = await this.subscriptions.nextReading(this.reader);
    const { invoices } = this.stripe.api;
    const invoice = await invoices.retrieve(id, { expand: ['payments.data.payment.payment_intent'] });
    const subscriptionId = subscriptionIdOf(invoice);
    if (subscriptionId === null) return undefined;
    const subscription = await this.fetch(subscriptionId);
    // Stripe: an invoice carries its first lines only.
    const lines = invoice.lines.has_more ? await this.allLines(id) : invoice.lines.data;
    const prices = await this.prices(lines, subscription);
    return { state: invoiceState(invoice, lines, prices, subscription), reading };
  }

  private async fetch(id: string): Promise<SubscriptionState> {
    const expand = ['latest_invoice', 'items.data.price.product'];
    return subscriptionState(await this.stripe.api.subscriptions.retrieve(id, { expand }));
  }

  private async allLines(invoiceId: string): Promise<Stripe.InvoiceLineItem[]> {
    const lines: Stripe.InvoiceLineItem[] = [];
    for await (const line of this.stripe.api.invoices.listLineItems(invoiceId, { limit: 100 }))
      lines.push(line);
    return lines;
  }

  /** A line only names its price; the plan's own is known already. */
  private async prices(
    lines: readonly Stripe.InvoiceLineItem[],
    { plan }: SubscriptionState,
  ): Promise<Map<string, PlanPrice>> {
    const prices = new Map<string, PlanPrice>(plan === null ? [] : [[plan.priceId, plan]]);
    for (const line of lines) {
      const id = linePriceId(line);
      if (id !== null && !prices.has(id)) prices.set(id, await this.price(id, line));
    }
    return prices;
  }

  private async price(id: string, line: Stripe.InvoiceLineItem): Promise<PlanPrice> {
    try {
      return planPrice(await this.stripe.api.prices.retrieve(id, { expand: ['product'] }));
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      // Deleted since: what the line itself says is compared with what was agreed.
      const amount = Number(line.pricing?.unit_amount_decimal ?? 0);
      return { priceId: id, productCode: null, price: { amount, currency: line.currency }, interval: null };
    }
  }
}
