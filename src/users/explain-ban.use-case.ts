import { Injectable } from '@nestjs/common';
import { Transactor } from '../database/transactor.js';
import { announce } from '../jobs/background/announce.js';
import type { BanInput } from './ban-user.use-case.js';
import { AuditLogRepository } from './audit/audit-log.repository.js';
import { userChanged } from './users.jobs.js';
import { UsersRepository } from './users.repository.js';

/** Says afterwards why somebody was banned; a reason that was given stays. */
@Injectable()
export class ExplainBan {
  constructor(
    private readonly transactor: Transactor,
    private readonly users: UsersRepository,
    private readonly audit: AuditLogRepository,
  ) {}

  execute({
    userId,
    reason,
    actor,
    requestKey,
  }: Omit<BanInput, 'banned' | 'reason'> & { readonly reason: string }): Promise<'changed' | 'unchanged'> {
    return this.transactor.run(async (tx) => {
      if (!(await this.users.explainBan(tx, userId, reason))) return 'unchanged';
      const entry = { action: 'ban_reason', requestKey, actor, userId, reason };
      await this.audit.record(tx, { ...entry, before: null, after: null });
      await announce(tx, userChanged, { userId });
      return 'changed';
    });
  }
}
