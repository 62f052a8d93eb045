import type { Offer } from '../../billing/catalog/catalog.js';
import { price } from './format.js';
import type { Audience } from './customer.js';
import { shownName } from './plain-text.js';
import { type Button, escape, type View } from './view.js';

/** An offer with the page to pay at; without one when the payment provider did not answer. */
export interface Shelf {
  readonly offer: Offer;
  readonly page: PayLink | undefined;
}

export interface PayLink {
  readonly url: string;
  readonly purchaseId: string;
}

export const startCallback = 'start';
export const buyCallback = (code: string): string => `buy:${code}`;

export function offerTitle(offer: Pick<Offer, 'title' | 'titles'>, { language }: Audience): string {
  return offer.titles[language] ?? offer.title;
}

function priceLabel(offer: Offer, { language, texts }: Audience): string {
  const amount = price(offer.price, language);
  return offer.billingInterval === null ? amount : `${amount} / ${texts.perInterval[offer.billingInterval]}`;
}

function nameLabel(offer: Offer, to: Audience): string {
  const title = offerTitle(offer, to);
  return offer.kind === 'subscription' && offer.credits > 0
    ? `${title} (${to.texts.credits(offer.credits)})`
    : title;
}

export function offerButton({ offer, page }: Shelf, to: Audience): Button {
  const text = `${nameLabel(offer, to)} · ${priceLabel(offer, to)}`;
  return page === undefined ? { text, callback_data: buyCallback(offer.code) } : { text, ...page };
}

export function greetingView(name: string, welcome: number, to: Audience): View {
  const lines = [to.texts.greeting(escape(shownName(name) || '🙂'))];
  if (welcome > 0) lines.push(to.texts.welcomeCredits(to.texts.credits(welcome)));
  return { text: lines.join('\n\n'), keyboard: [[{ text: '▶️ Start', callback_data: startCallback }]] };
}

export function shopView(shelves: readonly Shelf[], to: Audience): View {
  if (shelves.length === 0) return { text: to.texts.noProducts() };
  return {
    text: `${to.texts.productsTitle()}\n\n${to.texts.productsHint()}`,
    keyboard: shelves.map((shelf) => [offerButton(shelf, to)]),
  };
}

export function checkoutView(offer: Offer, page: PayLink, to: Audience): View {
  const label = priceLabel(offer, to);
  return {
    text: to.texts.checkout(escape(nameLabel(offer, to)), label),
    keyboard: [[{ text: to.texts.pay(label), ...page }]],
    isPayPage: true,
  };
}

export function unknownPackView(asked: string, packs: readonly Offer[], to: Audience): View {
  if (packs.length === 0) return { text: to.texts.noProducts() };
  return { text: to.texts.unknownPack(escape(asked), packs.map((pack) => `/buy${pack.credits}`).join(', ')) };
}

export function providerDownView(code: string, to: Audience): View {
  return {
    text: to.texts.providerDown(),
    keyboard: [[{ text: to.texts.tryAgain(), callback_data: buyCallback(code) }]],
  };
}
