import type { MigrationInterface, QueryRunner } from 'typeorm';

const userAccounts = `'credits', 'held', 'frozen', 'owed'`;
const systemAccounts = `'issued_paid', 'issued_subscription', 'issued_promo', 'issued_gift', 'issued_restore',
  'spent', 'expired', 'clawed_back', 'written_off'`;
const kinds = `'grant', 'spend', 'hold', 'capture', 'release', 'expire', 'claw_back', 'restore', 'write_off'`;

/** What a row says for good; only the rest of it may change. */
const fixed: Record<string, string> = {
  credit_lots: 'id, user_id, transaction_id, source_type, source_id, origin, amount, priority, effective_at',
  credit_holds: 'id, user_id, amount, key, hold_transaction_id',
  credit_accounts: 'user_id',
};

export class CompleteLedger1764100000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // With defaults that are constants, PostgreSQL adds these without rewriting the tables.
    await runner.query(`
      alter table credit_accounts add column frozen bigint not null default 0
        constraint credit_accounts_frozen_check check (frozen >= 0)`);
    await runner.query(`alter table ledger_transactions add column frozen_after bigint not null default 0`);
    await allow(runner, userAccounts, `${kinds}, 'freeze', 'thaw'`);
    await runner.query(`
      create index credit_lots_expiry_idx on credit_lots (expires_at)
        where remaining > 0 and frozen_at is null and expires_at is not null`);
    for (const [table, columns] of Object.entries(fixed)) {
      await runner.query(`
        create trigger ${table}_kept before delete or truncate on ${table}
          for each statement execute function refuse_change()`);
      await runner.query(`
        create trigger ${table}_fixed before update of ${columns} on ${table}
          for each statement execute function refuse_change()`);
    }
    await runner.query(`
      create trigger credit_holds_closed before update of status on credit_holds
        for each row when (old.status <> 'open') execute function refuse_change()`);
  }

  /** For a database in which nothing was ever frozen; the journal keeps what was. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop trigger credit_holds_closed on credit_holds`);
    for (const table of Object.keys(fixed)) {
      await runner.query(`drop trigger ${table}_fixed on ${table}`);
      await runner.query(`drop trigger ${table}_kept on ${table}`);
    }
    await runner.query(`drop index credit_lots_expiry_idx`);
    await allow(runner, `'credits', 'held', 'owed'`, kinds);
    await runner.query(`alter table ledger_transactions drop column frozen_after`);
    await runner.query(`alter table credit_accounts drop column frozen`);
  }
}

async function allow(runner: QueryRunner, accounts: string, allowedKinds: string): Promise<void> {
  const any = `${accounts}, ${systemAccounts}`;
  await runner.query(`
    alter table ledger_movements
      drop constraint ledger_movements_from_check,
      drop constraint ledger_movements_to_check,
      add constraint ledger_movements_from_check check (from_account in (${any})),
      add constraint ledger_movements_to_check check (to_account in (${any}))`);
  await runner.query(`
    alter table ledger_transactions
      drop constraint ledger_transactions_kind_check,
      add constraint ledger_transactions_kind_check check (kind in (${allowedKinds}))`);
}
