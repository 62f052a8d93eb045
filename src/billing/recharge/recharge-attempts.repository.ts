import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { CardCharge } from '../payment-gateway.js';
import type { Standing } from './recharge-position.query.js';

/**
 * `charging`: a try is due or its outcome is not known; `processing`: the bank answers later; `waiting`: for the next
 * try; `needs_action`: for the customer at a page; `dropped`: nothing was charged and nothing is to be any more.
 */
export type AttemptStatus =
  'charging' | 'processing' | 'waiting' | 'needs_action' | 'succeeded' | 'failed' | 'dropped';

export interface Attempt {
  readonly id: string;
  readonly userId: UserId;
  readonly purchaseId: string;
  readonly productCode: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: AttemptStatus;
  readonly try: number;
  readonly methodId: string;
  readonly chargeId: string | null;
  readonly calledAt: Date | null;
}

const columns = `t.id, t.user_id as "userId", t.purchase_id as "purchaseId", g.code as "productCode", t.amount, t.currency,
  t.status, t.try, t.payment_method_id as "methodId", t.payment_intent_id as "chargeId", t.called_at as "calledAt"`;
const tables = `recharge_attempts t join purchases p on p.id = t.purchase_id join products g on g.id = p.product_id`;

/** Attempts to recharge; each owns a purchase. Written only under the lock of the purchase and then of the account. */
@Injectable()
export class RechargeAttemptsRepository {
  constructor(private readonly clock: Clock) {}

  /** False when one is open already: the partial unique index lets one through, however parallel they come. */
  async open(
    tx: Tx,
    ids: { id: string; purchaseId: string },
    userId: UserId,
    at: Standing,
  ): Promise<boolean> {
    const rows = await tx.query(
      `insert into recharge_attempts
         (id, user_id, purchase_id, amount, currency, month, monthly_cap, status, payment_method_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'charging', $8, $9) on conflict do nothing returning id`,
      [
        ids.id,
        userId,
        ids.purchaseId,
        at.amount,
        at.currency,
        at.month,
        at.monthlyCap,
        at.methodId,
        this.clock.now(),
      ],
    );
    return rows.length === 1;
  }

  byId(db: Db, id: string): Promise<Attempt | undefined> {
    return this.one(db, 't.id = $1', [id]);
  }

  byPurchase(db: Db, purchaseId: string): Promise<Attempt | undefined> {
    return this.one(db, 't.purchase_id = $1', [purchaseId]);
  }

  byCharge(db: Db, chargeId: string): Promise<Attempt | undefined> {
    return this.one(db, 't.payment_intent_id = $1', [chargeId]);
  }

  openOf(db: Db, userId: UserId): Promise<Attempt | undefined> {
    return this.one(db, 't.user_id = $1 and t.closed_at is null', [userId]);
  }

  /** What the provider is asked for at the present try: the purchase's own snapshot, never the present catalogue. */
  async chargeOf(db: Db, id: string): Promise<CardCharge | undefined> {
    const [row] = await db.query<Omit<CardCharge, 'price'> & Money>(
      `select t.id as "attemptId", t.try, t.purchase_id as "purchaseId", u.telegram_id as "telegramId",
         c.customer_id as "customerId", t.payment_method_id as "methodId", p.title, p.amount, p.currency
       from recharge_attempts t join purchases p on p.id = t.purchase_id join users u on u.id = t.user_id
         join provider_customers c on c.provider = p.provider and c.livemode = p.livemode and c.user_id = t.user_id
       where t.id = $1`,
      [id],
    );
    if (row === undefined) return undefined;
    const { amount, currency, ...charge } = row;
    return { ...charge, price: { amount, currency } };
  }

  /** In the one order in which these rows are locked: the purchase, the account, the attempt. */
  async locked(tx: Tx, purchaseId: string): Promise<Attempt | undefined> {
    const [purchase] = await tx.query<{ userId: UserId }>(
      `select user_id as "userId" from purchases where id = $1 for update`,
      [purchaseId],
    );
    if (purchase === undefined) return undefined;
    await this.lockAccount(tx, purchase.userId);
    return this.byPurchase(tx, purchaseId);
  }

