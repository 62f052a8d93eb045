import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { ChatId, UserId } from '../../kernel/ids.js';
import type { EndedFlood, HeldContact, SpamCard } from './spam-card.js';

export interface CardPlace {
  readonly chatId: ChatId;
  readonly messageId: number;
}

type Row<About> = Omit<SpamCard, 'about'> & Omit<About, 'kind'>;

const person = `u.id as "userId", u.telegram_id as "telegramId", u.first_name as "firstName", u.last_name as "lastName",
  u.username, u.language_code as "languageCode", u.created_at as since, u.banned_at is not null as "isBanned",
  u.ban_reason as "banReason", g.chat_id as "chatId", t.topic_id as "topicId", s.card_chat_id as "cardChatId",
  s.card_message_id as "cardMessageId"`;
const from = (subject: string): string => `
  from threads t join users u on u.id = t.user_id join admin_groups g on g.id = t.admin_group_id
    join ${subject} s on s.user_id = t.user_id
  where t.id = $1 and u.telegram_id is not null`;
const wanted = { contact: 'first_contacts', flood: 'floods' } as const;

@Injectable()
export class SpamCardsRepository {
  /** Undefined for somebody who was erased. */
  async contact(db: Db, threadId: number): Promise<SpamCard | undefined> {
    const [row] = await db.query<Row<HeldContact>>(
      `select ${person}, s.outcome, s.decided_by as "decidedBy", s.preview,
         (select count(*)::int from messages m where m.thread_id = t.id and m.status = 'held') as held,
         (select m.kind from messages m where m.thread_id = t.id and m.status = 'held' order by m.id limit 1) as "firstKind"
       ${from(wanted.contact)}`,
      [threadId],
    );
    if (row === undefined) return undefined;
    const { outcome, decidedBy, preview, held, firstKind, ...card } = row;
    return { ...card, about: { kind: 'contact', outcome, decidedBy, preview, held, firstKind } };
  }

  async flood(db: Db, threadId: number, began: Date): Promise<SpamCard | undefined> {
    const [row] = await db.query<Row<EndedFlood>>(
      `select ${person}, s.began_at as "beganAt", s.last_at as "lastAt", s.refused
       ${from(wanted.flood)} and s.began_at = $2`,
      [threadId, began],
    );
    if (row === undefined) return undefined;
    const { beganAt, lastAt, refused, ...card } = row;
    return { ...card, about: { kind: 'flood', beganAt, lastAt, refused } };
  }

  /** False when there is nothing any more that the card is about. What was shown under another card is not under this one. */
  async stands(
    tx: Tx,
    userId: UserId,
    began: Date | null,
    { chatId, messageId }: CardPlace,
  ): Promise<boolean> {
    const rows = await tx.query(
      `update ${began === null ? wanted.contact : wanted.flood} set card_chat_id = $2, card_message_id = $3${began === null ? ', sample_message_id = null' : ''}
       where user_id = $1 ${began === null ? '' : 'and began_at = $4'} returning user_id`,
      [userId, chatId, messageId, ...(began === null ? [] : [began])],
    );
    return rows.length === 1;
  }

  /** The floods of the last day that moderators can see, by when they began. */
  async shownFloods(db: Db, userId: UserId, since: Date): Promise<Date[]> {
    const rows = await db.query<{ beganAt: Date }>(
      `select began_at as "beganAt" from floods
       where user_id = $1 and last_at > $2 and card_message_id is not null`,
      [userId, since],
    );
    return rows.map(({ beganAt }) => beganAt);
  }

  /** Of somebody who is about to be erased. */
  async places(db: Db, userId: UserId): Promise<CardPlace[]> {
    return db.query<CardPlace>(
      `select card_chat_id as "chatId", card_message_id as "messageId" from first_contacts
       where user_id = $1 and card_message_id is not null
       union all
       select card_chat_id, sample_message_id from first_contacts
       where user_id = $1 and sample_message_id is not null
       union all
       select card_chat_id, card_message_id from floods where user_id = $1 and card_message_id is not null`,
      [userId],
    );
  }
}
