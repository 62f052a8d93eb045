import { travelsInBatch } from '../messages/message-kind.js';
import type { QueuedMessage } from '../messages/messages.repository.js';

/** Bot API: `copyMessages` and `forwardMessages` take 1-100 identifiers, strictly increasing. */
const mostPerCall = 100;

/**
 * The longest head of the waiting messages that one call can carry. A copy that answers another message goes
 * alone, because batches have no reply parameters; an album is one unit even then. So does what Telegram may refuse
 * to copy.
 */
export function nextCall(waiting: readonly QueuedMessage[]): readonly QueuedMessage[] {
  const [first] = waiting;
  if (first === undefined) return [];
  const { kind, replyToMessageId, relay, mediaGroupId } = first;
  if (
    !travelsInBatch(kind) ||
    first.carries?.text !== undefined ||
    (replyToMessageId !== null && relay === 'copy' && mediaGroupId === null)
  )
    return [first];
  const batch = [first];
  for (const message of waiting.slice(1)) {
    const last = batch[batch.length - 1] ?? first;
    const sameAlbum = message.mediaGroupId !== null && message.mediaGroupId === last.mediaGroupId;
    const answers = message.replyToMessageId !== null && message.relay === 'copy' && !sameAlbum;
    const fits =
      travelsInBatch(message.kind) &&
      message.carries?.text === undefined &&
      message.carries?.isSilent === first.carries?.isSilent &&
      message.relay === first.relay &&
      message.chatId === first.chatId &&
      message.messageId > last.messageId;
    if (batch.length === mostPerCall || answers || !fits) break;
    batch.push(message);
  }
  return batch;
}
