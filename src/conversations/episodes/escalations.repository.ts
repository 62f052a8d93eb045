import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { ChatId } from '../../kernel/ids.js';

/** One wait of one customer, by which an escalation is known. */
export interface Wait {
  readonly threadId: number;
  readonly waitingSince: Date;
}

export interface EscalationEnd {
  readonly at: Date;
  readonly outcome: 'answered' | 'closed';
  readonly by: string | null;
  /** Working time. */
  readonly waitedSeconds: number;
}

export interface Escalation extends Wait {
  readonly chatId: ChatId;
  readonly messageId: number | null;
  readonly createdAt: Date;
  readonly end: EscalationEnd | undefined;
}

@Injectable()
export class EscalationsRepository {
  /** Who has waited since before that moment and was not escalated, the longest first; it is our turn since then too. */
  async due(db: Db, since: Date, count: number): Promise<Wait[]> {
    return db.query<Wait>(
      `select t.id as "threadId", t.waiting_since as "waitingSince"
       from threads t join users u on u.id = t.user_id
       where t.state = 'open' and t.waiting_since <= $1 and t.state_since <= $1 and t.topic_id is not null
         and u.banned_at is null and u.reach = 'reachable'
         and not exists (select from escalations e where e.thread_id = t.id and e.waiting_since = t.waiting_since)
       order by t.waiting_since limit $2`,
      [since, count],
    );
  }

  /** False when this wait was escalated before. */
  async claim(tx: Tx, { threadId, waitingSince }: Wait, chatId: ChatId, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `insert into escalations (thread_id, waiting_since, chat_id, created_at) values ($1, $2, $3, $4)
       on conflict do nothing returning thread_id`,
      [threadId, waitingSince, chatId, now],
    );
    return rows.length === 1;
  }

  /** Where the alert is, when this wait was escalated and has only now ended. */
  async end(tx: Tx, { threadId, waitingSince }: Wait, end: EscalationEnd): Promise<ChatId | undefined> {
    const [row] = await tx.query<{ chatId: ChatId }>(
      `update escalations set ended_at = $3, outcome = $4, ended_by = $5, waited_seconds = $6
       where thread_id = $1 and waiting_since = $2 and ended_at is null returning chat_id as "chatId"`,
      [threadId, waitingSince, end.at, end.outcome, end.by, end.waitedSeconds],
    );
    return row?.chatId;
  }

  async of(db: Db, { threadId, waitingSince }: Wait): Promise<Escalation | undefined> {
    const [row] = await db.query<Omit<Escalation, 'end'> & Nullable<EscalationEnd>>(
      `select thread_id as "threadId", waiting_since as "waitingSince", chat_id as "chatId", message_id as "messageId",
         created_at as "createdAt", ended_at as at, outcome, ended_by as by, waited_seconds as "waitedSeconds"
       from escalations where thread_id = $1 and waiting_since = $2`,
      [threadId, waitingSince],
    );
    if (row === undefined) return undefined;
    const { at, outcome, by, waitedSeconds, ...escalation } = row;
    const hasEnded = at !== null && outcome !== null && waitedSeconds !== null;
    return { ...escalation, end: hasEnded ? { at, outcome, by, waitedSeconds } : undefined };
  }

  async stands(tx: Tx, { threadId, waitingSince }: Wait, messageId: number): Promise<void> {
    await tx.query(`update escalations set message_id = $3 where thread_id = $1 and waiting_since = $2`, [
      threadId,
      waitingSince,
      messageId,
    ]);
  }
}

type Nullable<Shape> = { readonly [Key in keyof Shape]: Shape[Key] | null };
