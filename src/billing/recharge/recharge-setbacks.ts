import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { Clock } from '../../kernel/clock.js';
import {
  billingAlert,
  cancelCharge,
  chargeRecharge,
  checkRecharge,
  lapseRecharge,
  rechargeDeclined,
  rechargeNeedsCustomer,
} from '../billing.jobs.js';
import type { Decline } from '../payment-gateway.js';
import { AutoRechargesRepository } from './auto-recharges.repository.js';
import { type Attempt, RechargeAttemptsRepository } from './recharge-attempts.repository.js';
import { customerPatienceMs, mostFailures, mostUnconfirmed, retryAt } from './recharge-rules.js';
import { RechargeSwitch } from './recharge-switch.js';

/** What follows when a try did not bring the money. Each is announced once, because the attempt changes with it. */
@Injectable()
export class RechargeSetbacks {
  constructor(
    private readonly recharges: AutoRechargesRepository,
    private readonly attempts: RechargeAttemptsRepository,
    private readonly power: RechargeSwitch,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** `chargeId` null: the provider did not even make a charge. */
  async declined(tx: Tx, attempt: Attempt, chargeId: string | null, decline: Decline): Promise<void> {
    const { failures, isOn } = await this.recharges.countFailure(tx, attempt.userId);
    const { code, reason } = decline;
    const isOver = chargeId === null || decline.isFinal || failures >= mostFailures || !isOn;
    const nextAt = isOver ? null : retryAt(this.clock.now(), failures);
    if (chargeId === null || nextAt === null) {
      await this.attempts.close(tx, attempt.id, 'failed', { chargeId, code });
      await this.power.turnOff(tx, attempt.userId, 'declined');
    } else {
      await this.attempts.declined(tx, attempt.id, { chargeId, code, nextAt });
      const next = { attemptId: attempt.id, try: attempt.try + 1 };
      await this.jobs.enqueue(tx, chargeRecharge, next, { runAt: nextAt });
    }
    if (chargeId !== null) await this.jobs.enqueue(tx, cancelCharge, { chargeId });
    const at = nextAt?.toISOString() ?? null;
    const { userId, id: attemptId } = attempt;
    await announce(tx, rechargeDeclined, {
      userId,
      attemptId,
      try: attempt.try,
      reason,
      retryAt: at,
    });
    await this.alert(tx, attempt, chargeId, code, at === null ? 'off' : 'retry');
  }

  /** No further try can help before the customer was there; the charge must not be completed beside their page. */
  async needsCustomer(tx: Tx, attempt: Attempt, chargeId: string): Promise<void> {
    const { userId, id: attemptId } = attempt;
    const until = new Date(this.clock.now().getTime() + customerPatienceMs);
    await this.attempts.needsCustomer(tx, attemptId, { chargeId, until });
    await this.jobs.enqueue(tx, cancelCharge, { chargeId });
    await this.jobs.enqueue(tx, lapseRecharge, { attemptId }, { runAt: until });
    await announce(tx, rechargeNeedsCustomer, { userId, attemptId });
    await this.alert(tx, attempt, chargeId, 'authentication_required', 'authentication');
  }

  /** Nobody paid the page in time. */
  async lapsed(tx: Tx, attempt: Attempt): Promise<void> {
    await this.attempts.close(tx, attempt.id, 'failed');
    const { failures } = await this.recharges.countFailure(tx, attempt.userId);
    if (failures >= mostUnconfirmed) await this.power.stop(tx, attempt.userId, 'not_confirmed');
  }

  /** Nothing was charged and nothing will be: it may begin anew if it is still needed. */
  async neverMade(tx: Tx, attempt: Attempt): Promise<void> {
    await this.attempts.close(tx, attempt.id, 'dropped');
    await this.jobs.enqueue(tx, checkRecharge, { userId: attempt.userId });
  }

  private alert(
    tx: Tx,
    { id, userId, amount, currency, try: attemptTry }: Attempt,
    chargeId: string | null,
    reason: string,
    next: 'retry' | 'off' | 'authentication',
  ): Promise<void> {
    const reference = chargeId ?? id;
    const kind = 'recharge_failed' as const;
    const alert = { kind, userId, reference, amount, currency, reason, next };
    return announce(tx, billingAlert, { key: `recharge:${id}:${attemptTry}`, alert });
  }
}
