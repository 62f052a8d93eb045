import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { Clock } from '../../kernel/clock.js';
import type { Source } from '../ledger/ledger.types.js';
import { resumed } from './resume-period.js';

/** Free messaging while it runs. */
export interface RunningAccess {
  readonly title: string;
  readonly titles: Partial<Record<string, string>>;
  readonly endsAt: Date;
}

export interface AccessPeriod extends RunningAccess {
  readonly startsAt: Date;
  readonly subscriptionId: string | null;
}

export interface NewAccess {
  readonly userId: UserId;
  readonly kind: 'pass' | 'subscription';
  readonly productId: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly source: Source;
  readonly subscriptionId: string | null;
}

interface Period {
  readonly id: number;
  readonly userId: UserId;
  readonly kind: 'pass' | 'subscription';
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly suspendedAt: Date | null;
}

@Injectable()
export class AccessRepository {
  constructor(private readonly clock: Clock) {}

  /** What runs now, with the end of the whole unbroken chain of periods; undefined when nothing runs. */
  async running(db: Db, userId: UserId): Promise<RunningAccess | undefined> {
    const periods = await this.unbroken(db, userId);
    const [first] = periods;
    if (first === undefined) return undefined;
    const endsAt = new Date(Math.max(...periods.map((period) => period.endsAt.getTime())));
    return { title: first.title, titles: first.titles, endsAt };
  }

  /** The periods from the one that runs now to the first gap, by their beginning. A period is over at its end. */
  async unbroken(db: Db, userId: UserId): Promise<AccessPeriod[]> {
    const now = this.clock.now();
    const periods = await db.query<AccessPeriod>(
      `select p.title, p.titles, a.subscription_id as "subscriptionId", a.starts_at as "startsAt", a.ends_at as "endsAt"
       from access_periods a join products p on p.id = a.product_id
       where a.user_id = $1 and a.ends_at > $2 and a.suspended_at is null and a.revoked_at is null
       order by a.starts_at, a.id`,
      [userId, now],
    );
    let reached = now;
    const gap = periods.findIndex(({ startsAt, endsAt }) => {
      if (startsAt > reached) return true;
      if (endsAt > reached) reached = endsAt;
      return false;
    });
    return gap === -1 ? periods : periods.slice(0, gap);
  }

  /** The end of the customer's last pass, or undefined; a further pass begins there. */
  async lastPassEnd(tx: Tx, userId: UserId): Promise<Date | undefined> {
    const [row] = await tx.query<{ end: Date | null }>(
      `select max(ends_at) as end from access_periods
       where user_id = $1 and kind = 'pass' and suspended_at is null and revoked_at is null`,
      [userId],
    );
    return row?.end ?? undefined;
  }

  async insert(tx: Tx, access: NewAccess): Promise<void> {
    await tx.query(
      `insert into access_periods (user_id, kind, product_id, starts_at, ends_at, source_type, source_id, subscription_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (source_type, source_id) do nothing`,
      [
        access.userId,
        access.kind,
        access.productId,
        access.startsAt,
        access.endsAt,
        access.source.type,
        access.source.id,
        access.subscriptionId,
      ],
    );
  }

  /**
   * Suspends what a payment gave while its money is gone, or lets it run again. Time that was lost meanwhile comes
   * back: what was left of the period begins now, and a pass begins when the customer's other passes have ended.
   */
  async setSuspended(tx: Tx, source: Source, isSuspended: boolean): Promise<void> {
    const [period] = await tx.query<Period>(
      `select id, user_id as "userId", kind, starts_at as "startsAt", ends_at as "endsAt", suspended_at as "suspendedAt"
       from access_periods where source_type = $1 and source_id = $2 for update`,
      [source.type, source.id],
    );
    if (period === undefined || (period.suspendedAt !== null) === isSuspended) return;
    const now = this.clock.now();
    if (isSuspended) {
      await tx.query(`update access_periods set suspended_at = $2 where id = $1`, [period.id, now]);
      return;
    }
    const others = period.kind === 'pass' ? await this.lastPassEnd(tx, period.userId) : undefined;
    const { startsAt, endsAt } = resumed(period, now, others);
    await tx.query(
      `update access_periods set suspended_at = null, starts_at = $2, ends_at = $3 where id = $1`,
      [period.id, startsAt, endsAt],
    );
  }
}
