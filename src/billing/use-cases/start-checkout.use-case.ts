import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import type { ProviderName } from '../../config/app-config.js';
import type { UserId } from '../../kernel/ids.js';
import { ProviderUnavailable, UnknownProduct } from '../billing.errors.js';
import { Catalog, type Offer } from '../catalog/catalog.js';
import { PaymentProviders } from '../payment-providers.js';
import { ClaimPurchase } from '../purchases/claim-purchase.js';

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

/**
 * Gives the customer a page to pay at. Asked again while unpaid and unchanged: the same page. Throws `CustomerBanned`,
 * `PurchasesBlocked`, `PlanHeld` and `TooManyPages`.
 */
@Injectable()
export class StartCheckout {
  constructor(
    private readonly transactor: Transactor,
    private readonly catalog: Catalog,
    private readonly providers: PaymentProviders,
    private readonly orders: ClaimPurchase,
  ) {}

  async execute(input: StartCheckoutInput): Promise<CheckoutLink> {
    const { userId, telegramId, productCode, returnUrl, savesCard = false } = input;
    const provider = this.providers.of(input.provider);
    const offer = await this.catalog.byCode(productCode);
    const price = provider.priceOf(offer);
    if (price === undefined) throw new UnknownProduct({ asked: productCode });
    const wanted = { userId, offer, provider, price, savesCard };
    const purchase = await this.transactor.run((tx) => this.orders.claim(tx, wanted));
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
    const opened = await this.transactor.run((tx) => this.orders.opened(tx, purchaseId, { sessionId, url }));
    // Asked again, it says why it was closed, or opens another page.
    if (opened === undefined) throw new ProviderUnavailable({ operation: 'opening a page that was closed' });
    // Of two parallel requests the first one's page is everybody's.
    return { purchaseId, offer, url: opened.checkoutUrl ?? url, trialDays };
  }
}
