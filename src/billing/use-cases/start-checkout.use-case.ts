import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { ProviderName } from '../../config/app-config.js';
import { Clock } from '../../kernel/clock.js';
import type { UserId } from '../../kernel/ids.js';
import { type Money, sameMoney } from '../../kernel/money.js';
import { UnknownProduct } from '../billing.errors.js';
import { purchaseClosed } from '../billing.jobs.js';
import { Catalog, type Offer } from '../catalog/catalog.js';
import type { PaymentProvider } from '../payment-provider.js';
import { PaymentProviders } from '../payment-providers.js';
import type { Purchase } from '../purchases/purchase.entity.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';

const minute = 60_000;
/** Stripe: a session may live 30 minutes to 24 hours; an hour less leaves room for a repeated call. */
const lifetime = 23 * 60 * minute;
/** A link that is about to expire is worse than a new one. */
const leastRemaining = 10 * minute;

export interface StartCheckoutInput {
  readonly userId: UserId;
  readonly telegramId: number;
  readonly productCode: string;
  /** The way to pay. */
  readonly provider: ProviderName;
  readonly returnUrl: string;
  /** The customer chose that paying stores the card for auto-recharge. */
  readonly savesCard?: boolean;
}

export interface CheckoutLink {
  readonly purchaseId: string;
  readonly offer: Offer;
  readonly url: string;
  /** Days of a plan before its first payment; null when this customer gets none. */
  readonly trialDays: number | null;
}

/** Gives the customer a page to pay at. Asked again while unpaid and unchanged: the same page. */
@Injectable()
export class StartCheckout {
  constructor(
    private readonly transactor: Transactor,
    private readonly catalog: Catalog,
    private readonly purchases: PurchasesRepository,
    private readonly providers: PaymentProviders,
    private readonly clock: Clock,
  ) {}

  async execute(input: StartCheckoutInput): Promise<CheckoutLink> {
    const { userId, telegramId, productCode, returnUrl, savesCard = false } = input;
    const provider = this.providers.of(input.provider);
    const offer = await this.catalog.byCode(productCode);
    const price = provider.priceOf(offer);
    if (price === undefined) throw new UnknownProduct({ asked: productCode });
    const wanted = { userId, offer, provider, price, savesCard };
    const purchase = await this.transactor.run((tx) => this.claim(tx, wanted));
    const { id: purchaseId, trialDays } = purchase;
    if (purchase.checkoutUrl !== null) return { purchaseId, offer, url: purchase.checkoutUrl, trialDays };
    // Committed before the call: after a crash the same purchase, and so the same idempotency key, is found again.
    const { sessionId, url } = await provider.openCheckout({
      purchaseId,
      userId,
      telegramId,
      kind: purchase.kind,
      productCode: offer.code,
      title: purchase.title,
      price: { amount: purchase.amount, currency: purchase.currency },
      billingInterval: purchase.billingInterval,
      trialDays,
      expiresAt: purchase.expiresAt ?? purchase.createdAt,
      returnUrl,
      savesCard,
    });
    const opened = await this.transactor.run(async (tx) => {
      await this.purchases.opened(tx, purchaseId, sessionId, url);
      return this.purchases.byId(tx, purchaseId);
    });
    // Of two parallel requests the first one's page is everybody's.
    return { purchaseId, offer, url: opened?.checkoutUrl ?? url, trialDays };
  }

  private async claim(tx: Tx, wanted: Wanted): Promise<Purchase> {
    const { userId, offer, provider, price, savesCard } = wanted;
    const now = this.clock.now();
    const page = { userId, productId: offer.productId, provider: provider.name, savesCard };
    const open = await this.purchases.unpaid(tx, page);
    if (open !== null) {
      if (stillGood(open, wanted, now)) return open;
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
}

interface Wanted {
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
  return sameMoney(purchase, price) && sameTrial && remaining > leastRemaining;
}
