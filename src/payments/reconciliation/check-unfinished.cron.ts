import { Injectable, Logger } from '@nestjs/common';
import type { Purchase } from '../../billing/purchases/purchase.entity.js';
import { UnfinishedPurchases } from '../../billing/purchases/unfinished-purchases.js';
import { AppConfig } from '../../config/app-config.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { idOf } from '../mappers/checkout-state.js';
import { checkUnfinished } from '../payments.jobs.js';
import { StripeClient } from '../stripe-client.js';
import { isMissing } from '../stripe-refusals.js';
import { Doorbells } from './doorbells.js';

/**
 * Purchases that should have ended: pages that expired, payments that have been on their way for long. Stripe is asked
 * what became of each, so that no lost webhook leaves anything open.
 */
@Injectable()
@OnCron(checkUnfinished)
export class CheckUnfinished {
  private readonly log = new Logger(CheckUnfinished.name);

  constructor(
    private readonly unfinished: UnfinishedPurchases,
    private readonly stripe: StripeClient,
    private readonly doorbells: Doorbells,
    private readonly config: AppConfig,
  ) {}

  async handle(): Promise<void> {
    if (!this.stripe.isUsed) return;
    const side = { provider: 'stripe', livemode: this.config.stripe.livemode };
    for (const purchase of await this.unfinished.due(side)) {
      try {
        await this.check(purchase);
      } catch (error) {
        // One that Stripe cannot answer for now must not keep the others waiting.
        this.log.warn(`purchase ${purchase.id} could not be checked: ${(error as Error).message}`);
      }
    }
  }

  private async check(purchase: Purchase): Promise<void> {
    const { id, sessionId, subscriptionId } = purchase;
    // Marked first: a purchase that cannot be read is tried again in its turn, not at every run.
    await this.unfinished.asked(id);
    if (sessionId === null) return this.unfinished.expire(id);
    try {
      const mismatch = await this.doorbells.ring('checkout.session.completed', sessionId);
      if (mismatch !== null) {
        this.log.error(
          `purchase ${id}: expected ${mismatch.details.expected}, found ${mismatch.details.found}`,
        );
      }
    } catch (error) {
      // E.g. after test data was deleted.
      if (!isMissing(error)) throw error;
      return this.unfinished.expire(id);
    }
    if (subscriptionId !== null) await this.firstInvoice(subscriptionId);
  }

  /** A plan is granted from its invoices; the session alone says that it was begun. */
  private async firstInvoice(subscriptionId: string): Promise<void> {
    const { latest_invoice } = await this.stripe.api.subscriptions.retrieve(subscriptionId);
    const invoiceId = idOf(latest_invoice);
    if (invoiceId !== null) await this.doorbells.ring('invoice.paid', invoiceId);
  }
}
