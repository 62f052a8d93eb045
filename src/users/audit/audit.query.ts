import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';

/** One action of the team, as people read it. */
export interface LoggedAction {
  readonly id: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly customer: { readonly name: string; readonly telegramId: number | null } | null;
}

export interface AuditFilter {
  readonly userId?: UserId;
  readonly actorTelegramId?: number;
  /** Only what came before that entry. */
  readonly before?: number;
}

export interface AuditPage {
  readonly actions: readonly LoggedAction[];
  readonly hasMore: boolean;
}

const pageSize = 10;

type Row = Omit<LoggedAction, 'customer'> & { name: string | null; telegramId: number | null };

@Injectable()
export class AuditQuery {
  /** Newest first. */
  async page(db: Db, { userId, actorTelegramId, before }: AuditFilter): Promise<AuditPage> {
    const rows = await db.query<Row>(
      `select l.id, l.created_at as at, l.actor_name as actor, l.action, l.reason, l.before, l.after,
         u.first_name as name, u.telegram_id as "telegramId"
       from audit_log l left join users u on u.id = l.user_id
       where ($1::bigint is null or l.user_id = $1) and ($2::bigint is null or l.actor_telegram_id = $2)
         and ($3::bigint is null or l.id < $3)
       order by l.id desc limit ${pageSize + 1}`,
      [userId ?? null, actorTelegramId ?? null, before ?? null],
    );
    const actions = rows.slice(0, pageSize).map(({ name, telegramId, ...action }) => ({
      ...action,
      customer: name === null ? null : { name, telegramId },
    }));
    return { actions, hasMore: rows.length > pageSize };
  }
}
