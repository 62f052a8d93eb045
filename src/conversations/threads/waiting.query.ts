import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import type { ChatId } from '../../kernel/ids.js';

/** A customer who waits for an answer. */
export interface WaitingConversation {
  readonly firstName: string;
  readonly topicId: number;
  readonly waitingSince: Date;
}

export interface WaitingPage {
  readonly total: number;
  /** From 0; the last one when a later page was asked for. */
  readonly page: number;
  readonly pages: number;
  readonly conversations: readonly WaitingConversation[];
}

const pageSize = 8;

/** Who waits for us in a group, the longest first; without those whom an answer would not reach. */
@Injectable()
export class WaitingQuery {
  async of(db: Db, chatId: ChatId, wantedPage: number): Promise<WaitingPage> {
    const [counted] = await db.query<{ total: number }>(`select count(*) as total ${waiting}`, [chatId]);
    const total = counted?.total ?? 0;
    const pages = Math.max(1, Math.ceil(total / pageSize));
    const page = Math.min(wantedPage, pages - 1);
    const conversations = await db.query<WaitingConversation>(
      `select u.first_name as "firstName", t.topic_id as "topicId", t.waiting_since as "waitingSince" ${waiting}
       order by t.waiting_since, t.id limit $2 offset $3`,
      [chatId, pageSize, page * pageSize],
    );
    return { total, page, pages, conversations };
  }
}

const waiting = `
  from threads t join users u on u.id = t.user_id join admin_groups g on g.id = t.admin_group_id
  where g.chat_id = $1 and t.state = 'open' and t.waiting_since is not null and t.topic_id is not null
    and u.banned_at is null and u.reach = 'reachable'`;
