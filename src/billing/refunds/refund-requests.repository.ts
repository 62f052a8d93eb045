import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { TelegramId, UserId } from '../../kernel/ids.js';
import type { Actor } from '../../users/audit/audit-log.repository.js';
import type { RefundRefusal } from './refund-provider.js';

/**
 * `draft`: an administrator looks at a payment; `proposed`: an amount waits for the confirming tap; `confirmed`: the
 * provider is asked until the outcome is known; `unknown`: it gave no answer for days.
 */
export type RefundStatus = 'draft' | 'proposed' | 'cancelled' | 'confirmed' | 'done' | 'refused' | 'unknown';

/** Where an administrator asked, for whoever shows the answer. */
export interface RefundPlace {
  readonly chatId: number;
  readonly topicId: number | null;
}

export interface RefundRequest extends RefundPlace {
  readonly id: number;
  readonly userId: UserId;
  readonly paymentId: number;
  readonly provider: string;
  readonly paymentIntentId: string;
  readonly status: RefundStatus;
  readonly reason: string | null;
  readonly actorTelegramId: TelegramId | null;
  readonly actorName: string;
  readonly messageId: number | null;
  /** In minor units; null until something was proposed. */
  readonly amount: number | null;
  readonly seenAdjustments: number | null;
  readonly seenDebt: number | null;
  readonly expiresAt: Date | null;
  readonly tries: number;
  readonly outcome: RefundRefusal | 'pending' | null;
  readonly outcomeText: string | null;
  /** The provider's id of a subscription that is cancelled along with it. */
  readonly endsPlan: string | null;
}

export interface NewRefundRequest {
  readonly requestKey: string;
  readonly userId: UserId;
  readonly paymentId: number;
  readonly reason: string | null;
  readonly actor: Actor;
  readonly place: RefundPlace;
  readonly endsPlan?: string | undefined;
}

export interface Proposal {
  readonly amount: number;
  readonly adjustments: number;
  readonly debt: number;
  readonly expiresAt: Date;
}

export interface Decision {
  readonly status: 'done' | 'refused' | 'unknown';
  readonly refundId: string | null;
  readonly outcome: RefundRequest['outcome'];
  readonly text: string | null;
}

const selectRequest = `
  select r.id, r.user_id as "userId", r.payment_id as "paymentId", p.provider,
    p.payment_intent_id as "paymentIntentId", r.status, r.reason, r.actor_telegram_id as "actorTelegramId",
    r.actor_name as "actorName", r.chat_id as "chatId", r.topic_id as "topicId", r.message_id as "messageId",
    r.amount, r.seen_adjustments as "seenAdjustments", r.seen_debt as "seenDebt", r.expires_at as "expiresAt",
    r.tries, r.outcome, r.outcome_text as "outcomeText",
    r.ends_plan as "endsPlan"
  from refund_requests r join payments p on p.id = r.payment_id where r.id = $1`;

/** The caller of what changes a request holds the payment's row, which serialises everybody who asks for it. */
@Injectable()
export class RefundRequestsRepository {
  constructor(private readonly clock: Clock) {}

  /** The request of that command or button, whether it is new or known. */
  async open(
    tx: Tx,
    { requestKey, userId, paymentId, reason, actor, place, endsPlan }: NewRefundRequest,
  ): Promise<number> {
    const [row] = await tx.query<{ id: number }>(
      `with opened as (
         insert into refund_requests (request_key, user_id, payment_id, status, reason, actor_telegram_id, actor_name,
           chat_id, topic_id, created_at, ends_plan)
         values ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10) on conflict (request_key) do nothing returning id)
       select id from opened union all select id from refund_requests where request_key = $1 limit 1`,
      [
        requestKey,
        userId,
        paymentId,
        reason,
        actor.telegramId,
        actor.name,
        place.chatId,
        place.topicId,
        this.clock.now(),
        endsPlan ?? null,
      ],
    );
    if (row === undefined) throw new Error(`the refund request ${requestKey} is neither new nor known`);
    return row.id;
  }

  async byId(db: Db, id: number): Promise<RefundRequest | undefined> {
    return (await db.query<RefundRequest>(selectRequest, [id]))[0];
  }

  /** Payment first, then the request: the order in which everything about refunds locks. */
  async locked(tx: Tx, id: number): Promise<RefundRequest | undefined> {
    await tx.query(
      `select 1 from payments where id = (select payment_id from refund_requests where id = $1) for update`,
      [id],
    );
    return (await tx.query<RefundRequest>(`${selectRequest} for update of r`, [id]))[0];
  }

  /** Shows another payment, or the same one anew. A plan ends with its own payment only. */
  async draft(tx: Tx, id: number, paymentId: number): Promise<void> {
    await tx.query(
      `update refund_requests set status = 'draft', payment_id = $2,
         ends_plan = case when payment_id = $2 then ends_plan end where id = $1`,
      [id, paymentId],
    );
  }

  async propose(tx: Tx, id: number, { amount, adjustments, debt, expiresAt }: Proposal): Promise<void> {
    await tx.query(
      `update refund_requests set status = 'proposed', amount = $2, seen_adjustments = $3, seen_debt = $4,
         expires_at = $5 where id = $1`,
      [id, amount, adjustments, debt, expiresAt],
    );
  }

  async cancel(tx: Tx, id: number): Promise<void> {
    await tx.query(`update refund_requests set status = 'cancelled', decided_at = $2 where id = $1`, [
      id,
      this.clock.now(),
    ]);
  }

  async confirm(tx: Tx, id: number, actor: Actor, messageId: number | null): Promise<void> {
    await tx.query(
      `update refund_requests set status = 'confirmed', actor_telegram_id = $2, actor_name = $3, message_id = $4
       where id = $1`,
      [id, actor.telegramId, actor.name, messageId],
    );
  }

  async nextTry(db: Db, { id, tries }: RefundRequest): Promise<void> {
    await db.query(`update refund_requests set tries = tries + 1 where id = $1 and tries = $2`, [id, tries]);
  }

  async decide(tx: Tx, id: number, { status, refundId, outcome, text }: Decision): Promise<void> {
    await tx.query(
      `update refund_requests set status = $2, provider_refund_id = $3, outcome = $4, outcome_text = $5,
         decided_at = $6 where id = $1`,
      [id, status, refundId, outcome, text, this.clock.now()],
    );
  }

  /** The oldest refund of ours that such an adjustment can be; remembered, so that it names one adjustment only. */
  async book(tx: Tx, paymentId: number, refundedNow: number, adjustment: number): Promise<void> {
    await tx.query(
      `update refund_requests set adjustment = $3 where id = (
         select id from refund_requests where payment_id = $1 and adjustment is null and amount <= $2
           and status in ('confirmed', 'done') order by id limit 1)`,
      [paymentId, refundedNow, adjustment],
    );
  }

  /** Who refunded, for an adjustment that was a refund of ours. */
  async actorOf(db: Db, paymentId: number, adjustment: number): Promise<string | undefined> {
    const [row] = await db.query<{ actorName: string }>(
      `select actor_name as "actorName" from refund_requests where payment_id = $1 and adjustment = $2`,
      [paymentId, adjustment],
    );
    return row?.actorName;
  }
}
