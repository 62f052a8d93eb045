import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import { Message } from '../messages/message.entity.js';
import type { MessageKind } from '../messages/message-kind.js';

/** Messages of somebody whose first contact is not decided; under the lock of that contact. */
@Injectable()
export class HeldMessagesRepository {
  constructor(private readonly clock: Clock) {}

  /** They are taken on now, at first as what waits for credits; the oldest first. */
  async takeOn(tx: Tx, threadId: number): Promise<Message[]> {
    const taken = await tx.query<{ id: number }>(
      `update messages set status = 'short', created_at = $2 where thread_id = $1 and status = 'held' returning id`,
      [threadId, this.clock.now()],
    );
    const ids = taken.map(({ id }) => id);
    return tx.manager.find(Message, { where: { id: In(ids) }, order: { id: 'ASC' } });
  }

  /** They are not passed on; returns what those were. */
  async refuse(tx: Tx, threadId: number, failure: string): Promise<MessageKind[]> {
    const refused = await tx.query<{ kind: MessageKind }>(
      `update messages set status = 'refused', failure = $2, carries = null
       where thread_id = $1 and status = 'held' returning kind`,
      [threadId, failure],
    );
    return refused.map(({ kind }) => kind);
  }
}
