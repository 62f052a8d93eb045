import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { CardLane } from '../cards/card-lane.js';
import { Clock } from '../../kernel/clock.js';
import { ThreadsRepository } from './threads.repository.js';

export interface NoteInput {
  readonly threadId: number;
  readonly chatId: number;
  readonly messageId: number;
  readonly authorName: string;
  readonly body: string;
}

/** Something that moderators tell each other about a customer and that never leaves the group. */
@Injectable()
export class WriteNote {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly card: CardLane,
    private readonly clock: Clock,
  ) {}

  execute(note: NoteInput): Promise<void> {
    return this.transactor.run((tx) => this.within(tx, note));
  }

  async within(tx: Tx, { threadId, chatId, messageId, authorName, body }: NoteInput): Promise<void> {
    await tx.query(
      `insert into notes (thread_id, chat_id, message_id, author_name, body, created_at)
       values ($1, $2, $3, $4, $5, $6) on conflict (chat_id, message_id) do nothing`,
      [threadId, chatId, messageId, authorName, body, this.clock.now()],
    );
    await this.card.want(tx, await this.threads.byId(tx, threadId));
  }
}
