import type { Offer } from '../../billing/catalog/catalog.js';
import type { PlanWay } from '../../billing/subscriptions/plan-holdings.js';
import type { ProviderName } from '../../config/app-config.js';
import type { Money } from '../../kernel/money.js';
import { dateTime, price } from './format.js';
import type { Audience } from './customer.js';
import { shownName } from './plain-text.js';
import { type Button, escape, type View } from './view.js';

/** One way to pay for an offer: what it costs there, and the page; without one when the provider did not answer. */
export interface PayWay {
  readonly provider: ProviderName;
  readonly price: Money;
  readonly page: PayPage | undefined;
}

/** An offer with the ways to pay for it, in the owner's order; none for a plan when the customer has one. */
export interface Shelf {
  readonly offer: Offer;
  readonly ways: readonly PayWay[];
  /** What stands in place of buying a plan. */
  readonly planWay: PlanWay | undefined;
}

export interface PayLink {
  readonly url: string;
  readonly purchaseId: string;
}

/** A page, and the days of a plan that this customer gets there before the first payment. */
export interface PayPage extends PayLink {
  readonly trialDays: number | null;
}

export const startCallback = 'start';
export const buyCallback = (code: string): string => `buy:${code}`;

export function offerTitle(offer: Pick<Offer, 'title' | 'titles'>, { language }: Audience): string {
  return offer.titles[language] ?? offer.title;
}

function priceLabel({ billingInterval }: Offer, money: Money, { language, texts }: Audience): string {
  const amount = price(money, language);
  return billingInterval === null ? amount : `${amount} / ${texts.perInterval[billingInterval]}`;
}

function nameLabel(offer: Offer, to: Audience): string {
  const title = offerTitle(offer, to);
  return offer.kind === 'subscription' && offer.credits > 0
    ? `${title} (${to.texts.credits(offer.credits)})`
    : title;
}

/** Telegram gives the buttons of a row equal widths; on a phone two of them have room for this many characters each. */
const halfRow = 22;

/** `10 credits · $5.00` */
export function offerLabel(offer: Offer, cost: Money, to: Audience): string {
  return `${nameLabel(offer, to)} · ${priceLabel(offer, cost, to)}`;
}

/** What this way costs this customer. */
function wayLabel(offer: Offer, { price: cost, page }: PayWay, to: Audience): string {
  const label = priceLabel(offer, cost, to);
  const days = page?.trialDays ?? null;
  return days === null ? label : to.texts.plan.trialOffer(days, label);
}

/** The first way to pay names the offer, a further one only its price. */
export function offerRows({ offer, ways, planWay }: Shelf, to: Audience): Button[][] {
  if (planWay !== undefined) {
    const { yours, instead } = to.texts.plan;
    const text = (planWay === 'same' ? yours : instead)(offerTitle(offer, to));
    return [[{ text, callback_data: buyCallback(offer.code) }]];
  }
  const buttons = ways.map((way, index) => {
    const label = wayLabel(offer, way, to);
    const text = index === 0 ? `${nameLabel(offer, to)} · ${label}` : label;
    return payButton(offer, way, text);
  });
  const fitOneRow = buttons.every(({ text }) => text.length <= halfRow);
  return fitOneRow ? [buttons] : buttons.map((button) => [button]);
}

function payButton(offer: Offer, { page }: PayWay, text: string): Button {
  if (page === undefined) return { text, callback_data: buyCallback(offer.code) };
  return { text, url: page.url, purchaseId: page.purchaseId };
}

function howToPay(shelves: readonly Shelf[], { texts }: Audience): string {
  const [first, ...others] = new Set(shelves.flatMap(({ ways }) => ways.map(({ provider }) => provider)));
  return texts.howToPay[others.length > 0 ? 'both' : (first ?? 'stripe')];
}

export function greetingView(name: string, welcome: number, to: Audience): View {
  const lines = [to.texts.greeting(escape(shownName(name) || '🙂'))];
  if (welcome > 0) lines.push(to.texts.welcomeCredits(to.texts.credits(welcome)));
  return { text: lines.join('\n\n'), keyboard: [[{ text: '▶️ Start', callback_data: startCallback }]] };
}

export function shopView(shelves: readonly Shelf[], to: Audience): View {
  if (shelves.length === 0) return { text: to.texts.noProducts() };
  return {
    text: `${to.texts.productsTitle()}\n\n${to.texts.productsHint()} ${howToPay(shelves, to)}`,
    keyboard: shelves.flatMap((shelf) => offerRows(shelf, to)),
  };
}

export function checkoutView(shelf: Shelf, to: Audience): View {
  const { offer, ways } = shelf;
  const { texts } = to;
  const labels = ways.map((way) => wayLabel(offer, way, to));
  return {
    text: `${texts.checkout(escape(nameLabel(offer, to)), labels.join(` ${texts.or()} `))}\n\n${howToPay([shelf], to)}`,
    keyboard: ways.map((way) => [payButton(offer, way, payLabel(offer, way, to))]),
    isPayPage: true,
  };
}

/** Nothing is paid on the page of a trial. */
function payLabel(offer: Offer, way: PayWay, to: Audience): string {
  const hasTrial = (way.page?.trialDays ?? null) !== null;
  return hasTrial ? to.texts.plan.tryIt() : to.texts.pay(priceLabel(offer, way.price, to));
}

export function unknownPackView(asked: string, packs: readonly Offer[], to: Audience): View {
  if (packs.length === 0) return { text: to.texts.noProducts() };
  return { text: to.texts.unknownPack(escape(asked), packs.map((pack) => `/buy${pack.credits}`).join(', ')) };
}

export function tooManyPagesView(retryAt: Date, { language, timeZone, texts }: Audience): View {
  return { text: texts.tooManyPages(dateTime(retryAt, language, timeZone)) };
}

export function providerDownView(code: string, to: Audience): View {
  return {
    text: to.texts.providerDown(),
    keyboard: [[{ text: to.texts.tryAgain(), callback_data: buyCallback(code) }]],
  };
}
