import { Injectable } from '@nestjs/common';
import { NoteFailedPayment } from '../../billing/failures/note-failed-payment.use-case.js';
import { SettleRecharge } from '../../billing/use-cases/settle-recharge.use-case.js';
import { chargeState } from '../mappers/charge-state.js';
import { StripeClient } from '../stripe-client.js';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';
import { IntentBuyers } from './intent-buyers.js';

/** What administrators must hear of, and the customer where it concerns them. */
@Injectable()
export class TroubleEvents extends EventGroup {
  readonly handlers = [
    ['payment_intent.payment_failed', (event: EventReference) => this.paymentFailed(event)],
  ] as const;

  constructor(
    private readonly stripe: StripeClient,
    private readonly settleRecharge: SettleRecharge,
    private readonly buyers: IntentBuyers,
    private readonly failed: NoteFailedPayment,
  ) {
    super();
  }

  /** One try of a card. At a checkout the page stays open, so this is news and no end; a recharge tells its own. */
  private async paymentFailed({ eventId, objectId }: EventReference): Promise<void> {
    const intent = await this.stripe.api.paymentIntents.retrieve(objectId);
    if (await this.settleRecharge.execute(chargeState(intent))) return;
    // A renewal's failure is told by its invoice, which knows the plan and when Stripe tries again.
    if (await this.isForInvoice(objectId)) return;
    const failure = intent.last_payment_error;
    await this.failed.execute({
      eventId,
      userId: await this.buyers.of(intent),
      reference: intent.id,
      amount: intent.amount,
      currency: intent.currency,
      reason: failure?.decline_code ?? failure?.code ?? failure?.message ?? 'unknown',
    });
  }

  private async isForInvoice(intentId: string): Promise<boolean> {
    const payment = { type: 'payment_intent' as const, payment_intent: intentId };
    const { data } = await this.stripe.api.invoicePayments.list({ payment, limit: 1 });
    return data.length > 0;
  }
}
