import type { CustomersEnd } from '../../billing/reminders/end-ahead.query.js';
import type { SubscriptionChange } from '../../billing/subscriptions/subscription-changes.js';
import type { PlanOverview } from '../../billing/subscriptions/plans.query.js';
import { starsCurrency } from '../../kernel/money.js';
import type { Audience } from './customer.js';
import { dateTime, price } from './format.js';
import { offerTitle } from './shop.view.js';
import { type Button, escape, type View } from './view.js';

export const cardPageCallback = 'billing:card';
export const billingCallback = 'billing:home';
export const offersCallback = 'billing:offers';

/** A plan's state, as one line of `/balance`. */
export function planLine(plan: PlanOverview, to: Audience): string {
  const { plan: texts } = to.texts;
  const title = titleOf(plan, to);
  if (plan.status === 'unpaid') return texts.unpaid(title);
  if (plan.status === 'past_due') return texts.pastDue(title);
  if (plan.isPaused) return texts.paused(title);
  if (plan.status === 'trialing') {
    const date = written(plan.endsAt ?? plan.currentPeriodEnd, to);
    return plan.endsAt === null
      ? texts.trial({ title, date, price: rate(plan, to) })
      : texts.trialEnds(title, date);
  }
  if (plan.endsAt !== null) return texts.ends(title, written(plan.endsAt, to));
  return texts.renews(title, written(plan.currentPeriodEnd, to));
}

/** The same for `/billing`, where the end of what is free is not said elsewhere. */
export function planLines(plan: PlanOverview, to: Audience): string[] {
  const isWaiting = plan.status === 'past_due' || plan.status === 'unpaid' || plan.isPaused;
  return [planLine(plan, to), ...(isWaiting ? freeLine(plan, to) : [])];
}

export interface BillingInput {
  readonly plans: readonly PlanOverview[];
  /** Undefined while the payment provider does not answer. */
  readonly url: string | undefined;
  /** False for who never paid by card: there is no page, only what Telegram shows of Stars. */
  readonly hasPage: boolean;
}

export function billingView({ plans, url, hasPage }: BillingInput, to: Audience): View {
  const { texts } = to;
  const lines = plans.length === 0 ? [texts.plan.none()] : plans.flatMap((plan) => planLines(plan, to));
  const page = url === undefined ? [] : [[{ text: texts.billingButton(), url }]];
  const isInStars = !hasPage || plans.some(({ currency }) => currency === starsCurrency);
  if (isInStars) lines.push(texts.plan.starsPage());
  if (hasPage) lines.push('', url === undefined ? texts.providerDown() : texts.billing());
  return {
    text: lines.join('\n'),
    keyboard: [...plans.flatMap((plan) => planButtons(plan, to)), ...page],
  };
}

export function cardPageView(url: string | undefined, to: Audience): View {
  const { texts } = to;
  if (url === undefined) return { text: texts.providerDown() };
  return { text: texts.plan.cardPage(), keyboard: [[{ text: texts.plan.changeCard(), url }]] };
}

/** What `/billing` can do about a plan that waits for its payment. */
export function planButtons(plan: PlanOverview, to: Audience): Button[][] {
  const { openInvoiceUrl: url } = plan;
  const { plan: texts } = to.texts;
  if (plan.status !== 'past_due' && plan.status !== 'unpaid') return [];
  const pay = url === null ? [] : [[{ text: texts.payNow(price(plan, to.language)), url }]];
  return [...pay, [{ text: texts.changeCard(), callback_data: cardPageCallback }]];
}

export interface PlanNews {
  readonly change: SubscriptionChange;
  readonly endedUnpaid: boolean;
  readonly endedRefunded: boolean;
  /** A plan that the customer has besides. */
  readonly other: PlanOverview | undefined;
}

