import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { credits, minorUnits, optionalInstant, optionalText, text } from '../../database/columns.js';

export type ProductKind = 'credit_pack' | 'time_pass' | 'subscription';
export type BillingInterval = 'month' | 'year';

/** Something on sale. Its price is the present one; a purchase keeps the price it was offered at. */
@Entity('products')
export class Product {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ ...text, unique: true })
  code!: string;

  @Column(text)
  kind!: ProductKind;

  /** The English name; other languages are in `titles` by language code. */
  @Column(text)
  title!: string;

  @Column({ type: 'jsonb', default: {} })
  titles!: Partial<Record<string, string>>;

  @Column({ ...credits, default: 0 })
  credits!: number;

  @Column({ type: 'bigint', name: 'duration_seconds', nullable: true })
  durationSeconds!: number | null;

  @Column({ ...optionalText, name: 'billing_interval' })
  billingInterval!: BillingInterval | null;

  /** A plan's first days without charge, for customers who never had a trial; null: none. */
  @Column({ type: 'integer', name: 'trial_days', nullable: true })
  trialDays!: number | null;

  @Column(minorUnits)
  amount!: number;

  @Column(optionalText)
  currency!: string | null;

  /** The price in Telegram Stars; null: not sold for them. */
  @Column({ type: 'bigint', nullable: true })
  stars!: number | null;

  @Column({ type: 'integer' })
  position!: number;

  @Column({ ...optionalInstant, name: 'hidden_at' })
  hiddenAt!: Date | null;
}
