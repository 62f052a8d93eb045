import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReconciliation1764100000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // When the provider was last asked what became of a purchase that has not ended.
    await runner.query(`alter table purchases add column checked_at timestamptz`);
    await runner.query(
      `create index purchases_unfinished_idx on purchases (expires_at) where status in ('created', 'open', 'processing')`,
    );
    // What the provider and the ledger say about each day, side by side.
    await runner.query(`
      create table reconciliation_days (
        provider text not null,
        livemode boolean not null,
        day date not null,
        currency text not null,
        provider_payments integer not null,
        provider_amount bigint not null,
        provider_refunded bigint not null,
        ledger_payments integer not null,
        ledger_amount bigint not null,
        ledger_refunded bigint not null,
        checked_at timestamptz not null,
        primary key (provider, livemode, day, currency)
      )`);
    await runner.query(`
      create table reconciliation_findings (
        provider text not null,
        livemode boolean not null,
        kind text not null,
        -- The provider's id of what differs.
        reference text not null,
        is_healed boolean not null,
        user_id bigint references users (id),
        purchase_id uuid references purchases (id),
        at_provider text not null,
        here text not null,
        first_seen_at timestamptz not null,
        last_seen_at timestamptz not null,
        primary key (provider, livemode, kind, reference)
      )`);
    await runner.query(
      `create index reconciliation_findings_last_seen_at_idx on reconciliation_findings (last_seen_at)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table reconciliation_findings`);
    await runner.query(`drop table reconciliation_days`);
    await runner.query(`drop index purchases_unfinished_idx`);
    await runner.query(`alter table purchases drop column checked_at`);
  }
}
