import type { MigrationInterface, QueryRunner } from 'typeorm';

const journals = ['audit_log', 'ledger_transactions'] as const;

/**
 * The journals name our number for the customer, never a person; a reason that a moderator typed may. Of somebody who
 * had their data erased it can be blanked, and nothing else can change.
 */
export class EraseReasons1764100000056 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create function refuse_but_erasure() returns trigger language plpgsql as $$
      begin
        if new.reason = '[erased]' and to_jsonb(new) - 'reason' = to_jsonb(old) - 'reason'
          and exists (select from users where id = old.user_id and telegram_id is null) then
          return new;
        end if;
        raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
      end $$`);
    for (const table of journals) {
      await keep(runner, table, 'delete or truncate');
      await runner.query(`
        create trigger ${table}_reason_only before update on ${table}
          for each row execute function refuse_but_erasure()`);
    }
  }

  /** What was erased stays so. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    for (const table of journals) {
      await runner.query(`drop trigger ${table}_reason_only on ${table}`);
      await keep(runner, table, 'update or delete or truncate');
    }
    await runner.query(`drop function refuse_but_erasure()`);
  }
}

async function keep(runner: QueryRunner, table: string, from: string): Promise<void> {
  await runner.query(`drop trigger ${table}_append_only on ${table}`);
  await runner.query(`
    create trigger ${table}_append_only before ${from} on ${table}
      for each statement execute function refuse_change()`);
}
