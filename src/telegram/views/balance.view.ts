import type { BillingOverview } from '../../billing/billing-overview.query.js';
import { percentOf } from '../../kernel/credits.js';
import type { Audience } from './customer.js';
import { bar, dateTime } from './format.js';
import { rechargeLine } from './recharge.view.js';
import { planLine } from './plan.view.js';
import { offerRows, offerTitle, type Shelf } from './shop.view.js';
import { escape, type View } from './view.js';

export interface BalanceInput {
  readonly overview: BillingOverview;
  /** The balance that fills the bar: setting `balance_bar_max`. */
  readonly barMax: number;
  readonly packs: readonly Shelf[];
}

export function balanceView({ overview, barMax, packs }: BalanceInput, to: Audience): View {
  const { texts } = to;
  const { credits, held, frozen, owed, nextExpiry, access, plans } = overview;
  const lines = [texts.balance(texts.credits(credits)), bar(percentOf(credits, barMax))];
  if (held > 0) lines.push(texts.held(texts.credits(held)));
  if (frozen > 0) lines.push(texts.frozen(texts.credits(frozen)));
  if (owed > 0) lines.push(texts.owed(texts.credits(owed)));
  if (nextExpiry !== undefined) {
    const at = dateTime(nextExpiry.at, to.language, to.timeZone);
    lines.push(texts.expires(nextExpiry.credits, at));
  }
  const end = access === undefined ? undefined : dateTime(access.endsAt, to.language, to.timeZone);
  const title = access === undefined ? '' : offerTitle({ title: access.title, titles: access.titles }, to);
  lines.push(
    '',
    end === undefined ? texts.noPass() : texts.passUntil(escape(title), end),
    ...plans.map((plan) => planLine(plan, to)),
    ...(overview.recharge !== undefined || packs.some(canSaveCard)
      ? [rechargeLine(overview.recharge, to)]
      : []),
  );
  return { text: lines.join('\n'), keyboard: packs.flatMap((shelf) => offerRows(shelf, to)) };
}

/** Auto-recharge needs a card, so where none can be given it is not spoken of. */
const canSaveCard = ({ ways }: Shelf): boolean => ways.some(({ provider }) => provider === 'stripe');

/** With buttons to top up; also shown when a balance runs low. */
export function lowBalanceView(
  level: 'low' | 'critical',
  credits: number,
  packs: readonly Shelf[],
  to: Audience,
): View {
  const amount = to.texts.credits(credits);
  return {
    text: level === 'low' ? to.texts.low(amount) : to.texts.critical(amount),
    keyboard: packs.flatMap((shelf) => offerRows(shelf, to)),
  };
}

export function shortView(
  details: { count: number; cost: number; have: number; missing: number },
  packs: readonly Shelf[],
  to: Audience,
): View {
  const { credits, short } = to.texts;
  return {
    text: short({
      count: details.count,
      cost: credits(details.cost),
      have: credits(details.have),
      missing: credits(details.missing),
    }),
    keyboard: packs.flatMap((shelf) => offerRows(shelf, to)),
  };
}
