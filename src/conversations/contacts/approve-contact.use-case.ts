import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { UsersRepository } from '../../users/users.repository.js';
import { contactApproved } from '../conversations.jobs.js';
import { ThreadsRepository } from '../threads/threads.repository.js';
import { ContactDecision } from './contact-decision.js';

export interface ApprovalRequest {
  readonly userId: UserId;
  readonly actor: Actor;
  readonly requestKey: string;
}

/** A moderator lets somebody unknown in: everything that was held goes on, in order, and opens their topic. */
@Injectable()
export class ApproveContact {
  constructor(
    private readonly transactor: Transactor,
    private readonly users: UsersRepository,
    private readonly threads: ThreadsRepository,
    private readonly decision: ContactDecision,
    private readonly audit: AuditLogRepository,
  ) {}

  execute({ userId, actor, requestKey }: ApprovalRequest): Promise<'approved' | 'over'> {
    return this.transactor.run(async (tx) => {
      const thread = await this.threads.byUser(tx, userId);
      if (thread === undefined || (await this.users.byId(tx, userId)).bannedAt !== null) return 'over';
      const admitted = await this.decision.admit(tx, thread, 'approved', actor.name);
      if (admitted === undefined) return 'over';
      const entry = { action: 'approve', requestKey, actor, userId, reason: null };
      await this.audit.record(tx, { ...entry, before: null, after: { messages: admitted.count } });
      await announce(tx, contactApproved, { userId, requestKey });
      return 'approved';
    });
  }
}
