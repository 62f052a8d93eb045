import { DomainError } from '../kernel/domain-error.js';

/** The topic was deleted at Telegram. */
export class TopicGone extends DomainError<'topic_gone', Record<string, never>> {
  constructor() {
    super('topic_gone', {});
  }
}

/** The topic is closed and the bot may not write into it. */
export class TopicClosed extends DomainError<'topic_closed', Record<string, never>> {
  constructor() {
    super('topic_closed', {});
  }
}

/** The bot cannot work in the group until a person repairs something there. */
export class GroupUnusable extends DomainError<'group_unusable', { chatId: number; problem: string }> {
  constructor(details: { chatId: number; problem: string }) {
    super('group_unusable', details);
  }
}

export type UndeliverableReason =
  'blocked' | 'deactivated' | 'never_started' | 'source_gone' | 'not_copyable' | 'refused';

/** This message cannot be shown on the other side, now or later. */
export class Undeliverable extends DomainError<
  'undeliverable',
  { reason: UndeliverableReason; text: string }
> {
  constructor(details: { reason: UndeliverableReason; text: string }) {
    super('undeliverable', details);
  }
}

/** The copies of a batch could not be matched with their originals; nothing was left behind. */
export class BatchBroken extends DomainError<'batch_broken', Record<string, never>> {
  constructor() {
    super('batch_broken', {});
  }
}

/** The copy cannot be edited in place, e.g. because it is a forward. */
export class NotEditable extends DomainError<'not_editable', Record<string, never>> {
  constructor() {
    super('not_editable', {});
  }
}
