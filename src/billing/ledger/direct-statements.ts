import { type Account, burnPriorities, type Origin } from './ledger.types.js';

/**
 * The usual movements of credits, each as one statement that locks the account, looks whether the case is the usual one,
 * and only then writes. `$1` is the customer, `$2` the idempotency key, `$3` the time; `usual` has one row or none.
 *
 * Everything but the locked row is as it was when the statement began. The account's version tells whether somebody moved
 * credits in between, because every movement raises it; then nothing is written (`isStale`).
 */
interface Direct {
  /** What must be known besides the account: each a CTE that ends with a comma. */
  readonly reads: string;
  /** From which of them `usual` takes its columns, and under which conditions. */
  readonly usual: string;
  readonly kind: string;
  readonly amount: string;
  readonly source: string;
  readonly actor?: string;
  readonly reason?: string;
  readonly from: Account;
  readonly to: Account;
  /** What else is written with the transaction `entry`. */
  readonly writes: string;
  readonly holdId?: string;
}

function direct(move: Direct): string {
  const { kind, amount, source, from, to } = move;
  const after = (column: 'credits' | 'held'): string =>
    `usual.${column}${from === column ? ` - ${amount}` : ''}${to === column ? ` + ${amount}` : ''}`;
  return `
  with account as materialized (
    select user_id, credits, held, frozen, owed, version from credit_accounts where user_id = $1 for update
  ), seen as (
    select version from credit_accounts where user_id = $1
  ), ${move.reads} usual as materialized (
    select account.*, ${move.usual}
      and account.version = (select version from seen)
      and not exists (select from ledger_transactions where idempotency_key = $2)
  ), entry as (
    insert into ledger_transactions
      (kind, idempotency_key, user_id, amount, source_type, source_id, actor, reason,
       account_version, credits_after, held_after, owed_after, frozen_after, created_at)
    select '${kind}', $2, user_id, ${amount}, ${source}, ${move.actor ?? 'null'}, ${move.reason ?? 'null'},
      version + 1, ${after('credits')}, ${after('held')}, owed, frozen, $3::timestamptz
    from usual
    returning id
  ), movements as (
    insert into ledger_movements (transaction_id, from_account, to_account, amount)
    select entry.id, '${from}', '${to}', ${amount} from entry, usual
  ), changed_account as (
    update credit_accounts set credits = ${after('credits')}, held = ${after('held')}, version = usual.version + 1
    from usual where credit_accounts.user_id = usual.user_id
  ), ${move.writes}
  select account.credits, account.version <> (select version from seen) as "isStale", entry.id,
    ${move.holdId ?? 'null::bigint'} as "holdId"
  from account left join entry on true`;
}

/**
 * A spend or a hold of `$4` that the first lot covers. Among the lots that come first none has expired: that would have to
 * be booked before. `$5` is how many are looked at, `$6` and `$7` the source, `$8` the reason; of a hold `$9` is the key
 * and `$10` its end.
 */
function take(kind: 'spend' | 'hold'): string {
  return direct({
    reads: `open as materialized (
    select id, remaining, coalesce(expires_at <= $3::timestamptz, false) as is_expired from credit_lots
    where user_id = $1 and is_open and frozen_at is null
    order by priority, expires_at, id limit $5
  ),`,
    usual: `first.id as lot_id from account, (select id, remaining from open limit 1) first
    where account.owed = 0 and first.remaining >= $4::bigint and not exists (select from open where is_expired)`,
    kind,
    amount: '$4::bigint',
    source: '$6::text, $7::text',
    reason: '$8::text',
    from: 'credits',
    to: kind === 'spend' ? 'spent' : 'held',
    writes: `lots as (
    update credit_lots set remaining = remaining - $4::bigint from usual where credit_lots.id = usual.lot_id
  ), lot_log as (
    insert into lot_movements (transaction_id, lot_id, amount)
    select entry.id, usual.lot_id, -$4::bigint from entry, usual
  )${kind === 'spend' ? '' : newHold}`,
    ...(kind === 'spend' ? {} : { holdId: '(select id from new_hold)' }),
  });
}

const newHold = `, new_hold as (
    insert into credit_holds (user_id, amount, status, key, hold_transaction_id, expires_at)
    select $1, $4::bigint, 'open', $9::text, entry.id, $10::timestamptz from entry
    returning id
  )`;

/**
 * A grant of `$4` to somebody who owes nothing. `$5` and `$6` are the source, `$7` the actor, `$8` the reason, `$9` the
 * end of the lot.
 */
function grant(origin: Origin): string {
  return direct({
    reads: '',
    usual: `$4::bigint as amount from account where account.owed = 0`,
    kind: 'grant',
    amount: '$4::bigint',
    source: '$5::text, $6::text',
    actor: '$7::text',
    reason: '$8::text',
    from: `issued_${origin}`,
    to: 'credits',
    writes: `new_lot as (
    insert into credit_lots
      (user_id, transaction_id, source_type, source_id, origin, amount, remaining, priority, effective_at, expires_at)
    select $1, entry.id, $5::text, $6::text, '${origin}', $4::bigint, $4::bigint, ${burnPriorities[origin]},
      $3::timestamptz, $9::timestamptz
    from entry
    returning id
  ), new_lot_log as (
    insert into lot_movements (transaction_id, lot_id, amount)
    select entry.id, new_lot.id, $4::bigint from entry, new_lot
  )`,
  });
}

/** The end of the holds `$4`, all of which are open. */
const capture = direct({
  reads: `holds as materialized (
    select min(id) as first_id, sum(amount)::bigint as amount, count(*) as open from credit_holds
    where id = any($4::bigint[]) and user_id = $1 and status = 'open'
  ),`,
  usual: `holds.first_id, holds.amount from account, holds where holds.open = cardinality($4::bigint[])`,
  kind: 'capture',
  amount: 'usual.amount',
  source: `'hold', usual.first_id::text`,
  from: 'held',
  to: 'spent',
  writes: `closed_holds as (
    update credit_holds set status = 'captured', closing_transaction_id = entry.id from entry
    where credit_holds.id = any($4::bigint[])
  )`,
});

export const directStatements = {
  spend: take('spend'),
  hold: take('hold'),
  capture,
  grant: {
    paid: grant('paid'),
    subscription: grant('subscription'),
    promo: grant('promo'),
    gift: grant('gift'),
    restore: grant('restore'),
  } satisfies Record<Origin, string>,
} as const;
