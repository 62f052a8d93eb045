import type { Offer } from '../../billing/catalog/catalog.js';
import { capMultiples, thresholds } from '../../billing/recharge/recharge-rules.js';
import type { RechargeChoice, RechargeStatus } from '../../billing/recharge/recharge-status.query.js';
import type { Audience } from './customer.js';
import { dateTime, price } from './format.js';
import { offerLabel, offerTitle, type Shelf } from './shop.view.js';
import { type Button, escape, type View } from './view.js';

/** Bot API: callback data has at most 64 bytes; the longest product code leaves room for everything agreed to. */
export const rechargeCallbacks = {
  state: 'ar:state',
  edit: 'ar:edit',
  card: 'ar:card',
  off: 'ar:off',
  pack: (code: string): string => `ar:pack:${code}`,
  threshold: (code: string, threshold: number): string => `ar:at:${code}:${threshold}`,
  cap: (code: string, threshold: number, multiple: number): string =>
    `ar:cap:${code}:${threshold}:${multiple}`,
  on: ({ offer, threshold, multiple }: Wish): string =>
    `ar:on:${offer.code}:${threshold}:${multiple}:${offer.price.amount}:${offer.price.currency}`,
};

/** What a customer has chosen so far; the cap in prices of the pack. */
export interface Wish {
  readonly offer: Offer;
  readonly threshold: number;
  readonly multiple: number;
}

export type Card = NonNullable<RechargeStatus['card']>;

export function cardLabel({ brand, last4 }: Card): string {
  return escape(`${brand.charAt(0).toUpperCase()}${brand.slice(1)} ·· ${last4}`);
}

/** The earlier choice, if exactly that is still on sale. */
export function wishOf(choice: RechargeChoice | null, offers: readonly Offer[]): Wish | undefined {
  const offer = offers.find(({ code }) => code === choice?.code);
  if (choice === null || offer?.kind !== 'credit_pack') return undefined;
  const { price: agreed, threshold, monthlyCap } = choice;
  const multiple = monthlyCap.amount / agreed.amount;
  const isSame = offer.price.amount === agreed.amount && offer.price.currency === agreed.currency;
  const isOffered = thresholds.includes(threshold) && capMultiples.includes(multiple);
  return isSame && isOffered ? { offer, threshold, multiple } : undefined;
}

const title = (offer: Pick<Offer, 'title' | 'titles'>, to: Audience): string => escape(offerTitle(offer, to));

function chosen(choice: RechargeChoice, to: Audience): { title: string; price: string; threshold: string } {
  return {
    title: title(choice, to),
    price: price(choice.price, to.language),
    threshold: to.texts.credits(choice.threshold),
  };
}

/** The line of `/balance`. */
export function rechargeLine(status: RechargeStatus | undefined, to: Audience): string {
  const { recharge } = to.texts;
  if (status?.state === 'paused') return recharge.linePaused();
  if (status?.state !== 'on' || status.choice === null) return recharge.lineOff();
  return recharge.lineOn(chosen(status.choice, to));
}

/** Without a card: what it is, and packs whose page stores one. */
export function firstCardView(isPaused: boolean, packs: readonly Shelf[], to: Audience): View {
  const { recharge } = to.texts;
  const state = isPaused ? recharge.isPaused() : recharge.isOff();
  return {
    text: [`${recharge.title()}\n${state}`, recharge.intro(), recharge.pickFirst()].join('\n\n'),
    keyboard: packs.map((shelf) => savingRow(shelf, to)),
  };
}

export function otherCardView(packs: readonly Shelf[], to: Audience): View {
  const { recharge } = to.texts;
  return {
    text: `${recharge.title()}\n\n${recharge.otherCard()}`,
    keyboard: [...packs.map((shelf) => savingRow(shelf, to)), [back(rechargeCallbacks.state, to)]],
  };
}

/** Without a page, because the provider did not answer, the list is asked for again. */
function savingRow({ offer, ways }: Shelf, to: Audience): Button[] {
  return ways.map(({ price: cost, page }) => {
    const text = offerLabel(offer, cost, to);
    return page === undefined ? { text, callback_data: rechargeCallbacks.card } : { text, ...page };
  });
}

