import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import {
  bigintId,
  credits,
  instant,
  minorUnits,
  optionalInstant,
  optionalText,
  text,
} from '../../database/columns.js';
import type { UserId } from '../../kernel/ids.js';
import type { BillingInterval, ProductKind } from '../catalog/product.entity.js';

/** `created`: no session yet; `open`: can be paid; `processing`: a delayed method is on its way. */
export type PurchaseStatus = 'created' | 'open' | 'processing' | 'paid' | 'failed' | 'expired';

/** Why the shop withdrew a page: a plan of the customer began, or they may buy nothing more. */
export type PageClosure = 'plan' | 'block';

/** One customer's order of one product, with the offer as it was then. */
@Entity('purchases')
@Unique('purchases_session_key', ['provider', 'sessionId'])
@Index('purchases_user_id_idx', ['userId', 'createdAt'])
@Index('purchases_subscription_idx', ['provider', 'subscriptionId'])
@Index('purchases_one_open_idx', { synchronize: false })
@Index('purchases_unfinished_idx', { synchronize: false })
export class Purchase {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ ...bigintId, name: 'user_id' })
  userId!: UserId;

  @Column({ ...bigintId, name: 'product_id' })
  productId!: number;

  @Column(text)
  provider!: string;

  @Column({ type: 'boolean' })
  livemode!: boolean;

  @Column(text)
  kind!: ProductKind;

  @Column(text)
  title!: string;

  @Column(credits)
  credits!: number;

  @Column({ type: 'bigint', name: 'duration_seconds', nullable: true })
  durationSeconds!: number | null;

  @Column({ ...optionalText, name: 'billing_interval' })
  billingInterval!: BillingInterval | null;

  @Column({ type: 'integer', name: 'trial_days', nullable: true })
  trialDays!: number | null;

  @Column(minorUnits)
  amount!: number;

  @Column(text)
  currency!: string;

  @Column(text)
  status!: PurchaseStatus;

  /** Paying stores the card; chosen by the customer for auto-recharge. */
  @Column({ type: 'boolean', name: 'saves_card', default: false })
  savesCard!: boolean;

  @Column({ ...optionalText, name: 'session_id' })
  sessionId!: string | null;

  @Column({ ...optionalText, name: 'checkout_url' })
  checkoutUrl!: string | null;

  /** The listed price of its page, or `inline` for a page with a price of its own; null before it was asked for. */
  @Column({ ...optionalText, name: 'price_id' })
  priceId!: string | null;

  @Column({ ...optionalText, name: 'subscription_id' })
  subscriptionId!: string | null;

  @Column({ ...optionalInstant, name: 'expires_at' })
  expiresAt!: Date | null;

  @Column({ ...instant, name: 'created_at' })
  createdAt!: Date;

  @Column({ ...optionalInstant, name: 'paid_at' })
  paidAt!: Date | null;

  /** Null: nobody withdrew its page. */
  @Column({ ...optionalText, name: 'closed_for' })
  closedFor!: PageClosure | null;

  /** When the provider was last asked what became of it. */
  @Column({ ...optionalInstant, name: 'checked_at' })
  checkedAt!: Date | null;
}
