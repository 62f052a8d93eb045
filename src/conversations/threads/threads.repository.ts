import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { SharedCache } from '../../database/shared-cache.js';
import { Clock } from '../../kernel/clock.js';
import type { ChatId, TelegramId, UserId } from '../../kernel/ids.js';
import type { ThreadState, TopicMark } from './thread.entity.js';

/** A thread with what is needed to act on it: whose it is and where it stands. */
export interface ThreadPlace {
  readonly id: number;
  readonly userId: UserId;
  readonly telegramId: TelegramId;
  readonly firstName: string;
  readonly username: string | null;
  readonly groupId: number;
  readonly chatId: ChatId;
  /** Its group takes no new threads. */
  readonly isDraining: boolean;
  readonly topicId: number | null;
  readonly state: ThreadState;
  readonly snoozedUntil: Date | null;
  readonly topicMark: TopicMark | null;
  readonly assigneeId: number | null;
  readonly assigneeName: string | null;
  readonly isSilent: boolean;
  readonly cardMessageId: number | null;
  readonly cardFingerprint: string | null;
  readonly cardEditedAt: Date | null;
  /** A refresh of the card is on its way already. */
  readonly cardWanted: boolean;
}

/** Whether a first contact of theirs was checked; `ended`: it was, and not admitted. */
export type ContactStanding = 'none' | 'waiting' | 'admitted' | 'ended';

/** What decides about a message that a customer has just written. */
export interface Intake {
  readonly thread: ThreadPlace;
  /** The same message was taken over before. */
  readonly isKnown: boolean;
  /** Older messages wait for credits. */
  readonly hasShort: boolean;
  readonly contact: ContactStanding;
}

const placeColumns = `t.id, t.user_id as "userId", u.telegram_id as "telegramId",
    u.first_name as "firstName", u.username, t.admin_group_id as "groupId",
    g.chat_id as "chatId", g.draining as "isDraining", t.topic_id as "topicId", t.state,
    t.snoozed_until as "snoozedUntil", t.topic_mark as "topicMark", t.assignee_id as "assigneeId",
    t.assignee_name as "assigneeName", t.is_silent as "isSilent", t.card_message_id as "cardMessageId",
    t.card_fingerprint as "cardFingerprint", t.card_edited_at as "cardEditedAt",
    t.card_wanted as "cardWanted"`;
/** By conversations that are not closed. Of groups that all run empty one is better than none. */
const leastLoaded = `select g.id from admin_groups g
  order by g.draining, (select count(*) from threads l where l.admin_group_id = g.id and l.state <> 'closed'), g.id
  limit 1`;
const selectPlace = `
  select ${placeColumns}
  from threads t join users u on u.id = t.user_id join admin_groups g on g.id = t.admin_group_id`;

@Injectable()
export class ThreadsRepository {
  constructor(
    private readonly cache: SharedCache,
    private readonly clock: Clock,
  ) {}

  /** The customer's thread; a new one goes to the admin group with the fewest open ones. */
  async open(tx: Tx, userId: UserId): Promise<ThreadPlace> {
    const known = await this.byUser(tx, userId);
    if (known !== undefined) return known;
    await tx.query(
      `insert into threads (user_id, admin_group_id, created_at)
       select $1, (${leastLoaded}), $2
       on conflict (user_id) do nothing`,
      [userId, this.clock.now()],
    );
    const opened = await this.byUser(tx, userId);
    if (opened === undefined) throw new Error('there is no admin group');
    return opened;
  }

  /** Into a group that takes new threads. What moderators still write in the old topic reaches the customer. */
  async leaveGroup(tx: Tx, thread: ThreadPlace): Promise<void> {
    const moved = await tx.query(
      `update threads set admin_group_id = (${leastLoaded}), topic_id = null, card_message_id = null,
         card_fingerprint = null, card_edited_at = null
       where id = $1 and admin_group_id = $2 and exists (select from admin_groups where not draining) returning id`,
      [thread.id, thread.groupId],
    );
    if (moved.length === 1 && thread.topicId !== null) await this.addSpareTopic(tx, thread, thread.topicId);
  }

  /** Everything at once, because it is asked for every message. */
  async intake(tx: Tx, userId: UserId, chatId: number, messageId: number): Promise<Intake> {
    const [row] = await tx.query<ThreadPlace & Omit<Intake, 'thread'>>(
      `select ${placeColumns},
         exists (select from messages m where m.chat_id = $2 and m.message_id = $3) as "isKnown",
         exists (select from messages m where m.thread_id = t.id and m.status = 'short') as "hasShort",
         case when c.user_id is null then 'none' when c.outcome is null then 'waiting'
           when c.outcome in ('banned', 'expired') then 'ended' else 'admitted' end as contact
       from threads t join users u on u.id = t.user_id join admin_groups g on g.id = t.admin_group_id
         left join first_contacts c on c.user_id = t.user_id
       where t.user_id = $1`,
      [userId, chatId, messageId],
    );
    if (row === undefined) {
      return { thread: await this.open(tx, userId), isKnown: false, hasShort: false, contact: 'none' };
    }
    const { isKnown, hasShort, contact, ...thread } = row;
    return { thread, isKnown, hasShort, contact };
  }

