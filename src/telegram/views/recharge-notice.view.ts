import type { Offer } from '../../billing/catalog/catalog.js';
import type { DeclineReason } from '../../billing/payment-gateway.js';
import type { Money } from '../../kernel/money.js';
import type { Audience } from './customer.js';
import { dateTime, price } from './format.js';
import { rechargeCallbacks } from './recharge.view.js';
import { buyCallback, offerTitle, type PayLink } from './shop.view.js';
import { type Button, escape, type View } from './view.js';

/** A charge that failed, and the page at which the customer can pay instead. */
export interface FailedCharge {
  readonly price: Money;
  /** Undefined for a pack that is no longer sold. */
  readonly offer: Offer | undefined;
  /** Undefined while the payment provider does not answer. */
  readonly page: PayLink | undefined;
}

export function declinedView(
  charge: FailedCharge,
  { reason, retryAt }: { reason: DeclineReason; retryAt: Date | null },
  to: Audience,
): View {
  const { recharge } = to.texts;
  const next =
    retryAt === null ? recharge.offNow() : recharge.retry(dateTime(retryAt, to.language, to.timeZone));
  const text = [`${recharge.failed(...named(charge, to))} ${recharge.why[reason]}`, next].join('\n\n');
  return { text, keyboard: fix(charge, rechargeCallbacks.card, to) };
}

export function confirmView(charge: FailedCharge, to: Audience): View {
  const again = charge.offer === undefined ? rechargeCallbacks.card : buyCallback(charge.offer.code);
  return { text: to.texts.recharge.confirm(...named(charge, to)), keyboard: fix(charge, again, to) };
}

function named({ price: charged, offer }: FailedCharge, to: Audience): [string, string] {
  return [offer === undefined ? '' : escape(offerTitle(offer, to)), price(charged, to.language)];
}

function fix({ offer, page }: FailedCharge, again: string, { texts, language }: Audience): Button[][] {
  if (offer === undefined || page === undefined) {
    return [[{ text: texts.tryAgain(), callback_data: again }]];
  }
  return [[{ text: texts.pay(price(offer.price, language)), ...page }]];
}
