import { describe, expect, it } from 'vitest';
import type { Report, Totals } from '../../analytics/report.js';
import { change, duration, statsView } from './stats.view.js';

const nothing: Totals = {
  revenue: [],
  payments: 0,
  payingCustomers: 0,
  newCustomers: 0,
  activeCustomers: 0,
  messagesIn: 0,
  messagesOut: 0,
  creditsSold: 0,
  creditsFree: 0,
  creditsSpent: 0,
  medianResponseSeconds: null,
  firstResponse: { median: null, ninetieth: null },
  resolution: { median: null, ninetieth: null },
  rating: { average: null, count: 0 },
};

function reportOf(current: Totals, before: Totals): Report {
  return {
    days: 90,
    timeZone: 'America/Argentina/ComodRivadavia',
    currency: 'usd',
    firstDay: '2025-12-11',
    lastDay: '2026-03-10',
    current,
    before,
    standing: { waitingForUs: 0, openConversations: 0, customers: 0, unreachable: 0 },
    series: [],
  };
}

/** What Telegram counts: the text without tags, in UTF-16 units. */
const shown = (html: string): string => html.replaceAll(/<[^>]+>/g, '').replaceAll(/&(lt|gt|amp);/g, '.');

describe('the text of /stats', () => {
  it('explains empty periods', () => {
    const text = shown(statsView(reportOf(nothing, nothing)).text);
    expect(text).toContain('No payments in this period, and none in the one before.');
    expect(text).toContain('No answers in this period, so no response time');
    expect(text).toContain('0 of 0, 0 %');
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('says how long conversations take, in working time', () => {
    const pace = { median: 300, ninetieth: 7_200 };
    const text = shown(
      statsView(reportOf({ ...nothing, firstResponse: pace, resolution: pace }, nothing)).text,
    );
    expect(text).toContain(
      '🏁 First answer: half in 5 min, 9 of 10 in 2 h\n✅ Closed: half in 5 min, 9 of 10 in 2 h',
    );
  });

  it('keeps each currency on a line of its own and names one that earned before', () => {
    const line = { gross: 1_200, refunded: 200, net: 1_000, payments: 2 };
    const current = { ...nothing, payments: 2, revenue: [{ currency: 'jpy', ...line }] };
    const before = { ...nothing, payments: 2, revenue: [{ currency: 'kwd', ...line }] };
    const text = shown(statsView(reportOf(current, before)).text);
    expect(text).toContain(
      '💰 Revenue: ¥1,000 ▲ from 0, after ¥200 of refunds\n💰 Revenue: KWD\u00a00.000 ▼ 100 %\n',
    );
    expect(shown(statsView(reportOf(nothing, before)).text)).toContain('🧾 No payments in this period.');
  });

  it('always fits below a picture', () => {
    const most = 9_007_199_254_740_991;
    const currencies = ['kwd', 'bhd', 'usd', 'eur', 'rub', 'jpy', 'gbp', 'idr'];
    const revenue = currencies.map((currency) => ({
      currency,
      gross: most,
      refunded: most,
      net: most,
      payments: most,
    }));
    const filled = Object.fromEntries(Object.keys(nothing).map((key) => [key, most]));
    const pace = { median: most, ninetieth: most };
    const rating = { average: 4.96, count: Number.MAX_SAFE_INTEGER };
    const huge = { ...nothing, ...filled, revenue, firstResponse: pace, resolution: pace, rating };
    const before = { ...huge, revenue: revenue.map((line) => ({ ...line, net: most - 1e13 })) };
    const report = {
      ...reportOf(huge, before),
      standing: { waitingForUs: most, openConversations: most, customers: most, unreachable: most },
    };
    const text = shown(statsView(report).text);
    expect(text).toContain('… and 6 more currencies');
    expect(text.length).toBeLessThanOrEqual(1_024);
  });
});

describe('a change against before', () => {
  it.each([
    [112, 100, ' ▲ 12 %'],
    [50, 100, ' ▼ 50 %'],
    [0, 7, ' ▼ 100 %'],
    [7, 7, ' (as before)'],
    [0, 0, ''],
    [7, 0, ' ▲ from 0'],
    [5_000, 10, ' ▲ ×500'],
  ])('from %s and %s is "%s"', (current, before, text) => {
    expect(change(current, before)).toBe(text);
  });
});

describe('a length of time', () => {
  it.each([
    [0.2, '1 s'],
    [89, '89 s'],
    [90, '2 min'],
    [3_600, '60 min'],
    [12_600, '3.5 h'],
    [181_440, '2.1 days'],
    [1e9, '999+ days'],
  ])('of %s seconds is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
