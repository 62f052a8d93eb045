import { Injectable, Logger } from '@nestjs/common';
import { Catalog, type Offer } from '../../billing/catalog/catalog.js';
import { PlanHeld, ProviderUnavailable, TooManyPages } from '../../billing/billing.errors.js';
import { PaymentProviders } from '../../billing/payment-providers.js';
import { StartCheckout, type StartCheckoutInput } from '../../billing/use-cases/start-checkout.use-case.js';
import type { UserId } from '../../kernel/ids.js';
import { BotLifecycle } from '../bot-lifecycle.js';
import { ShopperRights } from './shopper-rights.js';
import type { PayPage, PayWay, Shelf } from '../views/shop.view.js';

export interface Shopper {
  readonly userId: UserId;
  readonly telegramId: number;
}

/** Offers with the pages to pay each of them at; what is unpaid keeps its page, so looking twice costs nothing. */
@Injectable()
export class Shelves {
  private readonly log = new Logger(Shelves.name);

  constructor(
    private readonly catalog: Catalog,
    private readonly checkout: StartCheckout,
    private readonly providers: PaymentProviders,
    private readonly rights: ShopperRights,
    private readonly lifecycle: BotLifecycle,
  ) {}

  /** Whether a card can be given at all. */
  get takeCards(): boolean {
    return this.providers.takeCards;
  }

  /** Throws `CustomerBanned` and `PurchasesBlocked`. */
  async all(shopper: Shopper): Promise<Shelf[]> {
    await this.rights.check(shopper.userId);
    return this.fill(shopper, await this.catalog.offers());
  }

  /** The packs that give at least `missing`, else the largest: what somebody short of credits should see. */
  async packsFor(shopper: Shopper, missing: number): Promise<Shelf[]> {
    if (await this.rights.areGone(shopper.userId)) return [];
    const packs = await this.catalog.packs();
    const enough = packs.filter((pack) => pack.credits >= missing);
    return this.fill(shopper, (enough.length > 0 ? enough : packs.slice(-1)).slice(0, 3));
  }

  /** Every pack at a page that stores the card as well; only cards can be charged later. */
  async savingPacks(shopper: Shopper): Promise<Shelf[]> {
    if (await this.rights.areGone(shopper.userId)) return [];
    return this.fill(shopper, await this.catalog.packs(), true);
  }

  /** Throws `CustomerBanned`, `PurchasesBlocked` and `PlanHeld`, and `TooManyPages` or `ProviderUnavailable` when there is no page at all. */
  async one(shopper: Shopper, code: string, savesCard = false): Promise<Shelf> {
    await this.rights.check(shopper.userId);
    const offer = await this.catalog.byCode(code);
    await this.rights.checkPlan(shopper.userId, offer);
    const shelf = await this.shelf(shopper, offer, savesCard);
    if (shelf.ways.some(({ page }) => page !== undefined)) return shelf;
    await this.rights.checkPages(shopper.userId);
    throw new ProviderUnavailable({ operation: 'opening a page to pay at' });
  }

  private async fill(shopper: Shopper, offers: readonly Offer[], savesCard = false): Promise<Shelf[]> {
    const tried = new Map<string, Shelf>();
    // A customer's only trial goes to whoever asks first, so these ask in the owner's order.
    for (const offer of offers.filter(({ trialDays }) => trialDays !== null)) {
      tried.set(offer.code, await this.shelf(shopper, offer, savesCard));
    }
    return Promise.all(
      offers.map(async (offer) => tried.get(offer.code) ?? (await this.shelf(shopper, offer, savesCard))),
    );
  }

  private async shelf(shopper: Shopper, offer: Offer, savesCard: boolean): Promise<Shelf> {
    const planWay = await this.rights.planWay(shopper.userId, offer);
    if (planWay !== undefined) return { offer, ways: [], planWay };
    const providers = this.providers.selling(offer).filter(({ savesCards }) => savesCards || !savesCard);
    const ways = providers.map(async ({ name, price }): Promise<PayWay> => {
      const order = { ...shopper, productCode: offer.code, provider: name, savesCard };
      // Without a page it is still worth showing; its button tries again when it is pressed.
      return { provider: name, price, page: await this.page(order) };
    });
    return { offer, ways: await Promise.all(ways), planWay: undefined };
  }

  private async page(order: Omit<StartCheckoutInput, 'returnUrl'>): Promise<PayPage | undefined> {
    const returnUrl = await this.lifecycle.link();
    try {
      const { url, purchaseId, trialDays } = await this.checkout.execute({ ...order, returnUrl });
      return { url, purchaseId, trialDays };
    } catch (error) {
      // A plan that began in this moment is said when the button is pressed.
      if (error instanceof TooManyPages || error instanceof PlanHeld) return undefined;
      if (!(error instanceof ProviderUnavailable)) throw error;
      this.log.warn(
        `no checkout for ${order.productCode}: ${error.details.operation}: ${String(error.cause)}`,
      );
      return undefined;
    }
  }
}
