import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';

/** An episode that is not resolved. */
export interface OpenEpisode {
  readonly id: number;
  readonly openedAt: Date;
  readonly isAnswered: boolean;
}

/** Written under the lock of the thread, so that nothing here needs one of its own. */
@Injectable()
export class EpisodesRepository {
  async open(tx: Tx, threadId: number, at: Date): Promise<void> {
    await tx.query(
      `insert into episodes (thread_id, opened_at) values ($1, $2)
       on conflict (thread_id) where resolved_at is null do nothing`,
      [threadId, at],
    );
  }

  async current(tx: Tx, threadId: number): Promise<OpenEpisode | undefined> {
    const [episode] = await tx.query<OpenEpisode>(
      `select id, opened_at as "openedAt", first_response_at is not null as "isAnswered"
       from episodes where thread_id = $1 and resolved_at is null`,
      [threadId],
    );
    return episode;
  }

  async answer(tx: Tx, id: number, at: Date, seconds: number): Promise<void> {
    await tx.query(`update episodes set first_response_at = $2, first_response_seconds = $3 where id = $1`, [
      id,
      at,
      seconds,
    ]);
  }

  async resolve(tx: Tx, id: number, at: Date, seconds: number): Promise<void> {
    await tx.query(`update episodes set resolved_at = $2, resolution_seconds = $3 where id = $1`, [
      id,
      at,
      seconds,
    ]);
  }

  /** What was reopened was not resolved: the last episode goes on. */
  async goOn(tx: Tx, threadId: number, at: Date): Promise<void> {
    await tx.query(
      `update episodes set resolved_at = null, resolution_seconds = null
       where id = (select max(id) from episodes where thread_id = $1)`,
      [threadId],
    );
    await this.open(tx, threadId, at);
  }
}
