import { Injectable, Logger } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { billingAlert } from '../billing.jobs.js';
import type { ProviderMode } from '../purchases/customers.repository.js';
import { ProviderPricesRepository } from './provider-prices.repository.js';

export interface RefusedPrice {
  readonly priceId: string;
  readonly purchaseId: string;
  readonly title: string;
  /** The provider's own words. */
  readonly reason: string;
}

/** Whether a payment page uses a price of the provider's catalogue or brings its own; selling goes on either way. */
@Injectable()
export class ListedPrices {
  private readonly log = new Logger(ListedPrices.name);

  constructor(
    private readonly transactor: Transactor,
    private readonly prices: ProviderPricesRepository,
  ) {}

  choose(purchaseId: string): Promise<string | null> {
    return this.transactor.run((tx) => this.prices.choose(tx, purchaseId));
  }

  /** Somebody archived or deleted it at the provider: pages bring their own price from now on, General hears it once. */
  async refused(mode: ProviderMode, { priceId, purchaseId, title, reason }: RefusedPrice): Promise<void> {
    this.log.warn(`price ${priceId} was refused: ${reason}`);
    await this.transactor.run(async (tx) => {
      if (!(await this.prices.withdraw(tx, mode, priceId, purchaseId))) return;
      const alert = { kind: 'price_refused' as const, userId: null, reference: priceId, title, reason };
      await announce(tx, billingAlert, { key: `price-refused:${priceId}:${purchaseId}`, alert });
    });
  }
}
