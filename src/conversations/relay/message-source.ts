import type { Source } from '../../billing/ledger/ledger.types.js';
import type { UserId } from '../../kernel/ids.js';

/** The type of the source under which the ledger knows what a message cost. */
export const messageSource = 'message';

/**
 * The journal is never changed, so it names a message by our own id of its author: Telegram's would outlive an erasure.
 * A customer has one chat with the bot, in which message ids are unique.
 */
export function sourceOf(userId: UserId, messageId: number): Source {
  return { type: messageSource, id: `${userId}:${messageId}` };
}

/** Telegram's id of the message behind a hold's key, which is the type and the id of its source. */
export function messageIdOfHold(key: string): number {
  return Number(key.split(':').at(-1));
}
