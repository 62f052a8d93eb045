import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { endPlan } from '../billing.jobs.js';
import type { PlanBoughtTwice } from './plan-bought-twice.query.js';

/** An administrator ends a plan for which there is nothing to refund. Logged; pressed twice it is done once. */
@Injectable()
export class CancelPlan {
  constructor(
    private readonly transactor: Transactor,
    private readonly audit: AuditLogRepository,
    private readonly jobs: Jobs,
  ) {}

  /** False when it was asked for before. */
  execute(
    { userId, subscriptionId, title }: PlanBoughtTwice,
    actor: Actor,
    reason: string,
  ): Promise<boolean> {
    return this.transactor.run(async (tx) => {
      const isNew = await this.audit.record(tx, {
        action: 'cancel_plan',
        requestKey: `cancel-plan:${subscriptionId}`,
        actor,
        userId,
        reason,
        before: { subscriptionId, title },
        after: { cancelled: true },
      });
      if (isNew) await this.jobs.enqueue(tx, endPlan, { subscriptionId });
      return isNew;
    });
  }
}
