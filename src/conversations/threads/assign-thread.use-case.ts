import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { CardLane } from '../cards/card-lane.js';
import { ThreadsRepository } from './threads.repository.js';

export interface Assignee {
  readonly telegramId: number;
  readonly name: string;
}

export interface AssignInput {
  readonly threadId: number;
  /** Null: everybody again. */
  readonly assignee: Assignee | null;
  readonly actor: Actor;
  readonly requestKey: string;
}

/** Says who takes care of a conversation; the card shows it at once. */
@Injectable()
export class AssignThread {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly audit: AuditLogRepository,
    private readonly card: CardLane,
  ) {}

  /** The same request once more is answered as the first time. */
  execute({ threadId, assignee, actor, requestKey }: AssignInput): Promise<'changed' | 'unchanged'> {
    return this.transactor.run(async (tx) => {
      if ((await this.audit.byRequestKey(tx, requestKey)) !== undefined) return 'changed';
      const thread = await this.threads.byId(tx, threadId);
      if (!(await this.threads.assign(tx, threadId, assignee))) return 'unchanged';
      const entry = { action: 'assign', requestKey, actor, userId: thread.userId, reason: null };
      const before = { assignee: thread.assigneeName };
      await this.audit.record(tx, { ...entry, before, after: { assignee: assignee?.name ?? null } });
      await this.card.want(tx, thread, true);
      return 'changed';
    });
  }
}
