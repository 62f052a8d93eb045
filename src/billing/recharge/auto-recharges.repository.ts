import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { SavedCard } from '../payment-gateway.js';

/** What a customer agreed to. */
export interface Consent {
  readonly productId: number;
  readonly credits: number;
  readonly price: Money;
  readonly threshold: number;
  /** Per calendar month, in minor units of the price's currency. */
  readonly monthlyCap: number;
  /** Which wording the customer read. */
  readonly version: string;
}

/** A customer's auto-recharge: their choice, their card, and whether it is on. Written under the account's lock. */
@Injectable()
export class AutoRechargesRepository {
  constructor(private readonly clock: Clock) {}

  /** False without a saved card. */
  async turnOn(tx: Tx, userId: UserId, consent: Consent): Promise<boolean> {
    const rows = await tx.query(
      `update auto_recharges set state = 'on', product_id = $2, credits = $3, amount = $4, currency = $5, threshold = $6,
         monthly_cap = $7, consent_version = $8, consented_at = $9, changed_at = $9, failures = 0, off_reason = null,
         capped_month = null
       where user_id = $1 and payment_method_id is not null returning user_id`,
      [
        userId,
        consent.productId,
        consent.credits,
        consent.price.amount,
        consent.price.currency,
        consent.threshold,
        consent.monthlyCap,
        consent.version,
        this.clock.now(),
      ],
    );
    return rows.length === 1;
  }

  /** False when it was off, or already paused, before. */
  async stop(tx: Tx, userId: UserId, state: 'off' | 'paused', reason: string): Promise<boolean> {
    const rows = await tx.query(
      `update auto_recharges set state = $2, off_reason = $3, changed_at = $4
       where user_id = $1 and state <> 'off' and state <> $2 returning user_id`,
      [userId, state, reason, this.clock.now()],
    );
    return rows.length === 1;
  }

  /**
   * Leaves an earlier choice as it is. Returns the code of the pack that was bought to store the card; undefined for
   * somebody who had their data erased meanwhile.
   */
  async rememberCard(
    tx: Tx,
    userId: UserId,
    card: SavedCard,
    productId: number,
  ): Promise<string | undefined> {
    const [row] = await tx.query<{ code: string }>(
      `insert into auto_recharges
         (user_id, state, product_id, payment_method_id, card_brand, card_last4, changed_at)
       select id, 'off', $2::bigint, $3, $4, $5, $6 from users where id = $1 and telegram_id is not null
       on conflict (user_id) do update set payment_method_id = excluded.payment_method_id,
         card_brand = excluded.card_brand, card_last4 = excluded.card_last4, changed_at = excluded.changed_at, failures = 0
       returning (select code from products where id = $2) as code`,
      [userId, productId, card.methodId, card.brand, card.last4, this.clock.now()],
    );
    return row?.code;
  }

  async ownerOfCard(db: Db, methodId: string): Promise<UserId | undefined> {
    const [row] = await db.query<{ userId: UserId }>(
      `select user_id as "userId" from auto_recharges where payment_method_id = $1`,
      [methodId],
    );
    return row?.userId;
  }

  /** Pauses what was on, because there is no card any more. */
  async forgetCard(tx: Tx, userId: UserId, methodId: string): Promise<'paused' | 'forgotten' | 'unknown'> {
    const [row] = await tx.query<{ wasOn: boolean }>(
      `with before as (
         select user_id, state from auto_recharges where user_id = $1 and payment_method_id = $2
       )
       update auto_recharges r set payment_method_id = null, card_brand = null, card_last4 = null, changed_at = $3,
         state = case when r.state = 'on' then 'paused' else r.state end,
         off_reason = case when r.state = 'on' then 'card_removed' else r.off_reason end
       from before where r.user_id = before.user_id returning before.state = 'on' as "wasOn"`,
      [userId, methodId, this.clock.now()],
    );
    if (row === undefined) return 'unknown';
    return row.wasOn ? 'paused' : 'forgotten';
  }

  /** The customer is gone for good. */
  async dropCard(tx: Tx, userId: UserId): Promise<void> {
    await tx.query(
      `update auto_recharges set payment_method_id = null, card_brand = null, card_last4 = null, changed_at = $2
       where user_id = $1 and payment_method_id is not null`,
      [userId, this.clock.now()],
    );
  }

  /** The bank sent the customer a new card and Stripe follows it under the same id. */
  async refreshCard(tx: Tx, userId: UserId, card: SavedCard): Promise<void> {
    await tx.query(
      `update auto_recharges set card_brand = $3, card_last4 = $4 where user_id = $1 and payment_method_id = $2`,
      [userId, card.methodId, card.brand, card.last4],
    );
  }

  /** Returns how many there are in a row now, and whether the customer still wishes it. */
  async countFailure(tx: Tx, userId: UserId): Promise<{ failures: number; isOn: boolean }> {
    const [row] = await tx.query<{ failures: number; isOn: boolean }>(
      `update auto_recharges set failures = failures + 1 where user_id = $1
       returning failures, state = 'on' as "isOn"`,
      [userId],
    );
    return row ?? { failures: 1, isOn: false };
  }

  async clearFailures(tx: Tx, userId: UserId): Promise<void> {
    await tx.query(`update auto_recharges set failures = 0 where user_id = $1 and failures > 0`, [userId]);
  }

  /** True for the first time in that month. */
  async markCapped(tx: Tx, userId: UserId, month: string): Promise<boolean> {
    const rows = await tx.query(
      `update auto_recharges set capped_month = $2
       where user_id = $1 and capped_month is distinct from $2::date returning user_id`,
      [userId, month],
    );
    return rows.length === 1;
  }
}
