import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import type { DeadlineLead } from './deadline-due.js';
import type { DisputeStage, DisputeState } from './dispute-stage.js';

export interface Dispute extends DisputeState {
  readonly id: number;
  readonly provider: string;
  readonly paymentId: number;
  readonly paymentIntentId: string;
  readonly userId: UserId;
  readonly closedAt: Date | null;
  /** The last reminder of its deadline. */
  readonly reminded: DeadlineLead | null;
}

/** Whose payment it is about. */
export interface DisputedPayment {
  readonly id: number;
  readonly userId: UserId;
  readonly provider: string;
}

const columns = `d.id, d.provider, d.dispute_id as "disputeId", d.charge_id as "chargeId", d.payment_id as "paymentId",
  p.payment_intent_id as "paymentIntentId", d.user_id as "userId", d.stage, d.amount, d.currency, d.reason,
  d.due_by as "dueBy", d.is_answered as "isAnswered", d.opened_at as "openedAt", d.closed_at as "closedAt",
  d.reminded`;
const selectDisputes = `select ${columns} from disputes d join payments p on p.id = d.payment_id`;
const ended: readonly DisputeStage[] = ['won', 'lost', 'prevented', 'settled'];

/** Disputes as the provider last described them. Whoever writes them holds their payment's row. */
@Injectable()
export class DisputesRepository {
  constructor(private readonly clock: Clock) {}

  async byId(db: Db, id: number): Promise<Dispute | undefined> {
    return (await db.query<Dispute>(`${selectDisputes} where d.id = $1`, [id]))[0];
  }

  ofPayment(tx: Tx, paymentId: number): Promise<Dispute[]> {
    return tx.query<Dispute>(`${selectDisputes} where d.payment_id = $1`, [paymentId]);
  }

  /** Oldest first. */
  ofUser(db: Db, userId: UserId): Promise<Dispute[]> {
    return db.query<Dispute>(`${selectDisputes} where d.user_id = $1 order by d.opened_at, d.id`, [userId]);
  }

  /** How many open or lost disputes count against a customer. */
  async against(db: Db, userId: UserId): Promise<number> {
    const [row] = await db.query<{ count: number }>(
      `select count(distinct (provider, dispute_id)) as count from disputes
       where user_id = $1 and stage in ('open', 'lost') and forgiven_at is null`,
      [userId],
    );
    return row?.count ?? 0;
  }

  /** Customers with so many or more, who could still pay something, and how many pages they could pay at. */
  withOpenPages(tx: Tx, limit: number): Promise<{ userId: UserId; pages: number }[]> {
    return tx.query(
      `select o.user_id as "userId", count(*) as pages from purchases o
       where o.status in ('created', 'open') and o.closed_for is null and o.user_id in (
         select user_id from disputes where stage in ('open', 'lost') and forgiven_at is null
         group by user_id having count(distinct (provider, dispute_id)) >= $1)
       group by o.user_id order by o.user_id`,
      [limit],
    );
  }

  /** How many were forgiven: rises each time that purchases are allowed again. */
  async forgivenOf(db: Db, userId: UserId): Promise<number> {
    const [row] = await db.query<{ count: number }>(
      `select count(*) as count from disputes where user_id = $1 and forgiven_at is not null`,
      [userId],
    );
    return row?.count ?? 0;
  }

  /** Those that counted until now do not any more; returns the provider's ids. */
  async forgive(tx: Tx, userId: UserId): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `update disputes set forgiven_at = $2
       where user_id = $1 and stage in ('open', 'lost') and forgiven_at is null returning dispute_id as id`,
      [userId, this.clock.now()],
    );
    return rows.map(({ id }) => id);
  }

  /** Known or new. A deadline that moved is reminded of anew. Returns its row. */
  async put(tx: Tx, payment: DisputedPayment, state: DisputeState): Promise<number> {
    const closedAt = ended.includes(state.stage) ? this.clock.now() : null;
    const [row] = await tx.query<{ id: number }>(
      `insert into disputes as d (provider, dispute_id, charge_id, payment_id, user_id, stage, amount, currency, reason,
         due_by, is_answered, opened_at, closed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (provider, dispute_id, payment_id) do update
         set stage = excluded.stage, amount = excluded.amount, reason = excluded.reason, due_by = excluded.due_by,
           is_answered = excluded.is_answered,
           closed_at = case when excluded.closed_at is null then null else coalesce(d.closed_at, excluded.closed_at) end,
           reminded = case when d.due_by is not distinct from excluded.due_by then d.reminded end
       returning id`,
      [
        payment.provider,
        state.disputeId,
        state.chargeId,
        payment.id,
        payment.userId,
        state.stage,
        state.amount,
        state.currency,
        state.reason,
        state.dueBy,
        state.isAnswered,
        state.openedAt,
        closedAt,
      ],
    );
    if (row === undefined) throw new Error(`dispute ${state.disputeId} is neither new nor known`);
    return row.id;
  }

  /** Those that wait for an answer of ours, until then. */
  unanswered(db: Db, until: Date): Promise<Dispute[]> {
    return db.query<Dispute>(
      `${selectDisputes}
       where d.stage in ('inquiry', 'open') and not d.is_answered and d.due_by > $1 and d.due_by <= $2
       order by d.due_by, d.id`,
      [this.clock.now(), until],
    );
  }

  /** False when that reminder, or a later one, was given before. */
  async claimReminder(tx: Tx, id: number, lead: DeadlineLead): Promise<boolean> {
    const rows = await tx.query(
      `update disputes set reminded = $2 where id = $1 and reminded is distinct from $2
         and reminded is distinct from 'one_day' and stage in ('inquiry', 'open') and not is_answered returning id`,
      [id, lead],
    );
    return rows.length === 1;
  }
}
