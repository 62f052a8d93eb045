import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';

/** How far a bot's list of Star transactions has been compared with what is booked here. */
@Injectable()
export class StarCursorsRepository {
  /** Undefined when nothing was ever compared. */
  async seen(db: Db, botId: number): Promise<number | undefined> {
    const [row] = await db.query<{ seen: number }>(`select seen from star_cursors where bot_id = $1`, [
      botId,
    ]);
    return row?.seen;
  }

  /** Of two that compare at once, the one that got further counts. */
  async advance(db: Db, botId: number, seen: number): Promise<void> {
    await db.query(
      `insert into star_cursors (bot_id, seen) values ($1, $2)
       on conflict (bot_id) do update set seen = greatest(star_cursors.seen, excluded.seen)`,
      [botId, seen],
    );
  }
}
