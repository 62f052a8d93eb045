import { Injectable } from '@nestjs/common';
import { SettleRecharge } from '../../billing/use-cases/settle-recharge.use-case.js';
import { SyncSavedCard } from '../../billing/use-cases/sync-saved-card.use-case.js';
import { chargeState } from '../mappers/charge-state.js';
import { savedCard } from '../mappers/saved-card.js';
import { StripeClient } from '../stripe-client.js';
import { EventGroup } from './event-group.js';
import type { EventReference } from './event-reference.js';

/** Charges of saved cards, and the cards themselves. The intents behind checkouts are not ours: sessions speak for them. */
@Injectable()
export class RechargeEvents extends EventGroup {
  readonly handlers = [
    ['payment_intent.succeeded', (event: EventReference) => this.changed(event)],
    ['payment_intent.processing', (event: EventReference) => this.changed(event)],
    ['payment_intent.canceled', (event: EventReference) => this.changed(event)],
    ['payment_method.detached', (event: EventReference) => this.cardChanged(event)],
    ['payment_method.automatically_updated', (event: EventReference) => this.cardChanged(event)],
  ] as const;

  constructor(
    private readonly stripe: StripeClient,
    private readonly settle: SettleRecharge,
    private readonly syncCard: SyncSavedCard,
  ) {
    super();
  }

  private async changed({ objectId }: EventReference): Promise<void> {
    await this.settle.execute(chargeState(await this.stripe.api.paymentIntents.retrieve(objectId)));
  }

  private async cardChanged({ objectId }: EventReference): Promise<void> {
    const method = await this.stripe.api.paymentMethods.retrieve(objectId);
    await this.syncCard.execute(objectId, savedCard(method) ?? null);
  }
}
