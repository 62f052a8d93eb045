import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { billingAlert } from '../../billing/billing.jobs.js';
import { PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { SyncPayment } from '../../billing/use-cases/sync-payment.use-case.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { idOf } from '../mappers/checkout-state.js';
import { StripeClient } from '../stripe-client.js';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';

/** Refunds and disputes: whatever the event said, Stripe is asked for all of them that the payment has now. */
@Injectable()
export class ChargebackEvents extends EventGroup {
  readonly handlers = [
    ['charge.refunded', (event: EventReference) => this.chargeRefunded(event)],
    ['refund.created', (event: EventReference) => this.refundChanged(event)],
    ['refund.updated', (event: EventReference) => this.refundChanged(event)],
    ['refund.failed', (event: EventReference) => this.refundChanged(event)],
    ['charge.dispute.created', (event: EventReference) => this.disputeOpened(event)],
    ['charge.dispute.updated', (event: EventReference) => this.disputeChanged(event)],
    ['charge.dispute.closed', (event: EventReference) => this.disputeClosed(event)],
    ['charge.dispute.funds_withdrawn', (event: EventReference) => this.disputeChanged(event)],
    ['charge.dispute.funds_reinstated', (event: EventReference) => this.disputeChanged(event)],
  ] as const;

  constructor(
    private readonly stripe: StripeClient,
    private readonly transactor: Transactor,
    private readonly payments: PaymentsRepository,
    private readonly sync: SyncPayment,
  ) {
    super();
  }

  private async chargeRefunded({ objectId }: EventReference): Promise<void> {
    await this.adjust(idOf((await this.stripe.api.charges.retrieve(objectId)).payment_intent));
  }

  private async refundChanged({ objectId }: EventReference): Promise<void> {
    await this.adjust(idOf((await this.stripe.api.refunds.retrieve(objectId)).payment_intent));
  }

  private async disputeChanged({ objectId }: EventReference): Promise<void> {
    await this.adjust(idOf((await this.stripe.api.disputes.retrieve(objectId)).payment_intent));
  }

  private async disputeOpened({ objectId }: EventReference): Promise<void> {
    const dispute = await this.stripe.api.disputes.retrieve(objectId);
    await this.adjust(idOf(dispute.payment_intent));
    await this.alert(dispute, 'dispute_opened');
  }

  private async disputeClosed({ objectId }: EventReference): Promise<void> {
    const dispute = await this.stripe.api.disputes.retrieve(objectId);
    await this.adjust(idOf(dispute.payment_intent));
    await this.alert(dispute, dispute.status === 'won' ? 'dispute_won' : 'dispute_lost');
  }

  private async adjust(paymentIntentId: string | null): Promise<void> {
    if (paymentIntentId !== null) await this.sync.execute('stripe', paymentIntentId);
  }

  private async alert(
    dispute: Stripe.Dispute,
    kind: 'dispute_opened' | 'dispute_won' | 'dispute_lost',
  ): Promise<void> {
    const intentId = idOf(dispute.payment_intent);
    const { reader } = this.transactor;
    const payment =
      intentId === null ? undefined : await this.payments.byPaymentIntent(reader, 'stripe', intentId);
    const dueBy = dispute.evidence_details.due_by;
    const alert = {
      kind,
      userId: payment?.userId ?? null,
      reference: dispute.id,
      payment: intentId ?? idOf(dispute.charge) ?? '',
      amount: dispute.amount,
      currency: dispute.currency,
      reason: dispute.reason,
      dueBy: dueBy === null ? null : new Date(dueBy * 1_000).toISOString(),
    };
    await this.transactor.run((tx) => announce(tx, billingAlert, { key: `${kind}:${dispute.id}`, alert }));
  }
}
