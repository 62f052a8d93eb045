import type { UnlocksOfDay } from '../../billing/content/content-figures.query.js';

/** From nothing to the best day. */
const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** How many days `/content` shows; on a phone they fit one line. */
export const chartDays = 14;

const dayName = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });
const named = (day: string): string => dayName.format(new Date(`${day}T00:00:00Z`));

/** Unlocks by day as a line of bars, with its first and last day and the best one; a sentence when there were none. */
export function unlockChart(days: readonly UnlocksOfDay[]): string {
  const [first, last] = [days[0], days.at(-1)];
  const total = days.reduce((sum, { unlocks }) => sum + unlocks, 0);
  if (first === undefined || last === undefined) return '';
  if (total === 0) return `📈 Nothing was unlocked in ${days.length} days.`;
  const best = days.reduce((most, day) => (day.unlocks > most.unlocks ? day : most), first);
  const line = days.map(({ unlocks }) => bars[Math.ceil((unlocks / best.unlocks) * (bars.length - 1))]);
  return [
    `📈 Unlocks in ${days.length} days: ${total}; most on ${named(best.day)}: ${best.unlocks}`,
    `<code>${line.join('')}</code> ${named(first.day)} – ${named(last.day)}`,
  ].join('\n');
}
