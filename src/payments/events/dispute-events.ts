import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { billingAlert } from '../../billing/billing.jobs.js';
import { newsOf } from '../../billing/disputes/dispute-stage.js';
import { PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { SyncPayment } from '../../billing/use-cases/sync-payment.use-case.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { idOf } from '../mappers/checkout-state.js';
import { disputeState } from '../mappers/dispute-state.js';
import { StripeClient } from '../stripe-client.js';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';

/** Disputes and inquiries: the event only says where to look; what is booked and told is what Stripe says now. */
@Injectable()
export class DisputeEvents extends EventGroup {
  readonly handlers = [
    ['charge.dispute.created', (event: EventReference) => this.changed(event)],
    ['charge.dispute.updated', (event: EventReference) => this.changed(event)],
    ['charge.dispute.closed', (event: EventReference) => this.changed(event)],
    ['charge.dispute.funds_withdrawn', (event: EventReference) => this.changed(event)],
    ['charge.dispute.funds_reinstated', (event: EventReference) => this.changed(event)],
  ] as const;

  constructor(
    private readonly stripe: StripeClient,
    private readonly transactor: Transactor,
    private readonly payments: PaymentsRepository,
    private readonly sync: SyncPayment,
  ) {
    super();
  }

  private async changed({ objectId }: EventReference): Promise<void> {
    const dispute = await this.stripe.api.disputes.retrieve(objectId);
    const intentId = idOf(dispute.payment_intent);
    const { reader } = this.transactor;
    const isOurs =
      intentId !== null && (await this.payments.byPaymentIntent(reader, 'stripe', intentId)) !== undefined;
    if (isOurs) await this.sync.execute('stripe', intentId);
    else await this.tellOfUnknown(dispute);
  }

  /** Not granted by us, or not yet; the money is the owner's either way. Once per dispute and news. */
  private async tellOfUnknown(dispute: Stripe.Dispute): Promise<void> {
    const { stage, disputeId: reference, amount, currency, reason, dueBy } = disputeState(dispute);
    const kind = newsOf(undefined, stage);
    if (kind === null) return;
    const alert = {
      kind,
      userId: null,
      dispute: null,
      reference,
      payment: idOf(dispute.payment_intent) ?? idOf(dispute.charge) ?? '',
      title: null,
      amount,
      currency,
      reason,
      dueBy: dueBy?.toISOString() ?? null,
      creditsTaken: 0,
      owed: 0,
    };
    await this.transactor.run((tx) => announce(tx, billingAlert, { key: `${kind}:${reference}`, alert }));
  }
}
