import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { billingAlert, type DisputeNews } from '../../billing/billing.jobs.js';
import { LedgerRepository } from '../../billing/ledger/ledger.repository.js';
import { PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { SyncPayment } from '../../billing/use-cases/sync-payment.use-case.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { idOf } from '../mappers/checkout-state.js';
import { closingOf, openingOf } from '../mappers/dispute-news.js';
import { StripeClient } from '../stripe-client.js';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';

/** Disputes and inquiries: the event only says where to look; what is booked and told is what Stripe says now. */
@Injectable()
export class DisputeEvents extends EventGroup {
  readonly handlers = [
    ['charge.dispute.created', (event: EventReference) => this.opened(event)],
    ['charge.dispute.updated', (event: EventReference) => this.changed(event)],
    ['charge.dispute.closed', (event: EventReference) => this.closed(event)],
    ['charge.dispute.funds_withdrawn', (event: EventReference) => this.changed(event)],
    ['charge.dispute.funds_reinstated', (event: EventReference) => this.changed(event)],
  ] as const;

  constructor(
    private readonly stripe: StripeClient,
    private readonly transactor: Transactor,
    private readonly payments: PaymentsRepository,
    private readonly ledger: LedgerRepository,
    private readonly sync: SyncPayment,
  ) {
    super();
  }

  private async opened(event: EventReference): Promise<void> {
    const dispute = await this.booked(event);
    await this.tell(dispute, openingOf(dispute.status));
  }

  private async closed(event: EventReference): Promise<void> {
    const dispute = await this.booked(event);
    await this.tell(dispute, closingOf(dispute.status));
  }

  private async changed(event: EventReference): Promise<void> {
    await this.booked(event);
  }

  private async booked({ objectId }: EventReference): Promise<Stripe.Dispute> {
    const dispute = await this.stripe.api.disputes.retrieve(objectId);
    const intentId = idOf(dispute.payment_intent);
    if (intentId !== null) await this.sync.execute('stripe', intentId);
    return dispute;
  }

  /** Once per dispute and news. Null: that status is no news, for example a closing event of a dispute that goes on. */
  private async tell(dispute: Stripe.Dispute, kind: DisputeNews | null): Promise<void> {
    if (kind === null) return;
    const intentId = idOf(dispute.payment_intent);
    const { reader } = this.transactor;
    const payment =
      intentId === null ? undefined : await this.payments.byPaymentIntent(reader, 'stripe', intentId);
    const account = payment === undefined ? undefined : await this.ledger.account(reader, payment.userId);
    const dueBy = dispute.evidence_details.due_by;
    const alert = {
      kind,
      userId: payment?.userId ?? null,
      reference: dispute.id,
      payment: payment === undefined ? (intentId ?? idOf(dispute.charge) ?? '') : `P-${payment.id}`,
      title: payment?.title ?? null,
      amount: dispute.amount,
      currency: dispute.currency,
      reason: dispute.reason,
      dueBy: dueBy === null ? null : new Date(dueBy * 1_000).toISOString(),
      creditsTaken: payment === undefined ? 0 : await this.payments.clawedCredits(reader, payment.id),
      owed: account?.owed ?? 0,
    };
    await this.transactor.run((tx) => announce(tx, billingAlert, { key: `${kind}:${dispute.id}`, alert }));
  }
}
