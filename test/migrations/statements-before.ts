/**
 * What a process of an earlier version does to the books: its statements from before the ledger's names were domains and
 * open lots were marked, as they stood then.
 */
export const statementsBefore = {
  spend: `
with account as materialized (
  select user_id, credits, held, frozen, owed, version from credit_accounts where user_id = $1 for update
), seen as (
  select version from credit_accounts where user_id = $1
), open as materialized (
  select id, remaining, coalesce(expires_at <= $3::timestamptz, false) as is_expired from credit_lots
  where user_id = $1 and remaining > 0 and frozen_at is null
  order by priority, expires_at, id limit $5
), usual as materialized (
  select account.*, first.id as lot_id from account, (select id, remaining from open limit 1) first
  where account.owed = 0 and first.remaining >= $4::bigint and not exists (select from open where is_expired)
    and account.version = (select version from seen)
    and not exists (select from ledger_transactions where idempotency_key = $2)
), entry as (
  insert into ledger_transactions
    (kind, idempotency_key, user_id, amount, source_type, source_id, actor, reason,
     account_version, credits_after, held_after, owed_after, frozen_after, created_at)
  select 'spend', $2, user_id, $4::bigint, $6::text, $7::text, null, $8::text,
    version + 1, usual.credits - $4::bigint, usual.held, owed, frozen, $3::timestamptz
  from usual
  returning id
), movements as (
  insert into ledger_movements (transaction_id, from_account, to_account, amount)
  select entry.id, 'credits', 'spent', $4::bigint from entry, usual
), changed_account as (
  update credit_accounts set credits = usual.credits - $4::bigint, held = usual.held, version = usual.version + 1
  from usual where credit_accounts.user_id = usual.user_id
), lots as (
  update credit_lots set remaining = remaining - $4::bigint from usual where credit_lots.id = usual.lot_id
), lot_log as (
  insert into lot_movements (transaction_id, lot_id, amount)
  select entry.id, usual.lot_id, -$4::bigint from entry, usual
)
select account.credits, account.version <> (select version from seen) as "isStale", entry.id,
  null::bigint as "holdId"
from account left join entry on true`,
  grant: `
with account as materialized (
  select user_id, credits, held, frozen, owed, version from credit_accounts where user_id = $1 for update
), seen as (
  select version from credit_accounts where user_id = $1
),  usual as materialized (
  select account.*, $4::bigint as amount from account where account.owed = 0
    and account.version = (select version from seen)
    and not exists (select from ledger_transactions where idempotency_key = $2)
), entry as (
  insert into ledger_transactions
    (kind, idempotency_key, user_id, amount, source_type, source_id, actor, reason,
     account_version, credits_after, held_after, owed_after, frozen_after, created_at)
  select 'grant', $2, user_id, $4::bigint, $5::text, $6::text, $7::text, $8::text,
    version + 1, usual.credits + $4::bigint, usual.held, owed, frozen, $3::timestamptz
  from usual
  returning id
), movements as (
  insert into ledger_movements (transaction_id, from_account, to_account, amount)
  select entry.id, 'issued_paid', 'credits', $4::bigint from entry, usual
), changed_account as (
  update credit_accounts set credits = usual.credits + $4::bigint, held = usual.held, version = usual.version + 1
  from usual where credit_accounts.user_id = usual.user_id
), new_lot as (
  insert into credit_lots
    (user_id, transaction_id, source_type, source_id, origin, amount, remaining, priority, effective_at, expires_at)
  select $1, entry.id, $5::text, $6::text, 'paid', $4::bigint, $4::bigint, 30,
    $3::timestamptz, $9::timestamptz
  from entry
  returning id
), new_lot_log as (
  insert into lot_movements (transaction_id, lot_id, amount)
  select entry.id, new_lot.id, $4::bigint from entry, new_lot
)
select account.credits, account.version <> (select version from seen) as "isStale", entry.id,
  null::bigint as "holdId"
from account left join entry on true`,
  due: `
select id, remaining from credit_lots
where user_id = $1 and remaining > 0 and frozen_at is null and expires_at <= $2 order by expires_at, id`,
  takings: `
select created_at as at, case kind when 'claw_back' then amount else -amount end as credits
from ledger_transactions where idempotency_key = any($1) order by id`,
  history: `
select t.id, t.kind, t.source_type as "sourceType", t.reason, t.credits_after as balance, t.created_at as at,
  coalesce((select sum(case when m.to_account = 'credits' then m.amount
                            when m.from_account = 'credits' then -m.amount else 0 end)
            from ledger_movements m where m.transaction_id = t.id), 0)::bigint as change
from ledger_transactions t
where t.user_id = $1 and t.kind <> 'capture'
order by t.id desc limit $2`,
} as const;
