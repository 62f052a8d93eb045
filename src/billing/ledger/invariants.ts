/**
 * What must always be true of the money tables; each row that comes back is a violation. Run after every
 * journey test and nightly in production.
 */
export const invariantsSql = `
  with posted as (
    select t.user_id,
      sum(case when m.to_account = 'credits' then m.amount when m.from_account = 'credits' then -m.amount else 0 end) as credits,
      sum(case when m.to_account = 'held' then m.amount when m.from_account = 'held' then -m.amount else 0 end) as held,
      sum(case when m.to_account = 'frozen' then m.amount when m.from_account = 'frozen' then -m.amount else 0 end) as frozen,
      sum(case when m.from_account = 'owed' then m.amount when m.to_account = 'owed' then -m.amount else 0 end) as owed
    from ledger_movements m join ledger_transactions t on t.id = m.transaction_id group by t.user_id
  )
  select 'account differs from its movements' as rule, a.user_id::text as subject
    from credit_accounts a left join posted p using (user_id)
    where (a.credits, a.held, a.frozen, a.owed) is distinct from
      (coalesce(p.credits, 0), coalesce(p.held, 0), coalesce(p.frozen, 0), coalesce(p.owed, 0))
  union all
  select 'account differs from its last transaction', a.user_id::text
    from credit_accounts a join ledger_transactions t on t.user_id = a.user_id and t.account_version = a.version
    where (a.credits, a.held, a.frozen, a.owed) is distinct from
      (t.credits_after, t.held_after, t.frozen_after, t.owed_after)
  union all
  select 'account versions have gaps', a.user_id::text
    from credit_accounts a
    where a.version <> (select count(*) from ledger_transactions t where t.user_id = a.user_id)
  union all
  select 'credits differ from the open lots', a.user_id::text
    from credit_accounts a
    where a.credits <>
      (select coalesce(sum(remaining), 0) from credit_lots l where l.user_id = a.user_id and l.frozen_at is null)
  union all
  select 'frozen credits differ from the frozen lots', a.user_id::text
    from credit_accounts a
    where a.frozen <>
      (select coalesce(sum(remaining), 0) from credit_lots l where l.user_id = a.user_id and l.frozen_at is not null)
  union all
  select 'lot differs from its movements', l.id::text
    from credit_lots l
    where l.remaining <> (select coalesce(sum(amount), 0) from lot_movements m where m.lot_id = l.id)
  union all
  select 'held credits differ from the open holds', a.user_id::text
    from credit_accounts a
    where a.held <> (select coalesce(sum(amount), 0) from credit_holds h where h.user_id = a.user_id and h.status = 'open')
  union all
  select 'debt beside credits on hand', a.user_id::text
    from credit_accounts a where a.owed > 0 and a.credits + a.frozen > 0
  union all
  select 'transaction without movements', t.id::text
    from ledger_transactions t
    where not exists (select from ledger_movements m where m.transaction_id = t.id)
  union all
  select 'payment without its grant', p.id::text
    from payments p
    where p.credits > 0 and not exists
      (select from ledger_transactions t where t.kind = 'grant' and t.source_type = p.source_type and t.source_id = p.source_id)
  union all
  select 'paid grant without a payment', t.id::text
    from ledger_transactions t join credit_lots l on l.transaction_id = t.id
    where l.origin in ('paid', 'subscription') and not exists
      (select from payments p where t.source_type = p.source_type and t.source_id = p.source_id)
  union all
  select 'more than one open recharge attempt', user_id::text
    from recharge_attempts where closed_at is null group by user_id having count(*) > 1
  union all
  select 'recharges of a month above their cap', user_id::text || ' in ' || month::text
    from recharge_attempts where closed_at is null or status = 'succeeded'
    group by user_id, month, currency having sum(amount) > max(monthly_cap)
  union all
  select 'recharge without its payment', t.id::text
    from recharge_attempts t
    where t.status = 'succeeded' and not exists
      (select from payments p where p.purchase_id = t.purchase_id and p.source_type = 'payment_intent')
  union all
  select 'recharge paid and not marked so', t.id::text
    from recharge_attempts t join payments p on p.purchase_id = t.purchase_id where t.status <> 'succeeded'`;
