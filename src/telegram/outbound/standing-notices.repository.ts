import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { MessagePlace } from './pay-messages.repository.js';

/** Messages of the bot that say how things are now, each under a key: edited when they change, never sent twice. */
@Injectable()
export class StandingNoticesRepository {
  constructor(private readonly clock: Clock) {}

  /** False when that or something newer was said: `version` rises with what is told. */
  async claim(tx: Tx, key: string, version: number): Promise<boolean> {
    const rows = await tx.query(
      `insert into standing_notices as n (key, version, changed_at) values ($1, $2, $3)
       on conflict (key) do update set version = excluded.version, changed_at = excluded.changed_at
         where n.version < excluded.version
       returning key`,
      [key, version, this.clock.now()],
    );
    return rows.length === 1;
  }

  /** Where it stands; undefined until it was sent. */
  async placeOf(db: Db, key: string, chatId: number): Promise<MessagePlace | undefined> {
    const [place] = await db.query<MessagePlace>(
      `select chat_id as "chatId", message_id as "messageId" from standing_notices where key = $1 and chat_id = $2`,
      [key, chatId],
    );
    return place;
  }

  async stands(db: Db, key: string, { chatId, messageId }: MessagePlace): Promise<void> {
    await db.query(`update standing_notices set chat_id = $2, message_id = $3 where key = $1`, [
      key,
      chatId,
      messageId,
    ]);
  }
}
