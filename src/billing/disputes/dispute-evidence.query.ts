import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import type { Dispute } from './disputes.repository.js';
import { DisputesRepository } from './disputes.repository.js';

/** What was sold and agreed to. Amounts in minor units. */
export interface DisputedPurchase {
  readonly purchaseId: string;
  readonly title: string;
  readonly kind: string;
  readonly amount: number;
  readonly currency: string;
  readonly credits: number;
  readonly orderedAt: Date;
  readonly sessionId: string | null;
  readonly paidAt: Date;
  readonly paymentIntentId: string;
  /** Charged to a saved card while the customer was away. */
  readonly isRecharge: boolean;
  readonly unspent: number;
}

export interface PaidTime {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly suspendedAt: Date | null;
}

/** What the customer agreed to when auto-recharge was turned on last. */
export interface RechargeConsent {
  readonly version: string;
  readonly at: Date;
  readonly title: string;
  readonly amount: number;
  readonly currency: string;
  readonly threshold: number;
  readonly monthlyCap: number;
  readonly card: string;
}

/** What billing knows of a disputed payment; ids and sums, as the tables have them. */
export interface DisputeEvidence {
  readonly dispute: Dispute;
  readonly purchase: DisputedPurchase;
  readonly access: readonly PaidTime[];
  readonly unlocked: readonly {
    readonly title: string | null;
    readonly credits: number;
    readonly at: Date;
  }[];
  readonly refunds: readonly {
    readonly amount: number;
    readonly at: Date;
    readonly refundId: string | null;
  }[];
  readonly consent: RechargeConsent | undefined;
  readonly others: readonly Dispute[];
}

/** More than a bank reads, and less than a file that nobody opens. */
const mostRows = 200;

@Injectable()
export class DisputeEvidenceQuery {
  constructor(private readonly disputes: DisputesRepository) {}

  async of(db: Db, id: number): Promise<DisputeEvidence | undefined> {
    const dispute = await this.disputes.byId(db, id);
    if (dispute === undefined) return undefined;
    const { paymentId, userId } = dispute;
    const [purchase] = await db.query<DisputedPurchase>(purchaseSql, [paymentId]);
    if (purchase === undefined) return undefined;
    const [consent] = purchase.isRecharge ? await db.query<RechargeConsent>(consentSql, [userId]) : [];
    const others = (await this.disputes.ofUser(db, userId)).filter((other) => other.id !== id);
    return {
      dispute,
      purchase,
      access: await db.query(accessSql, [paymentId]),
      unlocked: await db.query(unlockedSql, [paymentId, mostRows]),
      refunds: await db.query(refundsSql, [paymentId]),
      consent,
      others,
    };
  }
}

const purchaseSql = `
  select o.id as "purchaseId", o.title, o.kind, p.amount, p.currency, p.credits, o.created_at as "orderedAt",
    o.session_id as "sessionId", p.paid_at as "paidAt", p.payment_intent_id as "paymentIntentId",
    p.source_type = 'payment_intent' as "isRecharge", coalesce(l.remaining, 0) as unspent
  from payments p join purchases o on o.id = p.purchase_id
    left join credit_lots l on l.source_type = p.source_type and l.source_id = p.source_id
  where p.id = $1`;

const accessSql = `
  select a.starts_at as "startsAt", a.ends_at as "endsAt", a.suspended_at as "suspendedAt"
  from access_periods a join payments p on p.source_type = a.source_type and p.source_id = a.source_id
  where p.id = $1 order by a.starts_at`;

/** Unlocked with credits of this very payment: the hold took them from its lot. */
const unlockedSql = `
  select i.title, u.cost as credits, u.unlocked_at as at
  from payments p join credit_lots l on l.source_type = p.source_type and l.source_id = p.source_id
    join lot_movements m on m.lot_id = l.id join credit_holds h on h.hold_transaction_id = m.transaction_id
    join content_unlocks u on u.hold_id = h.id join content_items i on i.id = u.item_id
  where p.id = $1 and u.status = 'delivered' order by u.unlocked_at, u.id limit $2`;

const refundsSql = `
  select amount, decided_at as at, provider_refund_id as "refundId" from refund_requests
  where payment_id = $1 and status = 'done' order by id`;

const consentSql = `
  select r.consent_version as version, r.consented_at as at, g.title, r.amount, r.currency, r.threshold,
    r.monthly_cap as "monthlyCap", coalesce(r.card_brand || ' ' || r.card_last4, 'removed since') as card
  from auto_recharges r join products g on g.id = r.product_id
  where r.user_id = $1 and r.consented_at is not null`;
