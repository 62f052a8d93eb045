import type { Source } from '../../billing/ledger/ledger.types.js';
import type { Counterpart } from '../messages/messages.repository.js';

/** The type of the source under which the ledger knows what a message cost. */
export const messageSource = 'message';

export function sourceOf({ chatId, messageId }: Counterpart): Source {
  return { type: messageSource, id: `${chatId}:${messageId}` };
}

/** The message behind a hold's key, which is the type and the id of its source. */
export function messageOfHold(key: string): Counterpart {
  const [, chatId, messageId] = key.split(':').map(Number);
  return { chatId: chatId ?? 0, messageId: messageId ?? 0 };
}
