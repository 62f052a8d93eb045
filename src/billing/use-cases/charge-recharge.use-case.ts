import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { chargeRecharge } from '../billing.jobs.js';
import { type ChargeState, PaymentGateway, type RefusedCharge } from '../payment-gateway.js';
import { type ClaimedTry, RechargeClaims } from '../recharge/recharge-claims.js';
import { keyLifetimeMs } from '../recharge/recharge-rules.js';
import { SettleRecharge } from './settle-recharge.use-case.js';

/**
 * Makes one try: the claim is committed, then the provider is called, then the result is committed. Whatever breaks in
 * between, the same try is made again with the same key, so that it charges once; an outcome that is not known ends the
 * job with an error, and the attempt stays open until it is.
 */
@Injectable()
@HandlesJob(chargeRecharge)
export class ChargeRecharge {
  constructor(
    private readonly transactor: Transactor,
    private readonly claims: RechargeClaims,
    private readonly gateway: PaymentGateway,
    private readonly settle: SettleRecharge,
    private readonly clock: Clock,
  ) {}

  async handle(payload: { attemptId: string; try: number }): Promise<void> {
    const claimed = await this.transactor.run((tx) => this.claims.claim(tx, payload.attemptId, payload.try));
    if (claimed === undefined) return;
    const result = await this.outcome(claimed);
    if (result === 'never-made') await this.settle.unmade(claimed.charge);
    else if ('refused' in result) await this.settle.unmade(claimed.charge, result.refused);
    else await this.settle.execute(result);
  }

  private async outcome({
    charge,
    firstCalledAt,
  }: ClaimedTry): Promise<ChargeState | RefusedCharge | 'never-made'> {
    if (firstCalledAt === null) return this.gateway.chargeSavedCard(charge);
    // A lost answer is looked for first: the provider may repeat an error for ever under a key that did charge.
    const found = await this.gateway.findCharge(charge, firstCalledAt);
    if (found !== undefined && found.outcome.status !== 'unfinished') return found;
    const age = this.clock.now().getTime() - firstCalledAt.getTime();
    if (age < keyLifetimeMs) return this.gateway.chargeSavedCard(charge);
    if (found === undefined) return 'never-made';
    throw new Error(`charge ${found.chargeId} is still not finished`);
  }
}
