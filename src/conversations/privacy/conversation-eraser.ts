import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { SharedCache } from '../../database/shared-cache.js';
import { announce } from '../../jobs/background/announce.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import type { ChatId, TelegramId, UserId } from '../../kernel/ids.js';
import { deleteTopic, type DeleteTopicPayload, topicKept } from '../conversations.jobs.js';
import { deskLane, priorities } from '../outbound-lanes.js';
import { topicKey } from '../threads/threads.repository.js';

interface OwnThread {
  readonly id: number;
  readonly chatId: ChatId;
  readonly topicId: number | null;
  /** Content on sale lives in the topic: deleting it would take that from everybody. */
  readonly holdsContent: boolean;
}

/** Takes the person out of their conversation, step by step; each step may run again. */
@Injectable()
export class ConversationEraser {
  constructor(
    private readonly cache: SharedCache,
    private readonly lanes: Lanes,
  ) {}

  /** What was locked in somebody's topic, in whichever of the groups it was then, the log of that action knows. */
  async lock(tx: Tx, userId: UserId): Promise<OwnThread | undefined> {
    const [thread] = await tx.query<OwnThread>(
      `select t.id, g.chat_id as "chatId", t.topic_id as "topicId", exists (
         select from content_items i
         where i.gone_at is null and i.chat_id = g.chat_id and i.id in (
           select (l.after ->> 'item')::bigint from audit_log l
           where l.user_id = $1 and l.action = 'content.locked')) as "holdsContent"
       from threads t join admin_groups g on g.id = t.admin_group_id where t.user_id = $1 for update of t`,
      [userId],
    );
    return thread;
  }

  /** Returns the holds of what will not be delivered any more. */
  async dropUnsent(tx: Tx, threadId: number): Promise<number[]> {
    const rows = await tx.query<{ holdId: number | null }>(
      `update messages set status = 'dropped', failure = 'erased'
       where thread_id = $1 and status in ('queued', 'short', 'held') returning hold_id as "holdId"`,
      [threadId],
    );
    return rows.flatMap(({ holdId }) => (holdId === null ? [] : [holdId]));
  }

  async forgetArrivals(tx: Tx, userId: UserId): Promise<void> {
    await tx.query(`delete from message_rates where user_id = $1`, [userId]);
    await tx.query(`delete from floods where user_id = $1`, [userId]);
    await tx.query(`delete from first_contacts where user_id = $1`, [userId]);
  }

  /** What is left counts in the figures of its day: a kind, a time and a cost, tied to nobody and to no chat. */
  async anonymiseMessages(tx: Tx, threadId: number, telegramId: TelegramId): Promise<void> {
    await tx.query(
      `delete from reactions where actor_id = $2 or chat_id = $2
         or crossing_id in (select id from messages where thread_id = $1)`,
      [threadId, telegramId],
    );
    await tx.query(
      `update messages set chat_id = 0, message_id = id, reply_to_message_id = null, media_group_id = null,
         carries = null, content_key = null, copy_chat_id = null, copy_message_id = null,
         author_telegram_id = null, author_name = null
       where thread_id = $1 and chat_id <> 0`,
      [threadId],
    );
    await tx.query(`update ratings set message_id = null, comment_message_id = null where thread_id = $1`, [
      threadId,
    ]);
    await tx.query(`delete from notes where thread_id = $1`, [threadId]);
  }

  /** The topics go at Telegram, too, and with them what was written there. */
  async removeTopics(tx: Tx, { id, chatId, topicId, holdsContent }: OwnThread): Promise<void> {
    await tx.query(
      `update threads set topic_id = null, topic_mark = null, card_message_id = null, card_fingerprint = null, card_edited_at = null,
         card_wanted = false, assignee_id = null, assignee_name = null where id = $1`,
      [id],
    );
    if (topicId !== null && holdsContent) await announce(tx, topicKept, { chatId, topicId, why: 'content' });
    else if (topicId !== null) await this.removeTopic(tx, id, { chatId, topicId });
    const spare = await tx.query<DeleteTopicPayload>(
      `delete from spare_topics s using admin_groups g where g.id = s.admin_group_id and s.thread_id = $1
       returning g.chat_id as "chatId", s.topic_id as "topicId"`,
      [id],
    );
    for (const place of spare) await this.removeTopic(tx, id, place);
  }

  private async removeTopic(tx: Tx, threadId: number, place: DeleteTopicPayload): Promise<void> {
    const { chatId, topicId } = place;
    await this.cache.invalidate(tx, topicKey(chatId, topicId));
    const item = { queue: 'outbound', kind: deleteTopic, payload: place, priority: priorities.card } as const;
    await this.lanes.enqueue(tx, { ...item, ...deskLane(threadId, chatId) });
  }
}
