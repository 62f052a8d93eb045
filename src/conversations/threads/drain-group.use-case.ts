import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import type { ChatId } from '../../kernel/ids.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { AdminGroups } from './admin-groups.js';

export interface DrainWish {
  readonly chatId: ChatId;
  /** False lets new customers in again. */
  readonly drained: boolean;
  readonly actor: Actor;
  readonly requestKey: string;
}

export type Drained =
  | { readonly kind: 'changed' | 'unchanged'; readonly open: number }
  /** No other group would take new customers. */
  | { readonly kind: 'last' }
  /** The settings do not name the group, so it takes nobody either way. */
  | { readonly kind: 'unlisted' };

/**
 * Lets an admin group run empty: new customers go to the other groups, present ones stay while their conversation is
 * open and move when they write after it was closed.
 */
@Injectable()
export class DrainGroup {
  constructor(
    private readonly transactor: Transactor,
    private readonly groups: AdminGroups,
    private readonly audit: AuditLogRepository,
  ) {}

  execute({ chatId, drained, actor, requestKey }: DrainWish): Promise<Drained> {
    return this.transactor.run(async (tx) => {
      const groups = await this.groups.lockAll(tx);
      const group = groups.find((candidate) => candidate.chatId === chatId);
      if (group === undefined || (!drained && !group.isNamed)) return { kind: 'unlisted' };
      const { open } = group;
      if ((group.drainedAt !== null) === drained) return { kind: 'unchanged', open };
      if (drained && !groups.some(({ id, draining }) => id !== group.id && !draining))
        return { kind: 'last' };
      const entry = {
        action: drained ? 'drain_group' : 'fill_group',
        requestKey,
        actor,
        userId: null,
        reason: null,
      };
      const states = { before: { chatId, drained: !drained }, after: { chatId, drained } };
      if (!(await this.audit.record(tx, { ...entry, ...states }))) return { kind: 'unchanged', open };
      await this.groups.setDrained(tx, group.id, drained);
      return { kind: 'changed', open };
    });
  }
}
