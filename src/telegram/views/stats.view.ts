import { spanLabel } from '../../analytics/chart-labels.js';
import type { Pace, Report, Revenue, Totals } from '../../analytics/report.js';
import { price } from './format.js';
import { escape, type View } from './view.js';

/** Bot API: a caption has at most 1024 characters, counted without its tags. */
const longest = 1_024;
const mostCurrencies = 8;

/** The figures of `/stats`, to stand below the picture and to be read on a phone. */
export function statsView(report: Report): View {
  for (let currencies = mostCurrencies; ; currencies -= 1) {
    const view = viewWith(report, currencies);
    if (currencies === 1 || view.text.replaceAll(/<[^>]+>/g, '').length <= longest) return view;
  }
}

function viewWith(report: Report, currencies: number): View {
  const { current, before, days } = report;
  return {
    text: [
      `📊 <b>Last ${days} days</b> · ${spanLabel(report.firstDay, report.lastDay)}`,
      '',
      ...moneyLines(current, before, currencies),
      '',
      `👥 New customers: ${figure(current.newCustomers, before.newCustomers)}`,
      `💬 Customers who wrote: ${figure(current.activeCustomers, before.activeCustomers)}`,
      `✉️ Messages in: ${figure(current.messagesIn, before.messagesIn)}, out: ${figure(current.messagesOut, before.messagesOut)}`,
      `🪙 Credits sold: ${figure(current.creditsSold, before.creditsSold)}, free: ${figure(current.creditsFree, before.creditsFree)}, spent: ${figure(current.creditsSpent, before.creditsSpent)}`,
      responseLine(current.medianResponseSeconds, before.medianResponseSeconds),
      ...paceLine('🏁 First answer', current.firstResponse),
      ...paceLine('✅ Closed', current.resolution),
      ...ratingLine(current.rating),
      '',
      ...standingLines(report),
      '',
      `<i>Arrows: against the ${days} days before, up to the same hour. Days of ${escape(report.timeZone)}.</i>`,
    ].join('\n'),
  };
}

function moneyLines(current: Totals, before: Totals, most: number): string[] {
  const lines = [...current.revenue, ...before.revenue.filter((line) => !has(current, line)).map(stopped)];
  if (lines.length === 0) return ['💰 No payments in this period, and none in the one before.'];
  const shown = lines.slice(0, most).map((line) => revenueLine(line, before));
  const left = lines.length - shown.length;
  if (left > 0) shown.push(left === 1 ? '… and 1 more currency' : `… and ${left} more currencies`);
  const payments = `🧾 Payments: ${figure(current.payments, before.payments)}, customers who paid: ${figure(current.payingCustomers, before.payingCustomers)}`;
  return [...shown, current.payments === 0 ? '🧾 No payments in this period.' : payments];
}

/** What is left of it: refunds are taken off and named. */
function revenueLine({ currency, net, refunded }: Revenue, before: Totals): string {
  const earlier = before.revenue.find((line) => line.currency === currency)?.net ?? 0;
  const refunds = refunded > 0 ? `, after ${price({ amount: refunded, currency }, 'en')} of refunds` : '';
  return `💰 Revenue: <b>${price({ amount: net, currency }, 'en')}</b>${change(net, earlier)}${refunds}`;
}

const has = ({ revenue }: Totals, { currency }: Revenue): boolean =>
  revenue.some((line) => line.currency === currency);

/** A currency that earned before and no longer does is news. */
const stopped = ({ currency }: Revenue): Revenue => ({
  currency,
  gross: 0,
  refunded: 0,
  net: 0,
  payments: 0,
});

function responseLine(seconds: number | null, before: number | null): string {
  if (seconds === null) return '⏱ No answers in this period, so no response time';
  const earlier = before === null ? '' : ` (before: ${duration(before)})`;
  return `⏱ Half of the answers came within ${duration(seconds)}${earlier}`;
}

/** In working time; without any, nothing is said. */
function paceLine(what: string, { median, ninetieth }: Pace): string[] {
  if (median === null || ninetieth === null) return [];
  return [`${what}: half in ${duration(median)}, 9 of 10 in ${duration(ninetieth)}`];
}

function ratingLine({ average, count: ratings }: Totals['rating']): string[] {
  if (average === null) return [];
  return [`⭐ Rated ${tenths(average)} of 5 on average (${count(ratings)})`];
}

function standingLines({ standing }: Report): string[] {
  const { waitingForUs, openConversations, customers, unreachable } = standing;
  const share = customers === 0 ? 0 : Math.round((unreachable * 100) / customers);
  const waiting = waitingForUs === 0 ? 'nobody' : count(waitingForUs);
  return [
    `📥 Waiting for an answer now: ${waiting}; open: ${count(openConversations)}`,
    `🚫 Out of reach (blocked the bot or left): ${count(unreachable)} of ${count(customers)}, ${share} %`,
  ];
}

const figure = (current: number, before: number): string =>
  `<b>${count(current)}</b>${change(current, before)}`;

/** ` ▲ 12 %` against before; nothing when there is nothing to compare. */
export function change(current: number, before: number): string {
  if (before === 0) return current === 0 ? '' : ' ▲ from 0';
  const percent = Math.round(((current - before) * 100) / before);
  if (percent >= 1_000) return ` ▲ ×${count(Math.round(current / before))}`;
  if (current === before) return ' (as before)';
  return ` ${current > before ? '▲' : '▼'} ${Math.abs(percent)} %`;
}

/** `40 s`, `12 min`, `3.5 h`, `2.1 days`: as exact as a person needs. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3_600) return `${tenths(seconds / 3_600)} h`;
  const days = seconds / 86_400;
  return days < 1_000 ? `${tenths(days)} days` : '999+ days';
}

function tenths(value: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(value);
}

/** Exact as long as a person would read every digit. */
function count(value: number): string {
  if (value < 10_000_000) return new Intl.NumberFormat('en').format(value);
  return new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 }).format(value);
}
