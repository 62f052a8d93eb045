const midnight = 24 * 60;
const dayNames = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

/** From and to, in minutes since midnight of one day; `to` is at most 1440. */
interface OpenSpan {
  readonly from: number;
  readonly to: number;
}

/** When people work, by weekday (0 is Monday), each day's spans in order and apart. */
export type BusinessHours = readonly (readonly OpenSpan[])[];

export const alwaysOpen: BusinessHours = dayNames.map(() => [{ from: 0, to: midnight }]);

/**
 * `Mo-Fr 09:00-18:00; Sa 10:00-12:00, 13:00-15:00`, in the owner's time zone. Days: Mo Tu We Th Fr Sa Su, as ranges
 * or lists; a span may run over midnight (`22:00-06:00`). Nothing, or `24/7`: always. Undefined: it cannot be read.
 */
export function parseBusinessHours(text: string): BusinessHours | undefined {
  const trimmed = text.trim().toLowerCase().replaceAll(/[–—]/g, '-');
  if (trimmed === '' || trimmed === '24/7') return alwaysOpen;
  const week: OpenSpan[][] = dayNames.map(() => []);
  for (const rule of trimmed.split(';')) {
    const [, daysText = '', spansText = ''] = /^\s*([a-z,\s-]+?)\s+(\d[\d:,\s-]*)$/.exec(rule) ?? [];
    const days = daysOf(daysText);
    const spans = spansText.split(',').map(spanOf);
    if (days === undefined) return undefined;
    for (const span of spans) {
      if (span === undefined) return undefined;
      for (const day of days) addTo(week, day, span);
    }
  }
  return week.map(merged);
}

function daysOf(text: string): number[] | undefined {
  const days: number[] = [];
  for (const part of text.split(',')) {
    const [first = '', last = first, ...more] = part.trim().split(/\s*-\s*/);
    const [from, to] = [dayNames.indexOf(first), dayNames.indexOf(last)];
    if (from < 0 || to < 0 || more.length > 0) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === to) break;
    }
  }
  return days;
}

function spanOf(text: string): OpenSpan | undefined {
  const found = /^\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*$/.exec(text);
  if (found === null) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found.slice(1).map(Number);
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  const isClock = fromMinute < 60 && toMinute < 60 && from < midnight && to <= midnight;
  return isClock && from !== to ? { from, to } : undefined;
}

function addTo(week: OpenSpan[][], day: number, { from, to }: OpenSpan): void {
  if (from < to) {
    week[day]?.push({ from, to });
    return;
  }
  week[day]?.push({ from, to: midnight });
  if (to > 0) week[(day + 1) % 7]?.push({ from: 0, to });
}

function merged(spans: readonly OpenSpan[]): OpenSpan[] {
  const result: OpenSpan[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    const last = result.at(-1);
    if (last === undefined || span.from > last.to) result.push(span);
    else result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return result;
}
