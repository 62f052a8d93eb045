import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a won dispute or a failed refund gives back, and what comes back to life to be taken back, lowers its own figure. */
export class CountCreditsThatComeBack1764100000049 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await count(runner, (account) => net(account, account));
  }

  async down(runner: QueryRunner): Promise<void> {
    await count(runner, (account) =>
      account === 'expired'
        ? `coalesce(sum(m.amount) filter (where m.to_account = 'expired'), 0)::bigint`
        : net('clawed_back', 'issued_restore'),
    );
  }
}

function net(into: string, outOf: string): string {
  return `coalesce(sum(case when m.from_account = '${outOf}' then -m.amount else m.amount end)
    filter (where m.to_account = '${into}' or m.from_account = '${outOf}'), 0)::bigint`;
}

async function count(
  runner: QueryRunner,
  figure: (account: 'expired' | 'clawed_back') => string,
): Promise<void> {
  await runner.query(`set local lock_timeout = '5s'`);
  await runner.query(`
    create or replace function daily_credits(zone text, since timestamptz, until timestamptz)
      returns table (day date, sold bigint, given bigint, spent bigint, expired bigint, taken_back bigint)
      language sql stable
    begin atomic
      select (t.created_at at time zone zone)::date,
        coalesce(sum(m.amount) filter (where m.from_account in ('issued_paid', 'issued_subscription')), 0)::bigint,
        coalesce(sum(m.amount) filter (where m.from_account in ('issued_promo', 'issued_gift')), 0)::bigint,
        coalesce(sum(m.amount) filter (where m.to_account = 'spent'), 0)::bigint,
        ${figure('expired')},
        ${figure('clawed_back')}
      from ledger_transactions t join ledger_movements m on m.transaction_id = t.id
      where t.created_at >= since and t.created_at < until
      group by 1;
    end`);
}
