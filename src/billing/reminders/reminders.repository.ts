import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import type { ReminderLead } from './reminder-due.js';

export interface RenewingPlan {
  readonly userId: UserId;
  readonly subscriptionId: string;
  readonly endsAt: Date;
}

@Injectable()
export class RemindersRepository {
  /** Customers of whom something ends between these moments, in the order of their ids, from `after` on. */
  async customersEnding(
    db: Db,
    span: { from: Date; to: Date },
    after: UserId | null,
    limit: number,
  ): Promise<UserId[]> {
    const rows = await db.query<{ userId: UserId }>(
      `select distinct user_id as "userId" from access_periods
       where ends_at > $1 and ends_at <= $2 and suspended_at is null and revoked_at is null and user_id > $3
       order by user_id limit $4`,
      [span.from, span.to, after ?? 0, limit],
    );
    return rows.map(({ userId }) => userId);
  }

  /** Plans that renew by themselves between these moments and of which nobody was reminded. */
  plansRenewing(db: Db, span: { from: Date; to: Date }, limit: number): Promise<RenewingPlan[]> {
    return db.query<RenewingPlan>(
      `select s.user_id as "userId", s.subscription_id as "subscriptionId", s.current_period_end as "endsAt"
       from subscriptions s
       where s.status = 'active' and s.ends_at is null and not s.collection_paused
         and s.current_period_end > $1 and s.current_period_end <= $2
         and not exists (select from access_reminders r where r.user_id = s.user_id
           and r.ends_at = s.current_period_end and r.lead = 'renewal')
       order by s.current_period_end, s.subscription_id limit $3`,
      [span.from, span.to, limit],
    );
  }

  /** False when this end was reminded of before. */
  async claim(
    tx: Tx,
    reminder: { userId: UserId; endsAt: Date; lead: ReminderLead | 'renewal' },
    now: Date,
  ): Promise<boolean> {
    const rows = await tx.query(
      `insert into access_reminders (user_id, ends_at, lead, created_at) values ($1, $2, $3, $4)
       on conflict do nothing returning user_id`,
      [reminder.userId, reminder.endsAt, reminder.lead, now],
    );
    return rows.length === 1;
  }
}
