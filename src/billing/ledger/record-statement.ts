import { type AccountState, burnPriorities, type Entry } from './ledger.types.js';

/** What one kind of entry needs beside the journal itself. */
interface Part {
  readonly values: (entry: Entry) => readonly unknown[];
  /** `p(1)` is the first of the values. */
  readonly sql: (p: (index: number) => string) => string;
}

/** Nearly every entry changes one lot; by its id alone it is found through the index, however small the table was. */
const oneLot: Part = {
  values: ({ lotChanges }) => [lotChanges[0]?.lotId, lotChanges[0]?.amount],
  sql: (p) => `, lots as (
    update credit_lots set remaining = remaining + ${p(2)} where id = ${p(1)}
  ), lot_log as (
    insert into lot_movements (transaction_id, lot_id, amount) select entry.id, ${p(1)}, ${p(2)} from entry
  )`,
};

const severalLots: Part = {
  values: ({ lotChanges }) => [lotChanges.map(({ lotId }) => lotId), lotChanges.map(({ amount }) => amount)],
  sql: (p) => `, changes as (
    select lot_id, amount from unnest(${p(1)}::bigint[], ${p(2)}::bigint[]) as c (lot_id, amount)
  ), lots as (
    update credit_lots set remaining = remaining + changes.amount from changes where credit_lots.id = changes.lot_id
  ), lot_log as (
    insert into lot_movements (transaction_id, lot_id, amount)
    select entry.id, changes.lot_id, changes.amount from entry, changes
  )`,
};

const newLot: Part = {
  values: ({ newLot: lot }) =>
    lot === undefined
      ? []
      : [lot.origin, lot.amount, lot.remaining, burnPriorities[lot.origin], lot.expiresAt],
  sql: (p) => `, new_lot as (
    insert into credit_lots
      (user_id, transaction_id, source_type, source_id, origin, amount, remaining, priority, effective_at, expires_at)
    select $3, entry.id, $5, $6, ${[1, 2, 3, 4].map(p).join(', ')}, $14, ${p(5)} from entry
    returning id, remaining
  ), new_lot_log as (
    insert into lot_movements (transaction_id, lot_id, amount)
    select entry.id, new_lot.id, new_lot.remaining from entry, new_lot where new_lot.remaining > 0
  )`,
};

const newHold: Part = {
  values: ({ newHold: hold }) => [hold?.key, hold?.expiresAt],
  sql: (p) => `, new_hold as (
    insert into credit_holds (user_id, amount, status, key, hold_transaction_id, expires_at)
    select $3, $4, 'open', ${p(1)}, entry.id, ${p(2)} from entry
    returning id
  )`,
};

const closedHolds: Part = {
  values: ({ closedHolds: holds }) => [holds?.ids, holds?.status],
  sql: (p) => `, closed_holds as (
    update credit_holds set status = ${p(2)}, closing_transaction_id = entry.id from entry
    where credit_holds.id = any(${p(1)}::bigint[])
  )`,
};

// `unique (user_id, account_version)` is a second net under the row lock: writing from a stale account fails loudly.
const journalSql = `
  with entry as (
    insert into ledger_transactions
      (kind, idempotency_key, user_id, amount, source_type, source_id, actor, reason,
       account_version, credits_after, held_after, owed_after, frozen_after, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    returning id
  ), movements as (
    insert into ledger_movements (transaction_id, from_account, to_account, amount)
    select entry.id, m.from_account, m.to_account, m.amount
    from entry, unnest($15::text[], $16::text[], $17::bigint[]) as m (from_account, to_account, amount)
  ), account as (
    update credit_accounts set credits = $10, held = $11, owed = $12, frozen = $13, version = $9
    where user_id = $3 and version = $9 - 1
  )`;

function journalValues(entry: Entry, after: AccountState, now: Date): unknown[] {
  const { kind, key, amount, source, movements } = entry;
  return [
    kind,
    key,
    after.userId,
    amount,
    source.type,
    source.id,
    entry.actor ?? null,
    entry.reason ?? null,
    after.version,
    after.credits,
    after.held,
    after.owed,
    after.frozen,
    now,
    movements.map(({ from }) => from),
    movements.map(({ to }) => to),
    movements.map(({ amount: moved }) => moved),
  ];
}

/**
 * One statement that writes a ledger transaction whole, with only the parts that it has: every part costs time even
 * when it does nothing. There are as many texts as kinds of entries, and each is prepared once.
 */
export function recordStatement(
  entry: Entry,
  after: AccountState,
  now: Date,
): { sql: string; values: unknown[] } {
  const values = journalValues(entry, after, now);
  let sql = journalSql;
  const add = ({ values: valuesOf, sql: sqlOf }: Part): void => {
    const before = values.length;
    values.push(...valuesOf(entry));
    sql += sqlOf((index) => `$${before + index}`);
  };
  if (entry.lotChanges.length === 1) add(oneLot);
  if (entry.lotChanges.length > 1) add(severalLots);
  if (entry.newLot !== undefined) add(newLot);
  if (entry.newHold !== undefined) add(newHold);
  if (entry.closedHolds !== undefined) add(closedHolds);
  const holdId = entry.newHold === undefined ? 'null::bigint' : '(select id from new_hold)';
  return { sql: `${sql}\n  select entry.id, ${holdId} as "holdId" from entry`, values };
}
