import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import type { Admission, Contact, ContactEnd, ContactWay } from './contact.js';

const columns = `user_id as "userId", way, began_at as "beganAt", question, answer, wrong,
  paused_until as "pausedUntil", preview, card_chat_id as "cardChatId", card_message_id as "cardMessageId",
  sample_message_id as "sampleMessageId", outcome,
  decided_by as "decidedBy"`;

export interface OpenedContact {
  readonly contact: Contact;
  readonly isNew: boolean;
}

/** Locked by whoever takes a message on and by whoever decides, so that no message stays behind. */
@Injectable()
export class FirstContactsRepository {
  constructor(private readonly clock: Clock) {}

  /** The customer's contact, begun if there is none; one that ended without admission begins anew. */
  async open(tx: Tx, userId: UserId, way: ContactWay, preview: string): Promise<OpenedContact> {
    const begun = await tx.query(
      `insert into first_contacts as c (user_id, way, began_at, preview) values ($1, $2, $3, $4)
       on conflict (user_id) do update set way = $2, began_at = $3, preview = $4, answer = null, wrong = 0,
         paused_until = null, card_chat_id = null, card_message_id = null, sample_message_id = null, outcome = null, decided_at = null,
         decided_by = null
       where c.outcome in ('banned', 'expired') returning user_id`,
      [userId, way, this.clock.now(), preview],
    );
    const contact = await this.lock(tx, userId);
    if (contact === undefined) throw new Error('a first contact was not kept');
    return { contact, isNew: begun.length === 1 };
  }

  async lock(tx: Tx, userId: UserId): Promise<Contact | undefined> {
    return this.one(tx, userId, 'for update');
  }

  async of(db: Db, userId: UserId): Promise<Contact | undefined> {
    return this.one(db, userId, '');
  }

  /** Nobody unknown: something of theirs was taken on before, or they paid. */
  async isKnown(db: Db, userId: UserId): Promise<boolean> {
    const [row] = await db.query<{ isKnown: boolean }>(
      `select exists (select from payments where user_id = $1) or exists (
         select from threads t where t.user_id = $1 and (t.topic_id is not null or exists (
           select from messages m where m.thread_id = t.id and m.status not in ('held', 'refused')))) as "isKnown"`,
      [userId],
    );
    return row?.isKnown ?? false;
  }

  async hasPaid(db: Db, userId: UserId): Promise<boolean> {
    return (await db.query(`select 1 from payments where user_id = $1 limit 1`, [userId])).length > 0;
  }

  /** Another question takes the place of the one that stood. */
  async ask(tx: Tx, userId: UserId, answer: number, wrong: number): Promise<void> {
    await tx.query(
      `update first_contacts set question = question + 1, answer = $2, wrong = $3, paused_until = null
       where user_id = $1`,
      [userId, answer, wrong],
    );
  }

  async pause(tx: Tx, userId: UserId, until: Date): Promise<void> {
    await tx.query(`update first_contacts set paused_until = $2, wrong = 0 where user_id = $1`, [
      userId,
      until,
    ]);
  }

  /** What the first message said is forgotten with that. */
  async decide(tx: Tx, userId: UserId, outcome: Admission | ContactEnd, by: string | null): Promise<void> {
    await tx.query(
      `update first_contacts set outcome = $2, decided_by = $3, decided_at = $4, preview = null, answer = null,
         sample_message_id = null
       where user_id = $1`,
      [userId, outcome, by, this.clock.now()],
    );
  }

  /** Who has waited since before that moment, the longest first. */
  async overdue(db: Db, before: Date, count: number): Promise<UserId[]> {
    const rows = await db.query<{ userId: UserId }>(
      `select user_id as "userId" from first_contacts where outcome is null and began_at < $1
       order by began_at limit $2`,
      [before, count],
    );
    return rows.map(({ userId }) => userId);
  }

  /** How many there are, by how they ended; those that have not are `waiting`. */
  counts(db: Db): Promise<{ readonly outcome: string; readonly count: number }[]> {
    return db.query(
      `select coalesce(outcome, 'waiting') as outcome, count(*)::int as count from first_contacts group by 1`,
    );
  }

  private async one(db: Db, userId: UserId, lock: '' | 'for update'): Promise<Contact | undefined> {
    return (
      await db.query<Contact>(`select ${columns} from first_contacts where user_id = $1 ${lock}`, [userId])
    )[0];
  }
}
