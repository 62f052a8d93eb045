import type { DatabaseCopy } from './database-copies.js';

type Row = Readonly<Record<string, unknown>>;
/** Rows of tables that are not as they were at the beginning; those that have gone stand there with a minus. */
export type Digest = Readonly<Record<string, readonly string[]>>;

/** Queues, budgets and history: what they hold is done or told elsewhere, and nothing of it decides about money. */
const workings = new Set([
  'graphile_worker._private_tasks',
  'public.call_budgets',
  'public.lane_gates',
  'public.lane_items',
  'public.lanes',
  'public.ledger_movements',
  'public.ledger_transactions',
  'public.lot_movements',
  'public.stripe_events',
  'public.telegram_updates',
  'public.worker_heartbeats',
]);

/** Counters, which run on with each look and each change, and times of the database's clock. */
const counters: Readonly<Record<string, readonly string[]>> = {
  'graphile_worker._private_jobs': ['created_at', 'updated_at', 'revision'],
  'public.credit_accounts': ['version'],
  'public.payments': ['adjustments'],
  'public.sent_notices': ['created_at'],
  'public.subscriptions': ['reading'],
};

/** Which rows go by another name than their number, because that depends on the order. */
const names: readonly (readonly [column: string, table: string, name: string])[] = [
  ['payment_id', 'public.payments', 'source_id'],
  ['transaction_id', 'public.ledger_transactions', 'idempotency_key'],
  ['lot_id', 'public.credit_lots', 'source_id'],
];
/** Keys of notices and payloads of jobs are made of such numbers too. */
const texts: readonly (readonly [place: RegExp, table: string, name: string])[] = [
  [/((?:receipt|paid-after-erasure):|"paymentId":)(\d+)/g, 'public.payments', 'source_id'],
  [/((?:held|released):|"warning":)(\d+)/g, 'public.fraud_warnings', 'warning_id'],
  [/(evidence:|"dispute":)(\d+)/g, 'public.disputes', 'dispute_id'],
  [/(alert:payment_failed:)(\d+)/g, 'public.failed_payments', 'event_id'],
];
/** The look at the provider that found a plan's news. */
const reading = /"plan:(\w+):\d+:/;
/** Each adjustment has a number of its own, so what was told of earlier ones decides nothing. */
const history = /"adjusted:/;

/** Everything that decides the future, told without numbers and in one order. */
export function digestOf(copy: DatabaseCopy, base: DatabaseCopy): Digest {
  const tables = [...copy.keys()].filter((table) => !workings.has(table)).sort();
  const byColumn = new Map(names.map(([column, table, name]) => [column, nameById(copy, base, table, name)]));
  const byPlace = texts.map(([place, table, name]) => [place, nameById(copy, base, table, name)] as const);
  const tell = (table: string, row: Row): string => {
    const kept = Object.entries(row).filter(
      ([column]) => column !== 'id' && counters[table]?.includes(column) !== true,
    );
    const named = kept.map(([column, value]) => [column, byColumn.get(column)?.get(Number(value)) ?? value]);
    return byPlace.reduce(
      (text, [place, byId]) =>
        text.replace(place, (_match, before: string, id: string) => before + (byId.get(Number(id)) ?? id)),
      JSON.stringify(Object.fromEntries(named)).replace(reading, '"plan:$1:'),
    );
  };
  return Object.fromEntries(
    tables.flatMap((table) => {
      const come = rowsSince(base, copy, table).map((row) => tell(table, row));
      const gone = rowsSince(copy, base, table).map((row) => tell(table, row));
      const rows = difference(come, gone).filter((row) => !history.test(row));
      return rows.length === 0 ? [] : [[table, rows]];
    }),
  );
}

/** Rows of the later one that the earlier one does not have. */
export function rowsSince(earlier: DatabaseCopy, later: DatabaseCopy, table: string): Row[] {
  const [before = [], now = []] = [earlier.get(table), later.get(table)];
  if (before === now) return [];
  const known = new Set(before);
  return now.filter((row) => !known.has(row)).map((row) => JSON.parse(row) as Row);
}

function nameById(
  copy: DatabaseCopy,
  base: DatabaseCopy,
  table: string,
  name: string,
): ReadonlyMap<number, string> {
  return new Map(rowsSince(base, copy, table).map((row) => [Number(row['id']), String(row[name])]));
}

/** How often each is there more than before; with a minus, less. */
function difference(now: readonly string[], before: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const row of now) counts.set(row, (counts.get(row) ?? 0) + 1);
  for (const row of before) counts.set(row, (counts.get(row) ?? 0) - 1);
  return [...counts]
    .filter(([, count]) => count !== 0)
    .map(([row, count]) => (count === 1 ? row : `${count} × ${row}`))
    .sort();
}

/** What people have and what is known of it. How it came to that may differ: in one step or two, told once or twice. */
const outcomes: Readonly<Record<string, readonly string[]>> = {
  'public.access_periods': [],
  'public.auto_recharges': [],
  'public.credit_accounts': [],
  'public.credit_lots': [],
  'public.disputes': [],
  'public.failed_payments': ['told_at'],
  'public.fraud_warnings': [],
  'public.payments': [],
  'public.purchases': [],
  'public.recharge_attempts': [],
  'public.subscription_terms': [],
  'public.subscriptions': [],
  receipts: [],
};

export function outcomeOf(digest: Digest): Digest {
  const receipts = digest['public.sent_notices']?.filter((row) => row.includes('"receipt:')) ?? [];
  return Object.fromEntries(
    Object.entries({ ...digest, receipts }).flatMap(([table, rows]) => {
      const left = outcomes[table];
      if (left === undefined) return [];
      const without = (row: string): string =>
        left.reduce((text, column) => text.replace(new RegExp(`"${column}":(?:"[^"]*"|[^,}]*),?`), ''), row);
      return [[table, rows.map(without).sort()]];
    }),
  );
}
