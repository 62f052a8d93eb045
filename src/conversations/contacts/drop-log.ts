import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import type { MessageKind } from '../messages/message-kind.js';
import type { Contact, ContactEnd } from './contact.js';

const reasons: Readonly<Record<ContactEnd, string>> = {
  banned: 'banned',
  expired: 'nobody decided in time',
};
const theBot = { telegramId: null, name: 'the bot' };

/** What was held and then not passed on, for whoever asks later what became of it. */
@Injectable()
export class DropLog {
  constructor(private readonly audit: AuditLogRepository) {}

  async record(tx: Tx, contact: Contact, outcome: ContactEnd, kinds: readonly MessageKind[]): Promise<void> {
    if (kinds.length === 0) return;
    const { userId, beganAt } = contact;
    const banned = outcome === 'banned' ? await this.audit.lastActor(tx, userId, 'ban') : undefined;
    await this.audit.record(tx, {
      action: 'drop_held',
      requestKey: `drop-held:${userId}:${beganAt.toISOString()}`,
      actor: banned ?? theBot,
      userId,
      reason: reasons[outcome],
      before: null,
      after: { messages: kinds.length, ...countByKind(kinds) },
    });
  }
}

function countByKind(kinds: readonly MessageKind[]): Partial<Record<MessageKind, number>> {
  const counts: Partial<Record<MessageKind, number>> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
