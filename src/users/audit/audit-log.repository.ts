import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { TelegramId, UserId } from '../../kernel/ids.js';
import { Clock } from '../../kernel/clock.js';
import { blanked } from '../privacy/personal-data.js';

/** Who acts: an administrator with a name, or one who writes anonymously as the group. */
export interface Actor {
  readonly telegramId: TelegramId | null;
  readonly name: string;
}

export interface AuditEntry {
  readonly action: string;
  /** Unique per button or command message: a second press finds it taken. */
  readonly requestKey: string;
  readonly actor: Actor;
  readonly userId: UserId | null;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/** What was logged, as far as it is needed to take it back. */
export interface AuditRecord {
  readonly id: number;
  readonly action: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly createdAt: Date;
}

@Injectable()
export class AuditLogRepository {
  constructor(private readonly clock: Clock) {}

  /** False when the same request was logged before: then the caller must not act again. */
  async record(tx: Tx, entry: AuditEntry): Promise<boolean> {
    const rows = await tx.query(
      `insert into audit_log (action, request_key, actor_telegram_id, actor_name, user_id, reason, before, after, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (request_key) do nothing returning id`,
      [
        entry.action,
        entry.requestKey,
        entry.actor.telegramId,
        entry.actor.name,
        entry.userId,
        entry.reason,
        JSON.stringify(entry.before),
        JSON.stringify(entry.after),
        this.clock.now(),
      ],
    );
    return rows.length === 1;
  }

  /** Whoever had their data erased is not named by what somebody typed, either. Our own word for that stays. */
  async blankReasons(tx: Tx, userId: UserId): Promise<void> {
    await tx.query(
      `update audit_log set reason = $2 where user_id = $1 and action <> 'erase' and reason <> $2`,
      [userId, blanked],
    );
  }

  async blankedReasons(db: Db, userId: UserId): Promise<number> {
    const rows = await db.query(`select 1 from audit_log where user_id = $1 and reason = $2`, [
      userId,
      blanked,
    ]);
    return rows.length;
  }

  /** Who did that to a customer last. */
  async lastActor(db: Db, userId: UserId, action: string): Promise<Actor | undefined> {
    const [actor] = await db.query<Actor>(
      `select actor_telegram_id as "telegramId", actor_name as name from audit_log
       where user_id = $1 and action = $2 order by id desc limit 1`,
      [userId, action],
    );
    return actor;
  }

  byId(db: Db, id: number): Promise<AuditRecord | undefined> {
    return this.one(db, 'id = $1', id);
  }

  byRequestKey(db: Db, requestKey: string): Promise<AuditRecord | undefined> {
    return this.one(db, 'request_key = $1', requestKey);
  }

  private async one(db: Db, condition: string, value: unknown): Promise<AuditRecord | undefined> {
    const rows = await db.query<AuditRecord>(
      `select id, action, before, after, created_at as "createdAt" from audit_log where ${condition}`,
      [value],
    );
    return rows[0];
  }
}
