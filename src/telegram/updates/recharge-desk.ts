import { Injectable } from '@nestjs/common';
import { Catalog, type Offer } from '../../billing/catalog/catalog.js';
import { capMultiples, thresholds } from '../../billing/recharge/recharge-rules.js';
import { type RechargeStatus, RechargeStatusQuery } from '../../billing/recharge/recharge-status.query.js';
import { Reader } from '../../database/reader.js';
import {
  capView,
  consentView,
  firstCardView,
  onView,
  otherCardView,
  packsView,
  thresholdView,
  wishOf,
} from '../views/recharge.view.js';
import type { View } from '../views/view.js';
import type { Customer } from './bot-context.js';
import { Shelves } from './shelves.js';

/** What of a customer is needed to show them their auto-recharge. */
export type RechargeVisitor = Pick<Customer, 'telegramId' | 'to'> & {
  readonly userId: Customer['user']['id'];
};

/** The pages of `/autorecharge`. Each looks anew at what is on sale and saved; undefined: that choice does not exist. */
@Injectable()
export class RechargeDesk {
  constructor(
    private readonly reader: Reader,
    private readonly status: RechargeStatusQuery,
    private readonly catalog: Catalog,
    private readonly shelves: Shelves,
  ) {}

  async state(visitor: RechargeVisitor): Promise<View> {
    const status = await this.status.of(this.reader, visitor.userId);
    if (status?.card == null) {
      if (!this.shelves.takeCards) return { text: visitor.to.texts.recharge.needsCards() };
      return firstCardView(status?.state === 'paused', await this.shelves.savingPacks(visitor), visitor.to);
    }
    return status.state === 'on' && status.choice !== null
      ? onView(status, status.choice, status.card, visitor.to)
      : this.packs(visitor, status, status.card);
  }

  /** The choices from the beginning. */
  async edit(visitor: RechargeVisitor): Promise<View> {
    const status = await this.status.of(this.reader, visitor.userId);
    return status?.card == null ? this.state(visitor) : this.packs(visitor, status, status.card);
  }

  async otherCard(visitor: RechargeVisitor): Promise<View> {
    const status = await this.status.of(this.reader, visitor.userId);
    return status?.card == null
      ? this.state(visitor)
      : otherCardView(await this.shelves.savingPacks(visitor), visitor.to);
  }

  async threshold(visitor: RechargeVisitor, code: string): Promise<View | undefined> {
    const offer = (await this.card(visitor)) === null ? undefined : await this.pack(code);
    return offer === undefined ? undefined : thresholdView(offer, visitor.to);
  }

  async cap(visitor: RechargeVisitor, code: string, threshold: number): Promise<View | undefined> {
    const offer = (await this.card(visitor)) === null ? undefined : await this.pack(code);
    if (offer === undefined || !thresholds.includes(threshold)) return undefined;
    return capView(offer, threshold, visitor.to);
  }

  async consent(
    visitor: RechargeVisitor,
    code: string,
    threshold: number,
    multiple: number,
  ): Promise<View | undefined> {
    const card = await this.card(visitor);
    const offer = await this.pack(code);
    if (card === null || offer === undefined) return undefined;
    if (!thresholds.includes(threshold) || !capMultiples.includes(multiple)) return undefined;
    return consentView({ offer, threshold, multiple }, card, visitor.to);
  }

  /** Where somebody goes on whose card was just saved: at what they chose before, or at the pack they bought. */
  async afterCard(visitor: RechargeVisitor, code: string): Promise<View> {
    const status = await this.status.of(this.reader, visitor.userId);
    const before = wishOf(status?.choice ?? null, await this.catalog.offers());
    const view =
      before === undefined
        ? await this.threshold(visitor, code)
        : await this.consent(visitor, before.offer.code, before.threshold, before.multiple);
    return view ?? this.state(visitor);
  }

  private async packs(
    { to }: RechargeVisitor,
    { state, choice }: RechargeStatus,
    card: NonNullable<RechargeStatus['card']>,
  ): Promise<View> {
    const packs = await this.catalog.packs();
    const before = wishOf(choice, packs);
    return packsView(state === 'on' ? 'on' : 'off', packs, { card, before }, to);
  }

  private async card({ userId }: RechargeVisitor): Promise<RechargeStatus['card']> {
    return (await this.status.of(this.reader, userId))?.card ?? null;
  }

  private async pack(code: string): Promise<Offer | undefined> {
    return (await this.catalog.packs()).find((offer) => offer.code === code);
  }
}