  /** The same order for somebody who comes from the customer: their open attempt, if there is one, and their account. */
  async lockedOpenOf(tx: Tx, userId: UserId): Promise<Attempt | undefined> {
    const open = await this.openOf(tx, userId);
    if (open !== undefined) await this.locked(tx, open.purchaseId);
    else await this.lockAccount(tx, userId);
    return this.openOf(tx, userId);
  }

  /** A try begins: from here on the provider may have been called. */
  async called(tx: Tx, id: string, attemptTry: number, at: Standing): Promise<void> {
    await tx.query(
      `update recharge_attempts set status = 'charging', try = $2, payment_method_id = $3, month = $4, monthly_cap = $5,
         called_at = $6, next_at = null where id = $1`,
      [id, attemptTry, at.methodId, at.month, at.monthlyCap, this.clock.now()],
    );
  }

  async processing(tx: Tx, id: string, chargeId: string): Promise<void> {
    await tx.query(
      `update recharge_attempts set status = 'processing', payment_intent_id = $2 where id = $1`,
      [id, chargeId],
    );
  }

  /** The try came to nothing, and the attempt waits for the next one. */
  async declined(tx: Tx, id: string, to: { chargeId: string; code: string; nextAt: Date }): Promise<void> {
    await tx.query(
      `update recharge_attempts set status = 'waiting', payment_intent_id = $2, decline_code = $3, next_at = $4,
         declined_at = $5 where id = $1`,
      [id, to.chargeId, to.code, to.nextAt, this.clock.now()],
    );
  }

  /** Its own purchase is over: the customer gets a page for another one. */
  async needsCustomer(tx: Tx, id: string, to: { chargeId: string; until: Date }): Promise<void> {
    await tx.query(
      `with attempt as (
         update recharge_attempts set status = 'needs_action', payment_intent_id = $2, next_at = $3,
           decline_code = 'authentication_required', declined_at = $4 where id = $1 returning purchase_id
       )
       update purchases set status = 'failed' from attempt where id = attempt.purchase_id`,
      [id, to.chargeId, to.until, this.clock.now()],
    );
  }

  async succeeded(tx: Tx, id: string, chargeId: string): Promise<void> {
    await tx.query(
      `update recharge_attempts set status = 'succeeded', closed_at = coalesce(closed_at, $3), next_at = null,
         payment_intent_id = $2 where id = $1`,
      [id, chargeId, this.clock.now()],
    );
  }

  /** Ends it, and its purchase with it. `code`: the decline that did. */
  async close(
    tx: Tx,
    id: string,
    status: 'failed' | 'dropped',
    { chargeId = null, code = null }: { chargeId?: string | null; code?: string | null } = {},
  ): Promise<void> {
    await tx.query(
      `with attempt as (
         update recharge_attempts set status = $2, closed_at = $3, next_at = null,
           payment_intent_id = coalesce($4, payment_intent_id), decline_code = coalesce($5, decline_code),
           declined_at = case when $5::text is null then declined_at else $3 end
         where id = $1 returning purchase_id
       )
       update purchases set status = case when $2 = 'failed' then 'failed' else 'expired' end
       from attempt where id = attempt.purchase_id and purchases.status = 'processing'`,
      [id, status, this.clock.now(), chargeId, code],
    );
  }

  /** A try whose outcome is not known goes on: it may have charged the card. */
  async dropIdle(tx: Tx, { id, status, calledAt }: Attempt): Promise<void> {
    const isIdle = status === 'waiting' || status === 'needs_action';
    if (isIdle || (status === 'charging' && calledAt === null)) await this.close(tx, id, 'dropped');
  }

  private async lockAccount(tx: Tx, userId: UserId): Promise<void> {
    await tx.query(`select 1 from credit_accounts where user_id = $1 for update`, [userId]);
  }

  private async one(db: Db, condition: string, parameters: unknown[]): Promise<Attempt | undefined> {
    const [attempt] = await db.query<Attempt>(
      `select ${columns} from ${tables} where ${condition}`,
      parameters,
    );
    return attempt;
  }
}
