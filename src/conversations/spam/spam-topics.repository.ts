import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { ChatId } from '../../kernel/ids.js';

/** The one topic of each group in which moderators decide about people whom nobody knows. */
@Injectable()
export class SpamTopicsRepository {
  async of(db: Db, chatId: ChatId): Promise<number | undefined> {
    const [row] = await db.query<{ topicId: number }>(
      `select s.topic_id as "topicId" from spam_topics s join admin_groups g on g.id = s.admin_group_id
       where g.chat_id = $1`,
      [chatId],
    );
    return row?.topicId;
  }

  /** The first one stays. */
  async keep(tx: Tx, chatId: ChatId, topicId: number): Promise<void> {
    await tx.query(
      `insert into spam_topics (admin_group_id, topic_id) select id, $2 from admin_groups where chat_id = $1
       on conflict do nothing`,
      [chatId, topicId],
    );
  }

  async lose(tx: Tx, chatId: ChatId, topicId: number): Promise<void> {
    await tx.query(
      `delete from spam_topics s using admin_groups g
       where g.id = s.admin_group_id and g.chat_id = $1 and s.topic_id = $2`,
      [chatId, topicId],
    );
  }

  /** Threads whose first contact waits for a decision of this group's moderators. */
  async waiting(db: Db, chatId: ChatId): Promise<number[]> {
    const rows = await db.query<{ id: number }>(
      `select t.id from first_contacts c join threads t on t.user_id = c.user_id
         join admin_groups g on g.id = t.admin_group_id
       where g.chat_id = $1 and c.way = 'hold' and c.outcome is null order by c.began_at`,
      [chatId],
    );
    return rows.map(({ id }) => id);
  }
}
