import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { HeedWarning, type WarningVerdict } from '../../billing/fraud/heed-warning.use-case.js';
import { SyncPayment } from '../../billing/use-cases/sync-payment.use-case.js';
import { idOf } from '../mappers/checkout-state.js';
import { StripeClient } from '../stripe-client.js';

/** Why a payment is looked at more closely, as Stripe says now: its bank warns of it, or it is under review. */
@Injectable()
export class PaymentChecks {
  constructor(
    private readonly stripe: StripeClient,
    private readonly sync: SyncPayment,
    private readonly heed: HeedWarning,
  ) {}

  async warning(id: string): Promise<void> {
    await this.heedWarning(await this.stripe.api.radar.earlyFraudWarnings.retrieve(id));
  }

  async review(id: string): Promise<void> {
    const review = await this.stripe.api.reviews.retrieve(id);
    await this.act(review.payment_intent, { warningId: id, kind: 'review', verdict: verdictOf(review) });
  }

  /** Everything of one payment, for news that came before it. */
  async ofPayment(paymentIntentId: string): Promise<void> {
    const { paymentIntents, radar } = this.stripe.api;
    const warnings = radar.earlyFraudWarnings.list({ payment_intent: paymentIntentId, limit: 100 });
    for await (const warning of warnings) await this.heedWarning(warning);
    const review = idOf((await paymentIntents.retrieve(paymentIntentId)).review);
    if (review !== null) await this.review(review);
  }

  private heedWarning({
    id,
    payment_intent: intent,
    actionable,
  }: Stripe.Radar.EarlyFraudWarning): Promise<void> {
    return this.act(intent, { warningId: id, kind: 'warning', verdict: actionable ? 'hold' : 'settled' });
  }

  private async act(
    intent: string | Stripe.PaymentIntent | undefined,
    check: { warningId: string; kind: 'warning' | 'review'; verdict: WarningVerdict },
  ): Promise<void> {
    const paymentIntentId = idOf(intent);
    if (paymentIntentId === null) return;
    // What a refund or dispute took back is booked first, so that letting go finds nothing more to free.
    await this.sync.execute('stripe', paymentIntentId);
    await this.heed.execute({ provider: 'stripe', paymentIntentId, ...check });
  }
}

/** Stripe: a review also ends because a refund or a dispute has decided. */
function verdictOf({ open, closed_reason: reason }: Stripe.Review): WarningVerdict {
  if (open) return 'hold';
  return reason === 'approved' || reason === 'acknowledged' || reason === 'redacted' ? 'released' : 'settled';
}
