import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import type { UserId } from '../../kernel/ids.js';
import { type Money, sameMoney } from '../../kernel/money.js';
import { NoSavedCard, RechargeOfferChanged } from '../billing.errors.js';
import { Catalog } from '../catalog/catalog.js';
import { AutoRechargesRepository } from '../recharge/auto-recharges.repository.js';
import { RechargeAttemptsRepository } from '../recharge/recharge-attempts.repository.js';
import { capMultiples, thresholds } from '../recharge/recharge-rules.js';
import { RechargeTrigger } from '../recharge/recharge-trigger.js';

export interface TurnOnInput {
  readonly userId: UserId;
  readonly productCode: string;
  /** As the customer read it. */
  readonly price: Money;
  readonly threshold: number;
  /** The monthly cap in prices of the pack. */
  readonly capMultiple: number;
  readonly consentVersion: string;
}

/** Records the customer's consent; somebody who is that low already is topped up at once. */
@Injectable()
export class TurnOnAutoRecharge {
  constructor(
    private readonly transactor: Transactor,
    private readonly catalog: Catalog,
    private readonly recharges: AutoRechargesRepository,
    private readonly attempts: RechargeAttemptsRepository,
    private readonly trigger: RechargeTrigger,
  ) {}

  /** Throws `UnknownProduct`, `RechargeOfferChanged` or `NoSavedCard`, and turns nothing on then. */
  async execute({ userId, productCode, ...wish }: TurnOnInput): Promise<void> {
    const offer = await this.catalog.byCode(productCode);
    const isOffered = thresholds.includes(wish.threshold) && capMultiples.includes(wish.capMultiple);
    if (offer.kind !== 'credit_pack' || !isOffered || !sameMoney(offer.price, wish.price)) {
      throw new RechargeOfferChanged({ asked: productCode });
    }
    const { productId, credits, price } = offer;
    const monthlyCap = price.amount * wish.capMultiple;
    const { threshold, consentVersion: version } = wish;
    await this.transactor.run(async (tx) => {
      const open = await this.attempts.lockedOpenOf(tx, userId);
      // What waited was agreed to under the earlier consent.
      if (open !== undefined) await this.attempts.dropIdle(tx, open);
      const consent = { productId, credits, price, threshold, monthlyCap, version };
      if (!(await this.recharges.turnOn(tx, userId, consent))) throw new NoSavedCard();
      await this.trigger.check(tx, userId);
    });
  }
}
