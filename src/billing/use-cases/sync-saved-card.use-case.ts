import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import type { SavedCard } from '../payment-gateway.js';
import { AutoRechargesRepository } from '../recharge/auto-recharges.repository.js';
import { RechargeAttemptsRepository } from '../recharge/recharge-attempts.repository.js';
import { RechargeSwitch } from '../recharge/recharge-switch.js';

/** Follows what became of a saved card at the provider: renewed by the bank, or removed by the customer. */
@Injectable()
export class SyncSavedCard {
  constructor(
    private readonly transactor: Transactor,
    private readonly recharges: AutoRechargesRepository,
    private readonly attempts: RechargeAttemptsRepository,
    private readonly power: RechargeSwitch,
  ) {}

  /** `card` null: it can no longer be charged, so auto-recharge pauses and the customer is told once. */
  async execute(methodId: string, card: SavedCard | null): Promise<void> {
    await this.transactor.run(async (tx) => {
      const userId = await this.recharges.ownerOfCard(tx, methodId);
      if (userId === undefined) return;
      const open = await this.attempts.lockedOpenOf(tx, userId);
      if (card !== null) return this.recharges.refreshCard(tx, userId, card);
      if ((await this.recharges.forgetCard(tx, userId, methodId)) !== 'paused') return;
      if (open !== undefined) await this.attempts.dropIdle(tx, open);
      await this.power.tell(tx, userId, 'card_removed');
    });
  }
}