  async byUser(db: Db, userId: UserId): Promise<ThreadPlace | undefined> {
    return (await db.query<ThreadPlace>(`${selectPlace} where t.user_id = $1`, [userId]))[0];
  }

  async byId(db: Db, id: number): Promise<ThreadPlace> {
    const [place] = await db.query<ThreadPlace>(`${selectPlace} where t.id = $1`, [id]);
    if (place === undefined) throw new Error(`there is no thread ${id}`);
    return place;
  }

  /** Which thread a topic belongs to: asked for every message that a moderator writes, so it is cached. */
  threadOfTopic(db: Db, chatId: ChatId, topicId: number): Promise<number | undefined> {
    return this.cache.get(topicKey(chatId, topicId), async () => {
      const [row] = await db.query<{ id: number }>(
        `select t.id from threads t join admin_groups g on g.id = t.admin_group_id
         where g.chat_id = $1 and t.topic_id = $2
         union all
         select s.thread_id from spare_topics s join admin_groups g on g.id = s.admin_group_id
         where g.chat_id = $1 and s.topic_id = $2`,
        [chatId, topicId],
      );
      return row?.id;
    });
  }

  /** Keeps the topic that was just made, marked as open; false when the thread has one already. */
  async setTopic(tx: Tx, thread: ThreadPlace, topicId: number): Promise<boolean> {
    const rows = await tx.query(
      `update threads set topic_id = $2, topic_mark = 'open', card_message_id = null, card_fingerprint = null,
         card_edited_at = null
       where id = $1 and topic_id is null returning id`,
      [thread.id, topicId],
    );
    await this.cache.invalidate(tx, topicKey(thread.chatId, topicId));
    return rows.length === 1;
  }

  /** A second topic of a thread: what moderators write there belongs to the thread all the same. */
  async addSpareTopic(tx: Tx, thread: ThreadPlace, topicId: number): Promise<boolean> {
    const rows = await tx.query(
      `insert into spare_topics (admin_group_id, topic_id, thread_id, created_at) values ($1, $2, $3, $4)
       on conflict do nothing returning topic_id`,
      [thread.groupId, topicId, thread.id, this.clock.now()],
    );
    await this.cache.invalidate(tx, topicKey(thread.chatId, topicId));
    return rows.length === 1;
  }

  /** Forgets a topic that Telegram says is gone; the next message makes a new one. */
  async loseTopic(tx: Tx, thread: ThreadPlace, topicId: number): Promise<void> {
    await tx.query(
      `update threads set topic_id = null, card_message_id = null, card_fingerprint = null, card_edited_at = null
       where id = $1 and topic_id = $2`,
      [thread.id, topicId],
    );
    await this.cache.invalidate(tx, topicKey(thread.chatId, topicId));
  }

  async setTopicMark(tx: Tx, id: number, mark: TopicMark): Promise<void> {
    await tx.query(`update threads set topic_mark = $2 where id = $1`, [id, mark]);
  }

  /** Returns whether that changed anything. */
  async assign(tx: Tx, id: number, assignee: { telegramId: number; name: string } | null): Promise<boolean> {
    const rows = await tx.query(
      `update threads set assignee_id = $2, assignee_name = $3
       where id = $1 and assignee_id is distinct from $2 returning id`,
      [id, assignee?.telegramId ?? null, assignee?.name ?? null],
    );
    return rows.length === 1;
  }

  /** Returns whether that changed anything. */
  async setSilent(tx: Tx, id: number, isSilent: boolean): Promise<boolean> {
    const rows = await tx.query(
      `update threads set is_silent = $2 where id = $1 and is_silent <> $2 returning id`,
      [id, isSilent],
    );
    return rows.length === 1;
  }

  /** True when no refresh was wanted yet, so that one item on the card's lane serves many causes. */
  async wantCard(tx: Tx, id: number): Promise<boolean> {
    const rows = await tx.query(
      `update threads set card_wanted = true where id = $1 and not card_wanted and topic_id is not null returning id`,
      [id],
    );
    return rows.length === 1;
  }

  /** Taken before the card's data is read, so that a change in between asks again. */
  async takeCardWish(tx: Tx, id: number): Promise<void> {
    await tx.query(`update threads set card_wanted = false where id = $1`, [id]);
  }

  async setCard(tx: Tx, id: number, messageId: number | null, fingerprint: string | null): Promise<void> {
    await tx.query(
      `update threads set card_message_id = $2, card_fingerprint = $3, card_edited_at = $4 where id = $1`,
      [id, messageId, fingerprint, this.clock.now()],
    );
  }
}

export const topicKey = (chatId: ChatId, topicId: number): string => `topic:${chatId}:${topicId}`;
