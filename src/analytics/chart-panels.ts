import { decimalsOf } from '../kernel/money.js';
import { countLabel, moneyLabel } from './chart-labels.js';
import type { Report } from './report.js';

export interface PanelLine {
  readonly legend: string;
  readonly color: string;
  /** One per day; money in whole units of the currency. */
  readonly values: readonly number[];
}

/** One of the small charts that share the days below them. */
export interface Panel {
  readonly kind: 'bars' | 'line';
  readonly currency: string | undefined;
  readonly lines: readonly PanelLine[];
  readonly emptyNote: string;
}

/** More would be too small to read; the text beside the picture has room for more. */
const mostCurrencies = 3;
const barColors = ['#2563eb', '#7c3aed', '#0891b2'];

/** Money above, people below. Every currency has a panel and an axis of its own: an axis for two would add them up. */
export function panelsOf(report: Report): Panel[] {
  const { current, series } = report;
  const lines = current.revenue.slice(0, mostCurrencies);
  const currencies = lines.length === 0 ? [{ currency: report.currency, net: 0 }] : lines;
  const left = current.revenue.length - lines.length;
  const money = currencies.map(({ currency, net }, index): Panel => {
    const more = left > 0 && index === currencies.length - 1 ? ` (and ${left} more)` : '';
    const legend = `Revenue: ${moneyLabel({ amount: net, currency })}${more}`;
    const values = series.map(({ revenue }) => (revenue[currency] ?? 0) / 10 ** decimalsOf(currency));
    const isRefunded = lines.length > 0 && values.every((value) => value === 0);
    return {
      kind: 'bars',
      currency,
      lines: [{ legend, color: barColors[index] ?? '#2563eb', values }],
      emptyNote: isRefunded ? 'All payments of this period were refunded' : 'No payments in this period',
    };
  });
  return [...money, peoplePanel(report)];
}

function peoplePanel({ current, series }: Report): Panel {
  return {
    kind: 'line',
    currency: undefined,
    lines: [
      {
        legend: `Customers who wrote: ${countLabel(current.activeCustomers)}`,
        color: '#d97706',
        values: series.map(({ activeCustomers }) => activeCustomers),
      },
      {
        legend: `New customers: ${countLabel(current.newCustomers)}`,
        color: '#059669',
        values: series.map(({ newCustomers }) => newCustomers),
      },
    ],
    emptyNote: 'No customers in this period',
  };
}
