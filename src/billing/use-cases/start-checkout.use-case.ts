import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { purchaseClosed } from '../billing.jobs.js';
import { Catalog, type Offer } from '../catalog/catalog.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';
import { OpenBillingAccount } from './open-billing-account.use-case.js';

const minute = 60_000;
/** Stripe: a session may live 30 minutes to 24 hours; an hour less leaves room for a repeated call. */
const lifetime = 23 * 60 * minute;
/** A link that is about to expire is worse than a new one. */
const leastRemaining = 10 * minute;

export interface StartCheckoutInput {
  readonly userId: UserId;
  readonly telegramId: number;
  readonly productCode: string;
  readonly returnUrl: string;
  /** The customer chose that paying stores the card for auto-recharge. */
  readonly savesCard?: boolean;
}

export interface CheckoutLink {
  readonly purchaseId: string;
  readonly offer: Offer;
  readonly url: string;
}

/** Gives the customer a page to pay at. Asked again while unpaid and unchanged: the same page. */
@Injectable()
export class StartCheckout {
  constructor(
    private readonly transactor: Transactor,
    private readonly catalog: Catalog,
    private readonly purchases: PurchasesRepository,
    private readonly account: OpenBillingAccount,
    private readonly clock: Clock,
  ) {}

  async execute(input: StartCheckoutInput): Promise<CheckoutLink> {
    const { userId, telegramId, productCode, returnUrl, savesCard = false } = input;
    const offer = await this.catalog.byCode(productCode);
    const purchase = await this.transactor.run((tx) => this.claim(tx, userId, offer, savesCard));
    if (purchase.checkoutUrl !== null) return { purchaseId: purchase.id, offer, url: purchase.checkoutUrl };
    // Committed before the call: after a crash the same purchase, and so the same idempotency key, is found again.
    const customerId = await this.account.execute(userId, telegramId);
    const { sessionId, url } = await this.account.gateway.createCheckout({
      purchaseId: purchase.id,
      userId,
      telegramId,
      customerId,
      kind: purchase.kind,
      title: purchase.title,
      price: { amount: purchase.amount, currency: purchase.currency },
      billingInterval: purchase.billingInterval,
      expiresAt: purchase.expiresAt ?? purchase.createdAt,
      returnUrl,
      savesCard,
    });
    await this.transactor.run((tx) => this.purchases.opened(tx, purchase.id, sessionId, url));
    return { purchaseId: purchase.id, offer, url };
  }

  private async claim(tx: Tx, userId: UserId, offer: Offer, savesCard: boolean): Promise<Purchase> {
    const { gateway } = this.account;
    const now = this.clock.now();
    const open = await this.purchases.unpaid(tx, userId, offer.productId, savesCard);
    if (open !== null) {
      if (stillGood(open, offer, now)) return open;
      await this.purchases.setStatus(tx, open.id, 'expired');
      await announce(tx, purchaseClosed, { userId, purchaseId: open.id, status: 'expired' });
    }
    await this.purchases.insert(tx, {
      userId,
      offer,
      provider: gateway.provider,
      livemode: gateway.livemode,
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifetime),
      savesCard,
    });
    // Ours or, when a parallel request was faster, theirs.
    const purchase = await this.purchases.unpaid(tx, userId, offer.productId, savesCard);
    if (purchase === null) throw new Error('a purchase vanished between insert and read');
    return purchase;
  }
}

function stillGood(purchase: Purchase, offer: Offer, now: Date): boolean {
  const unchanged = purchase.amount === offer.price.amount && purchase.currency === offer.price.currency;
  const remaining = (purchase.expiresAt?.getTime() ?? 0) - now.getTime();
  return unchanged && remaining > leastRemaining;
}
