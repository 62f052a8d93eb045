import { Injectable } from '@nestjs/common';
import { Transactor } from '../database/transactor.js';
import { announce } from '../jobs/background/announce.js';
import type { UserId } from '../kernel/ids.js';
import { Clock } from '../kernel/clock.js';
import { type Actor, AuditLogRepository } from './audit/audit-log.repository.js';
import { userChanged } from './users.jobs.js';
import { UsersRepository } from './users.repository.js';

export interface BanInput {
  readonly userId: UserId;
  readonly banned: boolean;
  readonly reason: string | null;
  readonly actor: Actor;
  readonly requestKey: string;
}

/** Bans a customer or lifts the ban; undoable, logged, and without effect when repeated. */
@Injectable()
export class BanUser {
  constructor(
    private readonly transactor: Transactor,
    private readonly users: UsersRepository,
    private readonly audit: AuditLogRepository,
    private readonly clock: Clock,
  ) {}

  execute({ userId, banned, reason, actor, requestKey }: BanInput): Promise<'changed' | 'unchanged'> {
    return this.transactor.run(async (tx) => {
      const changed = await this.users.setBan(tx, userId, banned ? { reason } : null, this.clock.now());
      if (!changed) return 'unchanged';
      const entry = { action: banned ? 'ban' : 'unban', requestKey, actor, userId, reason };
      await this.audit.record(tx, { ...entry, before: { banned: !banned }, after: { banned } });
      await announce(tx, userChanged, { userId });
      return 'changed';
    });
  }
}
