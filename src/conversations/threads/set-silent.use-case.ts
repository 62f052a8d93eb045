import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { CardLane } from '../cards/card-lane.js';
import { ThreadsRepository } from './threads.repository.js';

export interface SilentInput {
  readonly threadId: number;
  /** Null: the other way round than now. */
  readonly isSilent: boolean | null;
  readonly actor: Actor;
  readonly requestKey: string;
}

/** Whether the customer's phone makes a sound for our messages; the card shows it. */
@Injectable()
export class SetSilent {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly audit: AuditLogRepository,
    private readonly card: CardLane,
  ) {}

  /** Returns what holds now. The same request once more does not turn it back. */
  execute({ threadId, isSilent, actor, requestKey }: SilentInput): Promise<boolean> {
    return this.transactor.run(async (tx) => {
      const known = await this.audit.byRequestKey(tx, requestKey);
      if (known !== undefined) return (known.after as { silent: boolean }).silent;
      const thread = await this.threads.byId(tx, threadId);
      const silent = isSilent ?? !thread.isSilent;
      const entry = { action: 'silent', requestKey, actor, userId: thread.userId, reason: null };
      await this.audit.record(tx, { ...entry, before: { silent: thread.isSilent }, after: { silent } });
      if (await this.threads.setSilent(tx, threadId, silent)) await this.card.want(tx, thread, true);
      return silent;
    });
  }
}
