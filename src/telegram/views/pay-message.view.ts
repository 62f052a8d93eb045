import type { PageClosure } from '../../billing/purchases/purchase.entity.js';
import type { OfferedPurchase } from '../outbound/pay-messages.repository.js';
import type { Audience } from './customer.js';
import { dateTime, price } from './format.js';
import { offerTitle } from './shop.view.js';
import { type Button, escape, type Keyboard, type View } from './view.js';

/** What a button that no longer pays says when it is pressed. */
export const endedCallback = (purchaseId: string): string => `offer:${purchaseId}`;

const marks: Record<OfferedPurchase['status'], string> = {
  created: '',
  open: '',
  processing: '⏳',
  paid: '✅',
  failed: '❌',
  expired: '⌛',
};

/** Its page is of no more use: paid, on its way, failed or expired. */
export const hasEnded = ({ status }: OfferedPurchase): boolean => marks[status] !== '';

/** Nothing will change about it any more. */
export const isFinal = ({ status }: OfferedPurchase): boolean =>
  status === 'paid' || status === 'failed' || status === 'expired';

/** Why the shop itself ended it; undefined when it did not, and for one that was paid all the same. */
function closureOf({ status, closedFor }: OfferedPurchase): PageClosure | undefined {
  return status === 'expired' && closedFor !== null ? closedFor : undefined;
}

/** The same buttons; those whose purchase has ended show its mark and answer why instead of leading nowhere. */
export function payListKeyboard(
  keyboard: Keyboard,
  purchases: ReadonlyMap<string, OfferedPurchase>,
): Button[][] {
  return keyboard.map((row) => row.map((button) => shown(button, purchases)));
}

function shown(button: Button, purchases: ReadonlyMap<string, OfferedPurchase>): Button {
  if (!('purchaseId' in button)) return button;
  const purchase = purchases.get(button.purchaseId);
  if (purchase === undefined || !hasEnded(purchase)) return button;
  const mark = closureOf(purchase) === undefined ? marks[purchase.status] : '🚫';
  return { text: `${mark} ${button.text}`, callback_data: endedCallback(purchase.id) };
}

/**
 * Of the purchases behind a page, one for each way to pay, the one whose end is the page's: money that came or is on
 * its way, else any once all have ended. Undefined while the page is still of use.
 */
export function decisive(purchases: readonly OfferedPurchase[]): OfferedPurchase | undefined {
  const withStatus = (status: OfferedPurchase['status']): OfferedPurchase | undefined =>
    purchases.find((purchase) => purchase.status === status);
  const came = withStatus('paid') ?? withStatus('processing');
  return came ?? (purchases.every(hasEnded) ? purchases[0] : undefined);
}

/** A page that offered one product, after that has ended. */
export function payPageView(purchase: OfferedPurchase, to: Audience): View {
  const { texts, language } = to;
  const sold = {
    title: escape(offerTitle(purchase, to)),
    price: price(purchase, language),
  };
  const again: Keyboard = [[{ text: texts.newPage(), callback_data: endedCallback(purchase.id) }]];
  const closure = closureOf(purchase);
  if (closure !== undefined) return { text: texts.pageClosed[closure](sold), keyboard: [] };
  switch (purchase.status) {
    case 'paid':
      return { text: texts.pagePaid(sold), keyboard: [] };
    case 'processing':
      return { text: texts.pagePending(sold), keyboard: [] };
    case 'failed':
      return { text: texts.pageFailed(sold), keyboard: again };
    case 'expired':
    case 'created':
    case 'open':
      return { text: texts.pageExpired(sold), keyboard: again };
  }
}

/** Bot API: the answer to a press has at most 200 characters. */
export function endedAnswer(purchase: OfferedPurchase, to: Audience): string {
  const { texts, language, timeZone } = to;
  if (purchase.status === 'processing') return texts.pressPending();
  const closure = closureOf(purchase);
  if (closure !== undefined) return texts.pressClosed[closure]();
  if (purchase.status !== 'paid') return texts.pressEnded();
  return texts.pressPaid(purchase.paidAt === null ? '' : dateTime(purchase.paidAt, language, timeZone));
}
