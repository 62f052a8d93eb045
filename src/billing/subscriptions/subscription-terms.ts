import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import type { Db, Tx } from '../../database/db.js';
import { type Money, sameMoney } from '../../kernel/money.js';
import type { BillingInterval } from '../catalog/product.entity.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import type { PlanPrice } from './subscription.types.js';

/** What one period of a price costs and gives. */
export interface PlanTerms {
  readonly productId: number;
  readonly title: string;
  readonly credits: number;
  readonly amount: number;
  readonly currency: string;
}

interface Candidate extends PlanTerms {
  readonly billingInterval: BillingInterval | null;
}

/**
 * Which product a price of a subscription is for. Decided when the price is first seen, by comparing its money with
 * our own rows, and kept: a later change of the catalogue changes nothing for those who have a plan.
 */
@Injectable()
export class SubscriptionTerms {
  constructor(private readonly config: AppConfig) {}

  /** Undefined for a price whose money is not what the product costs here. */
  async of(
    tx: Tx,
    purchase: Purchase,
    subscriptionId: string,
    plan: PlanPrice,
  ): Promise<PlanTerms | undefined> {
    const key = [purchase.provider, subscriptionId, plan.priceId];
    const [known] = await tx.query<PlanTerms>(
      `select product_id as "productId", title, credits, amount, currency from subscription_terms
       where provider = $1 and subscription_id = $2 and price_id = $3`,
      key,
    );
    if (known !== undefined) return known;
    const listed = await this.listed(tx, plan.productCode);
    const isOther = listed !== undefined && listed.productId !== purchase.productId;
    const candidates = isOther ? [listed] : [sold(purchase), listed];
    const found = candidates.find((candidate) => candidate !== undefined && fits(candidate, plan));
    if (found === undefined) return undefined;
    const { productId, title, credits, amount, currency } = found;
    // The caller holds the purchase's lock, so nobody else decides about this subscription.
    await tx.query(
      `insert into subscription_terms (provider, subscription_id, price_id, product_id, title, credits, amount, currency)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [...key, productId, title, credits, amount, currency],
    );
    return { productId, title, credits, amount, currency };
  }

  /** Hidden products too: hiding one takes nothing from those who have it. */
  private async listed(db: Db, code: string | null): Promise<Candidate | undefined> {
    if (code === null) return undefined;
    const [product] = await db.query<Candidate>(
      `select id as "productId", title, credits, amount, coalesce(currency, $2) as currency,
         billing_interval as "billingInterval"
       from products where code = $1 and kind = 'subscription'`,
      [code, this.config.currency],
    );
    return product;
  }
}

function sold({ productId, title, credits, amount, currency, billingInterval }: Purchase): Candidate {
  return { productId, title, credits, amount, currency, billingInterval };
}

function fits(candidate: Candidate, { price, interval }: PlanPrice): boolean {
  const money: Money = { amount: candidate.amount, currency: candidate.currency };
  return sameMoney(money, price) && (interval === null || interval === candidate.billingInterval);
}
