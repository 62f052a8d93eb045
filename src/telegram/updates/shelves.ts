import { Injectable, Logger } from '@nestjs/common';
import { Catalog, type Offer } from '../../billing/catalog/catalog.js';
import { ProviderUnavailable } from '../../billing/billing.errors.js';
import { StartCheckout } from '../../billing/use-cases/start-checkout.use-case.js';
import type { UserId } from '../../kernel/ids.js';
import { BotLifecycle } from '../bot-lifecycle.js';
import type { PayLink, Shelf } from '../views/shop.view.js';

export interface Shopper {
  readonly userId: UserId;
  readonly telegramId: number;
}

/** Offers with the page to pay each of them at; what is unpaid keeps its page, so looking twice costs nothing. */
@Injectable()
export class Shelves {
  private readonly log = new Logger(Shelves.name);

  constructor(
    private readonly catalog: Catalog,
    private readonly checkout: StartCheckout,
    private readonly lifecycle: BotLifecycle,
  ) {}

  async all(shopper: Shopper): Promise<Shelf[]> {
    return this.fill(shopper, await this.catalog.offers());
  }

  /** The packs that give at least `missing`, else the largest: what somebody short of credits should see. */
  async packsFor(shopper: Shopper, missing: number): Promise<Shelf[]> {
    const packs = await this.catalog.packs();
    const enough = packs.filter((pack) => pack.credits >= missing);
    return this.fill(shopper, (enough.length > 0 ? enough : packs.slice(-1)).slice(0, 3));
  }

  /** Every pack at a page that stores the card as well. */
  async savingPacks(shopper: Shopper): Promise<Shelf[]> {
    return this.fill(shopper, await this.catalog.packs(), true);
  }

  async one(shopper: Shopper, code: string, savesCard = false): Promise<{ offer: Offer; page: PayLink }> {
    const returnUrl = await this.lifecycle.link();
    try {
      const { offer, url, purchaseId } = await this.checkout.execute({
        ...shopper,
        productCode: code,
        returnUrl,
        savesCard,
      });
      return { offer, page: { url, purchaseId } };
    } catch (error) {
      if (error instanceof ProviderUnavailable) {
        this.log.warn(`no checkout for ${code}: ${error.details.operation}: ${String(error.cause)}`);
      }
      throw error;
    }
  }

  private async fill(shopper: Shopper, offers: readonly Offer[], savesCard = false): Promise<Shelf[]> {
    return Promise.all(
      offers.map(async (offer) => {
        try {
          return await this.one(shopper, offer.code, savesCard);
        } catch (error) {
          if (!(error instanceof ProviderUnavailable)) throw error;
          // The list is still worth showing; its button tries again when it is pressed.
          return { offer, page: undefined };
        }
      }),
    );
  }
}