/** Undefined when it is no longer true: something else has happened since. */
export function planNewsView(news: PlanNews, plan: PlanOverview, to: Audience): View | undefined {
  const { plan: texts } = to.texts;
  const title = titleOf(plan, to);
  const cost = price(plan, to.language);
  const end = plan.endsAt === null ? undefined : written(plan.endsAt, to);
  const next = written(plan.currentPeriodEnd, to);
  switch (news.change) {
    case 'trial_started':
      if (plan.status !== 'trialing' || plan.freeUntil === null) return undefined;
      return {
        text: texts.trialStarted({ title, date: written(plan.freeUntil, to), price: rate(plan, to) }),
      };
    case 'ending':
      return end === undefined || isGone(plan) ? undefined : { text: texts.ending(title, end) };
    case 'renewing':
      return end !== undefined || isGone(plan) ? undefined : { text: texts.renewing(title, next) };
    case 'past_due':
      if (plan.status !== 'past_due') return undefined;
      return {
        text: [texts.paymentFailed(title, cost), ...freeLine(plan, to)].join('\n'),
        keyboard: planButtons(plan, to),
      };
    case 'ended':
      if (!isGone(plan)) return undefined;
      if (news.other !== undefined) return { text: endedBeside(news.other, plan, to) };
      return {
        text: endText(news, title, to),
        keyboard: [[{ text: texts.offers(), callback_data: offersCallback }]],
      };
    case 'paused':
      if (!plan.isPaused) return undefined;
      return { text: [texts.pausing(title), ...freeLine(plan, to)].join('\n') };
    case 'resumed':
      return plan.isPaused || isGone(plan) ? undefined : { text: texts.resumed(title, next) };
    case 'plan_changed':
      return isGone(plan) ? undefined : { text: texts.changed(title, end ?? next) };
  }
}

export function endReminderView({ endsAt, title, titles, trial }: CustomersEnd, to: Audience): View {
  const { plan: texts } = to.texts;
  const named = escape(offerTitle({ title, titles }, to));
  const date = written(endsAt, to);
  if (trial !== undefined) return { text: texts.trialEnding({ title: named, date, price: rate(trial, to) }) };
  return {
    text: texts.endReminder(named, date),
    keyboard: [[{ text: texts.offers(), callback_data: offersCallback }]],
  };
}

export function renewalReminderView(plan: PlanOverview, to: Audience): View {
  const { plan: texts } = to.texts;
  const renewal = { title: titleOf(plan, to), date: written(plan.currentPeriodEnd, to) };
  return {
    text: texts.renewalReminder({ ...renewal, price: price(plan, to.language) }),
    keyboard: [[{ text: texts.manage(), callback_data: billingCallback }]],
  };
}

export const isGone = ({ status }: PlanOverview): boolean =>
  status === 'canceled' || status === 'unpaid' || status === 'incomplete_expired';

function endText({ endedUnpaid, endedRefunded }: PlanNews, title: string, to: Audience): string {
  const { plan: texts } = to.texts;
  if (endedRefunded) return texts.endedRefunded(title);
  return endedUnpaid ? texts.endedUnpaid(title) : texts.ended(title);
}

/** Whoever had two plans must not think that nothing is left. */
function endedBeside(other: PlanOverview, plan: PlanOverview, to: Audience): string {
  const { plan: texts } = to.texts;
  const title = titleOf(plan, to);
  const said = other.productId === plan.productId ? texts.endedSecond(title) : texts.endedOther(title);
  return `${said}\n\n${planLine(other, to)}`;
}

function freeLine({ freeUntil }: PlanOverview, to: Audience): string[] {
  return freeUntil !== null ? [to.texts.plan.freeUntil(written(freeUntil, to))] : [];
}

const titleOf = (plan: PlanOverview, to: Audience): string => escape(offerTitle(plan, to));

const written = (at: Date | null, { language, timeZone }: Audience): string =>
  at === null ? '–' : dateTime(at, language, timeZone);

function rate(plan: PlanOverview, { language, texts }: Audience): string {
  const cost = price(plan, language);
  return plan.billingInterval === null ? cost : `${cost} / ${texts.perInterval[plan.billingInterval]}`;
}
