import { type Account, burnPriorities, type Origin } from './ledger.types.js';

/**
 * The usual movements of credits, each as one statement that looks whether the case is the usual one, and then takes the
 * account and writes. `$1` is the customer, `$2` the idempotency key, `$3` the time; `usual` has one row or none.
 *
 * What it looked at is as it was when the statement began, and the account may have been somebody else's since. The
 * account's version tells, because every movement raises it: then the update finds no row and nothing is written (no
 * `id`).
 */
interface Direct {
  /** What must be known besides the account: each a CTE that ends with a comma. */
  readonly reads?: string;
  /** What it takes from `account` and from those, and under which conditions. */
  readonly usual: string;
  /** The columns of `usual` that are written somewhere. */
  readonly columns: readonly string[];
  readonly kind: string;
  readonly amount: string;
  readonly source: string;
  readonly actor?: string;
  readonly reason?: string;
  readonly from: Account;
  readonly to: Account;
  /** What else is written with the transaction `entry`; `account` is as it is afterwards and has those columns too. */
  readonly writes: string;
  readonly holdId?: string;
  /** Under which further conditions it may be the last statement of its transaction; otherwise it refuses. */
  readonly last?: string;
}

function direct(move: Direct): string {
  const { kind, source, from, to } = move;
  const changes = (['credits', 'held'] as const).flatMap((column) => [
    ...(from === column ? [`${column} = a.${column} - ${move.amount}`] : []),
    ...(to === column ? [`${column} = a.${column} + ${move.amount}`] : []),
  ]);
  const amount = move.amount.replace('usual.', 'account.');
  const returned = [
    ...['user_id', 'credits', 'held', 'owed', 'frozen', 'version'].map((column) => `a.${column}`),
    ...move.columns.map((column) => `usual.${column}`),
  ];
  return `
  with ${move.reads ?? ''} usual as materialized (
    select account.version as seen, account.credits as credits_before${move.usual}
      ${move.last ?? ''} and account.user_id = $1 and not exists (select from ledger_transactions where idempotency_key = $2)
  ), account as (
    update credit_accounts a set ${changes.join(', ')}, version = a.version + 1 from usual
    where a.user_id = $1 and a.version = usual.seen
    returning ${returned.join(', ')}
  ), entry as (
    insert into ledger_transactions
      (kind, idempotency_key, user_id, amount, source_type, source_id, actor, reason,
       account_version, credits_after, held_after, owed_after, frozen_after, created_at)
    select '${kind}', $2, user_id, ${amount}, ${source}, ${move.actor ?? 'null'}, ${move.reason ?? 'null'},
      version, credits, held, owed, frozen, $3::timestamptz
    from account
    returning id, amount
  ), movements as (
    insert into ledger_movements (transaction_id, from_account, to_account, amount)
    select id, '${from}', '${to}', amount from entry
  ), ${move.writes}
  select (select credits_before from usual) as "creditsBefore", ${move.holdId ?? 'null::bigint'} as "holdId",
    ${move.last === undefined ? '(select id from entry)' : 'coalesce((select id from entry), refuse_as_last())'} as id`;
}

/**
 * A spend or a hold of `$4` that the first lot covers. Among the lots that come first none has expired: that would have to
 * be booked before. `$5` is how many are looked at, `$6` and `$7` the source, `$8` the reason; of a hold `$9` is the key
 * and `$10` its end.
 */
function take(kind: 'spend' | 'hold', last?: string): string {
  const open = `from credit_lots where user_id = $1 and is_open and frozen_at is null order by priority, expires_at, id`;
  return direct({
    usual: `, first.id as lot_id
    from credit_accounts account, (select id, remaining ${open} limit 1) first
    where account.owed = 0 and first.remaining >= $4::bigint
      and not exists (select from (select expires_at ${open} limit $5) o where o.expires_at <= $3::timestamptz)`,
    columns: ['lot_id'],
    kind,
    amount: '$4::bigint',
    source: '$6::text, $7::text',
    reason: '$8::text',
    from: 'credits',
    to: kind === 'spend' ? 'spent' : 'held',
    writes: `lots as (
    update credit_lots set remaining = remaining - $4::bigint from account where credit_lots.id = account.lot_id
  ), lot_log as (
    insert into lot_movements (transaction_id, lot_id, amount)
    select entry.id, account.lot_id, -$4::bigint from entry, account
  )${kind === 'spend' ? '' : newHold}`,
    ...(kind === 'spend' ? {} : { holdId: '(select id from new_hold)' }),
    ...(last === undefined ? {} : { last }),
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
function grant(origin: Origin, last?: string): string {
  return direct({
    ...(last === undefined ? {} : { last }),
    usual: ` from credit_accounts account where account.owed = 0`,
    columns: [],
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
    returning id, transaction_id, amount
  ), new_lot_log as (
    insert into lot_movements (transaction_id, lot_id, amount) select transaction_id, id, amount from new_lot
  )`,
  });
}

/**
 * The end of the holds `$4`, all of which are open. Counted, not looked for: PostgreSQL would walk through all open holds
 * of all customers, in the index that is made for those beyond their time.
 */
const capture: Direct = {
  reads: `holds as materialized (
    select min(id) as first_id, sum(amount)::bigint as amount, count(*) filter (where status = 'open') as open
    from credit_holds where id = any($4::bigint[]) and user_id = $1
  ),`,
  usual: `, holds.first_id, holds.amount from credit_accounts account, holds where holds.open = cardinality($4::bigint[])`,
  columns: ['first_id', 'amount'],
  kind: 'capture',
  amount: 'usual.amount',
  source: `'hold', first_id::text`,
  from: 'held',
  to: 'spent',
  writes: `closed_holds as (
    update credit_holds set status = 'captured', closing_transaction_id = entry.id from entry
    where credit_holds.id = any($4::bigint[])
  )`,
};

export const directStatements = {
  spend: take('spend'),
  hold: take('hold'),
  capture: direct(capture),
  grant: {
    paid: grant('paid'),
    subscription: grant('subscription'),
    promo: grant('promo'),
    gift: grant('gift'),
    restore: grant('restore'),
  } satisfies Record<Origin, string>,
} as const;

/** Those with which the commit may travel. A spend among them leaves more than `$9`, so that nobody has to be told. */
export const lastStatements = {
  spend: take('spend', 'and account.credits - $4::bigint > $9::bigint'),
  capture: direct({ ...capture, last: '' }),
  grant: {
    paid: grant('paid', ''),
    subscription: grant('subscription', ''),
    promo: grant('promo', ''),
    gift: grant('gift', ''),
    restore: grant('restore', ''),
  } satisfies Record<Origin, string>,
} as const;
