import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { type Money, sameMoney } from '../../kernel/money.js';
import { purchaseClosed } from '../billing.jobs.js';
import type { Offer } from '../catalog/catalog.js';
import type { PaymentProvider } from '../payment-provider.js';
import type { PageClosure, Purchase } from './purchase.entity.js';
import { PageClosing } from './page-closing.js';
import { PurchaseGate } from './purchase-gate.js';
import { PurchasesRepository } from './purchases.repository.js';

const minute = 60_000;
/** Stripe: a session may live 30 minutes to 24 hours; an hour less leaves room for a repeated call. */
const lifetime = 23 * 60 * minute;
/** A link that is about to expire is worse than a new one. */
const leastRemaining = 10 * minute;

/** The customer's unpaid purchase of an offer: the one that stands as long as it is good, else a new one. */
@Injectable()
export class ClaimPurchase {
  constructor(
    private readonly purchases: PurchasesRepository,
    private readonly gate: PurchaseGate,
    private readonly pages: PageClosing,
    private readonly clock: Clock,
  ) {}

  /** Throws `CustomerBanned`, `PurchasesBlocked`, `PlanHeld` and `TooManyPages`. */
  async claim(tx: Tx, wanted: Wanted): Promise<Purchase> {
    const { userId, offer, provider, price, savesCard } = wanted;
    const now = this.clock.now();
    const page = { userId, productId: offer.productId, provider: provider.name, savesCard };
    await this.gate.check(tx, userId);
    await this.gate.checkPlan(tx, userId, offer);
    const open = await this.purchases.unpaid(tx, page);
    if (open !== null && stillGood(open, wanted, now)) return open;
    await this.gate.checkNewPage(tx, userId);
    if (open !== null) {
      await this.purchases.setStatus(tx, open.id, 'expired');
      await announce(tx, purchaseClosed, { userId, purchaseId: open.id, status: 'expired' });
    }
    const isOurs = await this.purchases.insert(tx, {
      userId,
      offer,
      price,
      provider: provider.name,
      livemode: provider.livemode,
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifetime),
      savesCard,
    });
    // Ours or, when a parallel request was faster, theirs.
    const purchase = await this.purchases.unpaid(tx, page);
    if (purchase === null) throw new Error('a purchase vanished between insert and read');
    if (!isOurs || offer.trialDays === null || !provider.givesTrials) return purchase;
    if (await this.purchases.claimTrial(tx, purchase, offer.trialDays)) purchase.trialDays = offer.trialDays;
    return purchase;
  }

  /**
   * The page is there. Undefined when something has come up against it meanwhile: then nobody must see it. Asked once
   * more, because whoever closes pages did not see one whose purchase was not committed yet.
   */
  async opened(tx: Tx, id: string, page: { sessionId: string; url: string }): Promise<Purchase | undefined> {
    await this.purchases.locked(tx, id);
    await this.purchases.opened(tx, id, page.sessionId, page.url);
    const purchase = await this.purchases.byId(tx, id);
    if (purchase === null) throw new Error(`purchase ${id} has vanished`);
    const why = purchase.closedFor ?? (await this.objection(tx, purchase));
    if (why === undefined) return purchase;
    await this.pages.closeOne(tx, id, why);
    return undefined;
  }

  private async objection(tx: Tx, purchase: Purchase): Promise<PageClosure | undefined> {
    const { isBanned, isBlocked, isErased } = await this.gate.standing(tx, purchase.userId);
    if (isBanned || isBlocked || isErased) return 'block';
    return (await this.gate.planWay(tx, purchase.userId, purchase)) === undefined ? undefined : 'plan';
  }
}

export interface Wanted {
  readonly userId: UserId;
  readonly offer: Offer;
  readonly provider: PaymentProvider;
  readonly price: Money;
  readonly savesCard: boolean;
}

function stillGood(purchase: Purchase, { offer, price }: Wanted, now: Date): boolean {
  const remaining = (purchase.expiresAt?.getTime() ?? 0) - now.getTime();
  // A page without a trial stays good: this customer may have had theirs.
  const sameTrial = purchase.trialDays === null || purchase.trialDays === offer.trialDays;
  const givesSame = purchase.credits === offer.credits;
  if (purchase.closedFor !== null) return false;
  return sameMoney(purchase, price) && givesSame && sameTrial && remaining > leastRemaining;
}
