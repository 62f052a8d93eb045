import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { CardCharge } from '../payment-gateway.js';
import { type Attempt, RechargeAttemptsRepository } from './recharge-attempts.repository.js';
import { RechargePositionQuery, type Standing } from './recharge-position.query.js';

/** A try that this job may make; `firstCalledAt` is set when the same try was begun before and its outcome is unknown. */
export interface ClaimedTry {
  readonly charge: CardCharge;
  readonly firstCalledAt: Date | null;
}

/** Decides and records, before anything is charged, that a try is made; what is no longer wanted is dropped. */
@Injectable()
export class RechargeClaims {
  constructor(
    private readonly attempts: RechargeAttemptsRepository,
    private readonly positions: RechargePositionQuery,
  ) {}

  /** Undefined when there is nothing to charge. */
  async claim(tx: Tx, attemptId: string, attemptTry: number): Promise<ClaimedTry | undefined> {
    const found = await this.attempts.byId(tx, attemptId);
    const attempt = found === undefined ? undefined : await this.attempts.locked(tx, found.purchaseId);
    if (attempt === undefined || !isDue(attempt, attemptTry)) return undefined;
    const isBegun = attempt.status === 'charging' && attempt.calledAt !== null;
    const methodId = isBegun ? attempt.methodId : await this.begin(tx, attempt, attemptTry);
    if (methodId === undefined) return undefined;
    const charge = await this.attempts.chargeOf(tx, attempt.id);
    // A customer who is unknown to the provider cannot have a card there.
    if (charge === undefined) throw new Error(`attempt ${attempt.id} has no customer to charge`);
    return { charge, firstCalledAt: isBegun ? attempt.calledAt : null };
  }

  /** Time has passed since the last look: the customer may have paid otherwise, or may not wish it any more. */
  private async begin(tx: Tx, attempt: Attempt, attemptTry: number): Promise<string | undefined> {
    const position = await this.positions.judged(tx, attempt.userId, attempt.purchaseId);
    if (
      position === undefined ||
      !isStillAgreed(attempt, position.standing) ||
      position.verdict.kind === 'enough'
    ) {
      await this.attempts.close(tx, attempt.id, 'dropped');
      return undefined;
    }
    await this.attempts.called(tx, attempt.id, attemptTry, position.standing);
    return position.standing.methodId;
  }
}

function isDue(attempt: Attempt, attemptTry: number): boolean {
  if (attempt.status === 'charging') return attempt.try === attemptTry;
  return attempt.status === 'waiting' && attempt.try + 1 === attemptTry;
}

/** The attempt's price fits what is agreed now, and the cap of the month in which it would be charged. */
function isStillAgreed(attempt: Attempt, { amount, currency, monthTotal, monthlyCap }: Standing): boolean {
  return attempt.amount === amount && attempt.currency === currency && monthTotal + amount <= monthlyCap;
}
