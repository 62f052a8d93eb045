import type { MigrationInterface, QueryRunner } from 'typeorm';

const userAccounts = `'credits', 'held', 'owed'`;
const systemAccounts = `'issued_paid', 'issued_subscription', 'issued_promo', 'issued_gift', 'issued_restore',
  'spent', 'expired', 'clawed_back', 'written_off'`;

export class CreateLedger1764100000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table credit_accounts (
        user_id bigint primary key references users (id),
        credits bigint not null default 0 constraint credit_accounts_credits_check check (credits >= 0),
        held bigint not null default 0 constraint credit_accounts_held_check check (held >= 0),
        owed bigint not null default 0 constraint credit_accounts_owed_check check (owed >= 0),
        version bigint not null default 0
      )`);
    await runner.query(`
      create table ledger_transactions (
        id bigint generated always as identity primary key,
        kind text not null constraint ledger_transactions_kind_check check (kind in
          ('grant', 'spend', 'hold', 'capture', 'release', 'expire', 'claw_back', 'restore', 'write_off')),
        idempotency_key text not null unique,
        user_id bigint not null references users (id),
        amount bigint not null constraint ledger_transactions_amount_check check (amount > 0),
        source_type text not null,
        source_id text not null,
        reverses_id bigint unique references ledger_transactions (id),
        actor text,
        reason text,
        account_version bigint not null,
        credits_after bigint not null,
        held_after bigint not null,
        owed_after bigint not null,
        created_at timestamptz not null,
        constraint ledger_transactions_version_key unique (user_id, account_version)
      )`);
    // A movement names both sides, so that debits equal credits by construction and no trigger has to sum them.
    await runner.query(`
      create table ledger_movements (
        transaction_id bigint not null references ledger_transactions (id),
        from_account text not null constraint ledger_movements_from_check check (from_account in (${userAccounts}, ${systemAccounts})),
        to_account text not null constraint ledger_movements_to_check check (to_account in (${userAccounts}, ${systemAccounts})),
        amount bigint not null constraint ledger_movements_amount_check check (amount > 0),
        constraint ledger_movements_sides_check check (from_account <> to_account),
        primary key (transaction_id, from_account, to_account)
      )`);
    await runner.query(`
      create table credit_lots (
        id bigint generated always as identity primary key,
        user_id bigint not null references users (id),
        transaction_id bigint not null references ledger_transactions (id),
        source_type text not null,
        source_id text not null,
        origin text not null constraint credit_lots_origin_check check (origin in
          ('paid', 'subscription', 'promo', 'gift', 'restore')),
        amount bigint not null constraint credit_lots_amount_check check (amount > 0),
        remaining bigint not null constraint credit_lots_remaining_check check (remaining between 0 and amount),
        priority smallint not null,
        effective_at timestamptz not null,
        expires_at timestamptz,
        frozen_at timestamptz,
        constraint credit_lots_source_key unique (source_type, source_id)
      )`);
    await runner.query(`
      create index credit_lots_burn_order_idx on credit_lots (user_id, priority, expires_at, id) where remaining > 0`);
    await runner.query(`
      create table lot_movements (
        transaction_id bigint not null references ledger_transactions (id),
        lot_id bigint not null references credit_lots (id),
        amount bigint not null constraint lot_movements_amount_check check (amount <> 0),
        primary key (transaction_id, lot_id)
      )`);
    await runner.query(`create index lot_movements_lot_id_idx on lot_movements (lot_id)`);
    await runner.query(`
      create table credit_holds (
        id bigint generated always as identity primary key,
        user_id bigint not null references users (id),
        amount bigint not null constraint credit_holds_amount_check check (amount > 0),
        status text not null constraint credit_holds_status_check check (status in ('open', 'captured', 'released')),
        key text not null unique,
        hold_transaction_id bigint not null references ledger_transactions (id),
        closing_transaction_id bigint references ledger_transactions (id),
        expires_at timestamptz not null
      )`);
    await runner.query(
      `create index credit_holds_open_idx on credit_holds (expires_at) where status = 'open'`,
    );
    for (const table of ['ledger_transactions', 'ledger_movements', 'lot_movements']) {
      await runner.query(`
        create trigger ${table}_append_only before update or delete or truncate on ${table}
          for each statement execute function refuse_change()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    for (const table of [
      'credit_holds',
      'lot_movements',
      'credit_lots',
      'ledger_movements',
      'ledger_transactions',
      'credit_accounts',
    ]) {
      await runner.query(`drop table ${table}`);
    }
  }
}
