import { describe, expect, it } from 'vitest';
import { chartOption, chartSize } from './chart-option.js';
import { panelsOf } from './chart-panels.js';
import { ReportChart } from './report-chart.js';
import type { DayFigures, Report, Totals } from './report.js';

function reportOf(days: number, amounts: Record<string, number>): Report {
  const series = Array.from({ length: days }, (_, index): DayFigures => {
    const day = new Date(Date.UTC(2026, 2, 10) - (days - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    return {
      day,
      revenue: index % 2 === 0 ? amounts : {},
      newCustomers: index % 3,
      activeCustomers: index % 5,
    };
  });
  const revenue = Object.entries(amounts).map(([currency, net]) => {
    return { currency, gross: net, refunded: 0, net, payments: 1 };
  });
  const totals = { revenue, newCustomers: 1, activeCustomers: 2 } as unknown as Totals;
  return {
    days,
    timeZone: 'UTC',
    currency: 'usd',
    firstDay: series[0]?.day ?? '',
    lastDay: series.at(-1)?.day ?? '',
    current: totals,
    before: totals,
    standing: { waitingForUs: 0, openConversations: 0, customers: 0, unreachable: 0 },
    series,
  };
}

describe('the panels of a chart', () => {
  it('give every currency an axis of its own and never add them up', () => {
    const panels = panelsOf(reportOf(7, { usd: 500, jpy: 500 }));
    expect(panels.map(({ currency }) => currency)).toEqual(['usd', 'jpy', undefined]);
    expect(panels[0]?.lines[0]?.values).toEqual([5, 0, 5, 0, 5, 0, 5]);
    expect(panels[1]?.lines[0]?.values).toEqual([500, 0, 500, 0, 500, 0, 500]);
  });

  it('say so when nobody paid, and when everything was refunded', () => {
    expect(panelsOf(reportOf(7, {}))[0]?.emptyNote).toBe('No payments in this period');
    expect(panelsOf(reportOf(7, { usd: 0 }))[0]?.emptyNote).toBe('All payments of this period were refunded');
    expect(JSON.stringify(chartOption(reportOf(7, {})))).toContain('No payments in this period');
    expect(JSON.stringify(chartOption(reportOf(7, { usd: 1 })))).not.toContain('No payments');
  });

  it('name the currencies for which there is no room', () => {
    const panels = panelsOf(reportOf(7, { usd: 1, eur: 1, gbp: 1, jpy: 1, rub: 1 }));
    expect(panels).toHaveLength(4);
    expect(panels[2]?.lines[0]?.legend).toBe('Revenue: £0.01 (and 2 more)');
  });
});

describe('a drawn chart', () => {
  it.each([
    ['a week', reportOf(7, { usd: 1_999 })],
    ['three months', reportOf(90, { usd: 9_000_000_000_000 })],
    ['several currencies', reportOf(30, { usd: 500, eur: 1, kwd: 12_345, jpy: 3 })],
    ['nothing', reportOf(30, {})],
  ])('of %s is a picture of the right size', async (_name, report) => {
    const picture = await new ReportChart().draw(report);
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([chartSize.width, chartSize.height]);
    // A picture without its letters is much smaller.
    expect(picture.length).toBeGreaterThan(20_000);
  });
});
