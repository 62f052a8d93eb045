/**
 * What must always be true of the money tables; each row that comes back is a violation. Run after every
 * journey test and nightly in production. One statement, so that everything is seen at the same moment. No foreign keys
 * hold the books together (docs/adr/0025), so what belongs together is among the rules.
 */
export const invariantsSql = `
  with posted as (
    select t.user_id,
      sum(case when m.to_account = 'credits' then m.amount when m.from_account = 'credits' then -m.amount else 0 end) as credits,
      sum(case when m.to_account = 'held' then m.amount when m.from_account = 'held' then -m.amount else 0 end) as held,
      sum(case when m.to_account = 'frozen' then m.amount when m.from_account = 'frozen' then -m.amount else 0 end) as frozen,
      sum(case when m.from_account = 'owed' then m.amount when m.to_account = 'owed' then -m.amount else 0 end) as owed
    from ledger_movements m join ledger_transactions t on t.id = m.transaction_id group by t.user_id
  ), open_lots as (
    select user_id, coalesce(sum(remaining) filter (where frozen_at is null), 0) as credits,
      coalesce(sum(remaining) filter (where frozen_at is not null), 0) as frozen
    from credit_lots group by user_id
  ), open_holds as (
    select user_id, sum(amount) as held from credit_holds where status = 'open' group by user_id
  ), counted as (
    select user_id, count(*) as versions from ledger_transactions group by user_id
  )
  select 'account differs from its movements' as rule, 'customer ' || a.user_id as subject
    from credit_accounts a left join posted p using (user_id)
    where (a.credits, a.held, a.frozen, a.owed) is distinct from
      (coalesce(p.credits, 0), coalesce(p.held, 0), coalesce(p.frozen, 0), coalesce(p.owed, 0))
  union all
  select 'account differs from its last transaction', 'customer ' || a.user_id
    from credit_accounts a join ledger_transactions t on t.user_id = a.user_id and t.account_version = a.version
    where (a.credits, a.held, a.frozen, a.owed) is distinct from
      (t.credits_after, t.held_after, t.frozen_after, t.owed_after)
  union all
  select 'account versions have gaps', 'customer ' || a.user_id
    from credit_accounts a left join counted c using (user_id) where a.version <> coalesce(c.versions, 0)
  union all
  select 'credits differ from the open lots', 'customer ' || a.user_id
    from credit_accounts a left join open_lots l using (user_id) where a.credits <> coalesce(l.credits, 0)
  union all
  select 'frozen credits differ from the frozen lots', 'customer ' || a.user_id
    from credit_accounts a left join open_lots l using (user_id) where a.frozen <> coalesce(l.frozen, 0)
  union all
  select 'lot differs from its movements', 'lot ' || l.id
    from credit_lots l
      left join (select lot_id, sum(amount) as amount from lot_movements group by lot_id) m on m.lot_id = l.id
    where l.remaining <> coalesce(m.amount, 0)
  union all
  select 'held credits differ from the open holds', 'customer ' || a.user_id
    from credit_accounts a left join open_holds h using (user_id) where a.held <> coalesce(h.held, 0)
  union all
  select 'debt beside credits on hand', 'customer ' || a.user_id
    from credit_accounts a where a.owed > 0 and a.credits + a.frozen > 0
  union all
  select 'transaction differs from its movements', 'L-' || t.id
    from ledger_transactions t
      left join (select transaction_id, sum(amount) as amount from ledger_movements group by transaction_id) m
        on m.transaction_id = t.id
    where t.amount <> coalesce(m.amount, 0)
  union all
  select 'transaction without an account', 'L-' || t.id
    from ledger_transactions t where not exists (select from credit_accounts a where a.user_id = t.user_id)
  union all
  select 'movement without its transaction', 'L-' || m.transaction_id
    from ledger_movements m where not exists (select from ledger_transactions t where t.id = m.transaction_id)
  union all
  select 'lot moved by no transaction of its customer', 'L-' || m.transaction_id
    from lot_movements m
      left join ledger_transactions t on t.id = m.transaction_id left join credit_lots l on l.id = m.lot_id
    where (t.user_id = l.user_id) is not true
  union all
  select 'lot without its transaction', 'lot ' || l.id
    from credit_lots l left join ledger_transactions t on t.id = l.transaction_id
    where t.user_id is distinct from l.user_id
  union all
  select 'hold without its transaction', 'hold ' || h.id
    from credit_holds h
      left join ledger_transactions o on o.id = h.hold_transaction_id
      left join ledger_transactions c on c.id = h.closing_transaction_id
    where o.user_id is distinct from h.user_id
      or (h.closing_transaction_id is not null and c.user_id is distinct from h.user_id)
  union all
  select 'payment without its grant', 'P-' || p.id
    from payments p
    where p.credits > 0 and not exists
      (select from ledger_transactions t where t.amount = p.credits
         and t.idempotency_key = 'grant:' || p.source_type || ':' || p.source_id)
  union all
  select 'paid grant without a payment', 'L-' || t.id
    from ledger_transactions t join credit_lots l on l.transaction_id = t.id
    where l.origin in ('paid', 'subscription') and not exists
      (select from payments p where t.source_type = p.source_type and t.source_id = p.source_id)
  union all
  select 'balance below zero', 'customer ' || a.user_id
    from credit_accounts a where least(a.credits, a.held, a.frozen, a.owed) < 0
  union all
  select 'more taken back than there was', 'P-' || p.id
    from payments p
    where p.clawed_credits not between 0 and p.credits or p.refunded_amount not between 0 and p.amount
  union all
  select 'spent while something was owed', 'L-' || t.id
    from ledger_transactions t
    where t.kind in ('spend', 'hold') and t.owed_after > 0 and t.source_type <> 'late_hold'
  union all
  select 'hold closed without a transaction', 'hold ' || h.id
    from credit_holds h where (h.status = 'open') <> (h.closing_transaction_id is null)
  union all
  select 'access whose money was taken back', 'customer ' || a.user_id
    from access_periods a join payments p using (source_type, source_id)
    where a.suspended_at is null and a.revoked_at is null
      and p.amount > 0 and p.refunded_amount + p.disputed_amount >= p.amount
  union all
  select 'access that nobody paid for', 'customer ' || a.user_id
    from access_periods a
    where a.suspended_at is null and a.revoked_at is null and a.subscription_id is null and not exists
      (select from payments p where p.source_type = a.source_type and p.source_id = a.source_id)
  union all
  select 'more than one open recharge attempt', 'customer ' || user_id
    from recharge_attempts where closed_at is null group by user_id having count(*) > 1
  union all
  select 'recharges of a month above their cap', 'customer ' || user_id || ' in ' || month
    from recharge_attempts where closed_at is null or status = 'succeeded'
    group by user_id, month, currency having sum(amount) > max(monthly_cap)
  union all
  select 'recharge without its payment', 'recharge ' || t.id
    from recharge_attempts t
    where t.status = 'succeeded' and not exists
      (select from payments p where p.purchase_id = t.purchase_id and p.source_type = 'payment_intent')
  union all
  select 'recharge paid and not marked so', 'recharge ' || t.id
    from recharge_attempts t join payments p on p.purchase_id = t.purchase_id where t.status <> 'succeeded'`;

/** One row of `invariantsSql`: the rule, and what breaks it with the reference that people know. */
export interface Violation {
  readonly rule: string;
  readonly subject: string;
}
