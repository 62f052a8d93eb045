import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { userChanged } from '../../users/users.jobs.js';
import { PurchaseGate } from '../purchases/purchase-gate.js';
import { DisputesRepository } from './disputes.repository.js';

/** An administrator lets a customer buy again: the disputes up to now do not count against them any more. */
@Injectable()
export class AllowPurchases {
  constructor(
    private readonly transactor: Transactor,
    private readonly gate: PurchaseGate,
    private readonly disputes: DisputesRepository,
    private readonly audit: AuditLogRepository,
  ) {}

  execute(userId: UserId, actor: Actor, requestKey: string): Promise<'allowed' | 'not-blocked'> {
    return this.transactor.run(async (tx) => {
      const { isBlocked } = await this.gate.standing(tx, userId);
      const forgiven = isBlocked ? await this.disputes.forgive(tx, userId) : [];
      // Whoever pressed at the same moment was first.
      if (forgiven.length === 0) return 'not-blocked';
      await this.audit.record(tx, {
        action: 'allow_purchases',
        requestKey,
        actor,
        userId,
        reason: null,
        before: { blocked: true, disputes: forgiven },
        after: { blocked: false },
      });
      await announce(tx, userChanged, { userId });
      return 'allowed';
    });
  }
}
