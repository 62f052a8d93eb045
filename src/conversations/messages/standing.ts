import type { Message } from './message.entity.js';

/** What now stands on the other side for a batch of messages. */
export interface Standing {
  readonly chatId: number;
  /** In the order of the messages. */
  readonly copies: readonly number[];
  /** Forwards cannot be edited, which is not always what was wished for at first. */
  readonly as: Message['relay'];
}
