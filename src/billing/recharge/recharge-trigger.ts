import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { sameMoney } from '../../kernel/money.js';
import { Catalog, type Offer } from '../catalog/catalog.js';
import { RechargeHoldback } from './recharge-holdback.js';
import { RechargeOpener } from './recharge-opener.js';
import { RechargePositionQuery, type Standing } from './recharge-position.query.js';
import { RechargeSwitch } from './recharge-switch.js';

/** Asked whenever a balance may have become too low: begins a recharge if the customer's consent covers one. */
@Injectable()
export class RechargeTrigger {
  constructor(
    private readonly positions: RechargePositionQuery,
    private readonly catalog: Catalog,
    private readonly opener: RechargeOpener,
    private readonly holdback: RechargeHoldback,
    private readonly power: RechargeSwitch,
  ) {}

  /** The caller holds the account's lock, so that parallel spends are judged one after the other. */
  async check(tx: Tx, userId: UserId): Promise<void> {
    const position = await this.positions.judged(tx, userId);
    if (position === undefined) return;
    const { standing, verdict } = position;
    switch (verdict.kind) {
      case 'enough':
      case 'in-flight':
        return;
      case 'later':
        return this.holdback.until(tx, userId, verdict.at);
      case 'capped':
        return this.holdback.capped(tx, userId, standing.month, verdict.at);
      case 'charge':
        return this.charge(tx, userId, standing);
    }
  }

  private async charge(tx: Tx, userId: UserId, standing: Standing): Promise<void> {
    const offer = await this.catalog.packById(tx, standing.productId);
    if (offer === undefined || !isAgreed(offer, standing)) await this.power.stop(tx, userId, 'offer_changed');
    else await this.opener.open(tx, userId, offer, standing);
  }
}

/** What would be charged and given now is what the customer agreed to. */
function isAgreed(offer: Offer, { amount, currency, credits }: Standing): boolean {
  return sameMoney(offer.price, { amount, currency }) && offer.credits === credits;
}
