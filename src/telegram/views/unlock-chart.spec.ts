import { describe, expect, it } from 'vitest';
import { unlockChart } from './unlock-chart.js';

const days = (...unlocks: number[]): { day: string; unlocks: number }[] =>
  unlocks.map((count, index) => ({ day: `2027-02-${String(index + 25).padStart(2, '0')}`, unlocks: count }));

describe('the chart of unlocks', () => {
  it('has a bar for every day, none for a day without, and names the best', () => {
    expect(unlockChart(days(0, 1, 4, 2))).toBe(
      '📈 Unlocks in 4 days: 7; most on Feb 27: 4\n<code>▁▃█▅</code> Feb 25 – Feb 28',
    );
  });

  it('shows a single unlock among a thousand', () => {
    expect(unlockChart(days(1, 1_000))).toContain('<code>▂█</code>');
  });

  it('says so when there were none', () => {
    expect(unlockChart(days(0, 0))).toBe('📈 Nothing was unlocked in 2 days.');
  });
});
