import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { ThreadMoves } from './thread-moves.js';
import { ThreadsRepository } from './threads.repository.js';

export interface StateWish {
  readonly threadId: number;
  readonly event: 'closed' | 'reopened' | 'snoozed';
  /** The moderator's command, or Telegram's note that they closed or opened the topic. */
  readonly messageId: number;
  /** Telegram's own note: the topic needs no call any more. */
  readonly isTopicDone?: boolean;
  /** Only for `snoozed`. */
  readonly until?: Date;
}

/** A moderator closes, reopens or snoozes a conversation; the next message of the customer opens it by itself. */
@Injectable()
export class SetThreadState {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly moves: ThreadMoves,
  ) {}

  /** `unseen`: the customer wrote after the moderator did, so nothing was closed or put off. */
  execute(wish: StateWish): Promise<'changed' | 'unchanged' | 'unseen'> {
    const { threadId, event, messageId, isTopicDone = false, until } = wish;
    return this.transactor.run(async (tx) => {
      const found = await this.moves.situations.lock(tx, threadId);
      const thread = await this.threads.byId(tx, threadId);
      if (
        event !== 'reopened' &&
        (await this.moves.situations.writtenBelow(tx, thread, messageId)) !== null
      ) {
        if (isTopicDone) await this.moves.syncTopic(tx, thread);
        return 'unseen';
      }
      const details = { isUrgent: true, isTopicDone, ...(until === undefined ? {} : { until }) };
      const moved = await this.moves.make(tx, thread, found, event, details);
      return moved === undefined ? 'unchanged' : 'changed';
    });
  }
}