export function onView(status: RechargeStatus, choice: RechargeChoice, card: Card, to: Audience): View {
  const { texts, language, timeZone } = to;
  const { recharge } = texts;
  const charged = price({ amount: status.monthTotal, currency: choice.monthlyCap.currency }, language);
  const lines = [
    `${recharge.title()}\n${recharge.isOn(chosen(choice, to))}`,
    '',
    recharge.card(cardLabel(card)),
    recharge.month(charged, price(choice.monthlyCap, language)),
  ];
  if (status.lastCharge !== null) {
    const when = dateTime(status.lastCharge.at, language, timeZone);
    lines.push(recharge.lastCharge(price(status.lastCharge, language), when));
  }
  return {
    text: lines.join('\n'),
    keyboard: [
      [{ text: recharge.turnOffButton(), callback_data: rechargeCallbacks.off }],
      [
        { text: recharge.changeButton(), callback_data: rechargeCallbacks.edit },
        { text: recharge.otherCardButton(), callback_data: rechargeCallbacks.card },
      ],
    ],
  };
}

/** With a card: the first of the choices, or all of them as they were before. */
export function packsView(
  state: 'on' | 'off',
  packs: readonly Offer[],
  { card, before }: { card: Card; before: Wish | undefined },
  to: Audience,
): View {
  const { recharge, credits } = to.texts;
  const lines = state === 'off' ? [recharge.title(), recharge.isOff()] : [recharge.title()];
  const rows = packs.map((offer): Button[] => [
    { text: offerLabel(offer, offer.price, to), callback_data: rechargeCallbacks.pack(offer.code) },
  ]);
  if (before !== undefined && state === 'off') {
    const { offer, threshold, multiple } = before;
    const text = recharge.asBeforeButton(offerTitle(offer, to), credits(threshold));
    rows.unshift([{ text, callback_data: rechargeCallbacks.cap(offer.code, threshold, multiple) }]);
  }
  const other = { text: recharge.otherCardButton(), callback_data: rechargeCallbacks.card };
  return {
    text: [...lines, '', recharge.card(cardLabel(card)), '', recharge.pickPack()].join('\n'),
    keyboard: [...rows, state === 'off' ? [other] : [back(rechargeCallbacks.state, to)]],
  };
}

export function thresholdView(offer: Offer, to: Audience): View {
  const { recharge, credits } = to.texts;
  const text = recharge.pickThreshold(title(offer, to), price(offer.price, to.language));
  const rows = thresholds.map((threshold): Button[] => [
    {
      text: recharge.thresholdButton(credits(threshold)),
      callback_data: rechargeCallbacks.threshold(offer.code, threshold),
    },
  ]);
  return { text: `${recharge.title()}\n\n${text}`, keyboard: [...rows, [back(rechargeCallbacks.edit, to)]] };
}

export function capView(offer: Offer, threshold: number, to: Audience): View {
  const { recharge } = to.texts;
  const rows = capMultiples.map((multiple): Button[] => [
    {
      text: recharge.capButton(capOf({ offer, threshold, multiple }, to), multiple),
      callback_data: rechargeCallbacks.cap(offer.code, threshold, multiple),
    },
  ]);
  return {
    text: `${recharge.title()}\n\n${recharge.pickCap()}`,
    keyboard: [...rows, [back(rechargeCallbacks.pack(offer.code), to)]],
  };
}

/** Everything that the customer agrees to, in numbers. */
export function consentView(wish: Wish, card: Card, to: Audience): View {
  const { recharge, credits } = to.texts;
  const { offer, threshold } = wish;
  const text = recharge.consent({
    title: title(offer, to),
    price: price(offer.price, to.language),
    threshold: credits(threshold),
    cap: capOf(wish, to),
    card: cardLabel(card),
  });
  return {
    text: `${recharge.title()}\n\n${text}`,
    keyboard: [
      [{ text: recharge.turnOnButton(), callback_data: rechargeCallbacks.on(wish) }],
      [back(rechargeCallbacks.threshold(offer.code, threshold), to)],
    ],
  };
}

function capOf({ offer, multiple }: Wish, { language }: Audience): string {
  return price({ amount: offer.price.amount * multiple, currency: offer.price.currency }, language);
}

const back = (callback: string, to: Audience): Button => ({
  text: to.texts.recharge.backButton(),
  callback_data: callback,
});
