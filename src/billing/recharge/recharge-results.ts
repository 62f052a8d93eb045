import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { ChargeState, Decline } from '../payment-gateway.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { Fulfilment } from '../use-cases/fulfilment.js';
import { AutoRechargesRepository } from './auto-recharges.repository.js';
import { type Attempt, RechargeAttemptsRepository } from './recharge-attempts.repository.js';
import { RechargeSetbacks } from './recharge-setbacks.js';

/** Brings an attempt in line with a charge as it is now; the same state again changes nothing. */
@Injectable()
export class RechargeResults {
  constructor(
    private readonly fulfilment: Fulfilment,
    private readonly recharges: AutoRechargesRepository,
    private readonly attempts: RechargeAttemptsRepository,
    private readonly setbacks: RechargeSetbacks,
  ) {}

  /** The caller holds the locks. */
  async apply(tx: Tx, purchase: Purchase, attempt: Attempt, state: ChargeState): Promise<void> {
    const { chargeId, outcome } = state;
    // Money that came in is granted whatever has become of the attempt.
    if (outcome.status === 'succeeded') return this.succeeded(tx, purchase, attempt, state);
    if (!awaits(attempt, state)) return;
    switch (outcome.status) {
      case 'processing':
        return this.attempts.processing(tx, attempt.id, chargeId);
      case 'authentication':
        return this.setbacks.needsCustomer(tx, attempt, chargeId);
      case 'declined':
        return this.setbacks.declined(tx, attempt, chargeId, outcome.decline);
      case 'canceled':
        return this.attempts.close(tx, attempt.id, 'dropped', { chargeId });
      case 'unfinished':
        return;
    }
  }

  /** The provider made no charge for that try; `decline`: it would not. */
  async unmade(tx: Tx, attempt: Attempt, attemptTry: number, decline: Decline | undefined): Promise<void> {
    if (attempt.status !== 'charging' || attempt.try !== attemptTry) return;
    if (decline === undefined) await this.setbacks.neverMade(tx, attempt);
    else await this.setbacks.declined(tx, attempt, null, decline);
  }

  private async succeeded(
    tx: Tx,
    purchase: Purchase,
    attempt: Attempt,
    { chargeId, price }: ChargeState,
  ): Promise<void> {
    const source = { type: 'payment_intent', id: chargeId };
    await this.fulfilment.fulfil(tx, { purchase, source, paymentIntentId: chargeId, total: price });
    if (attempt.status !== 'succeeded') await this.attempts.succeeded(tx, attempt.id, chargeId);
    await this.recharges.clearFailures(tx, attempt.userId);
  }
}

/** News about an earlier try, or about one whose result is known, is none. */
function awaits(attempt: Attempt, { chargeId, try: chargeTry }: ChargeState): boolean {
  if (attempt.status !== 'charging' && attempt.status !== 'processing') return false;
  return chargeTry === attempt.try || (chargeTry === null && attempt.chargeId === chargeId);
}
