import { Injectable } from '@nestjs/common';
import {
  ProviderUnavailable,
  PurchasesBlocked,
  TooManyPages,
  UnknownProduct,
} from '../../billing/billing.errors.js';
import { Catalog } from '../../billing/catalog/catalog.js';
import { RechargeAttemptsRepository } from '../../billing/recharge/recharge-attempts.repository.js';
import { Reader } from '../../database/reader.js';
import { type Shopper, Shelves } from '../updates/shelves.js';
import type { FailedCharge } from '../views/recharge-notice.view.js';

const noPage = [ProviderUnavailable, UnknownProduct, PurchasesBlocked, TooManyPages];

/** A charge that failed, with a page at which the customer can pay for the same pack. */
@Injectable()
export class RechargeCharges {
  constructor(
    private readonly reader: Reader,
    private readonly attempts: RechargeAttemptsRepository,
    private readonly catalog: Catalog,
    private readonly shelves: Shelves,
  ) {}

  /** `savesCard`: the card that pays takes the place of the one that failed. */
  async failed(shopper: Shopper, attemptId: string, savesCard: boolean): Promise<FailedCharge> {
    const attempt = await this.attempts.byId(this.reader, attemptId);
    if (attempt === undefined) throw new Error(`there is no attempt ${attemptId}`);
    const { productCode, amount, currency } = attempt;
    const offer = (await this.catalog.offers()).find(({ code }) => code === productCode);
    return { price: { amount, currency }, offer, page: await this.page(shopper, productCode, savesCard) };
  }

  private async page(shopper: Shopper, code: string, savesCard: boolean): Promise<FailedCharge['page']> {
    try {
      const { ways } = await this.shelves.one(shopper, code, savesCard);
      return ways.find(({ provider }) => provider === 'stripe')?.page;
    } catch (error) {
      if (noPage.some((reason) => error instanceof reason)) return undefined;
      throw error;
    }
  }
}
