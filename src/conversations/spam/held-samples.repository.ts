import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { ChatId, UserId } from '../../kernel/ids.js';
import type { Carried } from '../messages/carried.js';

/** The first message of somebody unknown, to be shown under their card. */
export interface HeldSample {
  readonly userId: UserId;
  readonly chatId: ChatId;
  readonly cardMessageId: number;
  readonly fromChatId: number;
  readonly messageId: number;
  readonly relay: 'copy' | 'forward';
  readonly carries: Carried | null;
}

/** What the card says is not enough to judge a picture or a voice by. */
@Injectable()
export class HeldSamplesRepository {
  /** Undefined when it stands already, when it is decided, and for a text, whose beginning is on the card. */
  async wanted(db: Db, threadId: number): Promise<HeldSample | undefined> {
    const [sample] = await db.query<HeldSample>(
      `select c.user_id as "userId", c.card_chat_id as "chatId", c.card_message_id as "cardMessageId",
         m.chat_id as "fromChatId", m.message_id as "messageId", m.relay, m.carries
       from threads t join first_contacts c on c.user_id = t.user_id
         cross join lateral (
           select * from messages m where m.thread_id = t.id and m.status = 'held' order by m.id limit 1) m
       where t.id = $1 and c.outcome is null and c.card_message_id is not null and c.sample_message_id is null
         and m.kind <> 'text'`,
      [threadId],
    );
    return sample;
  }

  /** False when it was decided, shown elsewhere or erased meanwhile. */
  async stands(tx: Tx, { userId, cardMessageId }: HeldSample, messageId: number): Promise<boolean> {
    const rows = await tx.query(
      `update first_contacts set sample_message_id = $3
       where user_id = $1 and card_message_id = $2 and outcome is null and sample_message_id is null
       returning user_id`,
      [userId, cardMessageId, messageId],
    );
    return rows.length === 1;
  }
}
