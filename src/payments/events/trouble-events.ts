import { Injectable } from '@nestjs/common';
import { type BillingAlert, billingAlert } from '../../billing/billing.jobs.js';
import { PurchasesRepository } from '../../billing/purchases/purchases.repository.js';
import { SettleRecharge } from '../../billing/use-cases/settle-recharge.use-case.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { chargeState } from '../mappers/charge-state.js';
import { purchaseIdOf } from '../mappers/checkout-state.js';
import { StripeClient } from '../stripe-client.js';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';

/** What administrators must hear of, and the customer where it concerns them. */
@Injectable()
export class TroubleEvents extends EventGroup {
  readonly handlers = [
    ['payment_intent.payment_failed', (event: EventReference) => this.paymentFailed(event)],
  ] as const;

  constructor(
    private readonly stripe: StripeClient,
    private readonly transactor: Transactor,
    private readonly purchases: PurchasesRepository,
    private readonly settleRecharge: SettleRecharge,
  ) {
    super();
  }

  /** One try of a card. At a checkout the page stays open, so this is news and no end; a recharge tells its own. */
  private async paymentFailed({ eventId, objectId }: EventReference): Promise<void> {
    const intent = await this.stripe.api.paymentIntents.retrieve(objectId);
    if (await this.settleRecharge.execute(chargeState(intent))) return;
    const failure = intent.last_payment_error;
    await this.alert(eventId, {
      kind: 'payment_failed',
      userId: await this.buyerOf(purchaseIdOf(intent.metadata['purchase_id'])),
      reference: intent.id,
      amount: intent.amount,
      currency: intent.currency,
      reason: failure?.decline_code ?? failure?.code ?? failure?.message ?? 'unknown',
    });
  }

  alert(key: string, alert: BillingAlert): Promise<void> {
    return this.transactor.run((tx) => announce(tx, billingAlert, { key, alert }));
  }

  private async buyerOf(purchaseId: string | null): Promise<UserId | null> {
    if (purchaseId === null) return null;
    const purchase = await this.transactor.run((tx) => this.purchases.byId(tx, purchaseId));
    return purchase?.userId ?? null;
  }
}
