import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns whose check PostgreSQL would read anew for every statement; a domain's is read once per connection. */
interface Domain {
  readonly name: string;
  readonly table: string;
  readonly names: string;
  /** Each with the constraint that it has without the domain. */
  readonly columns: Readonly<Record<string, string>>;
}

const domains: readonly Domain[] = [
  {
    name: 'ledger_account',
    table: 'ledger_movements',
    names: `'credits', 'held', 'frozen', 'owed', 'issued_paid', 'issued_subscription', 'issued_promo', 'issued_gift',
      'issued_restore', 'spent', 'expired', 'clawed_back', 'written_off'`,
    columns: { from_account: 'ledger_movements_from_check', to_account: 'ledger_movements_to_check' },
  },
  {
    name: 'ledger_kind',
    table: 'ledger_transactions',
    names: `'grant', 'spend', 'hold', 'capture', 'release', 'expire', 'claw_back', 'restore', 'write_off', 'freeze', 'thaw'`,
    columns: { kind: 'ledger_transactions_kind_check' },
  },
];
const balances = ['credits', 'held', 'frozen', 'owed'];

export class NameLedgerDomains1764100000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await withoutFigures(runner, async () => {
      for (const { name, table, names, columns } of domains) {
        // As long as the domain has no rule of its own, a column that becomes one is not rewritten.
        await runner.query(`create domain ${name} as text`);
        for (const [column, constraint] of Object.entries(columns)) {
          await runner.query(
            `alter table ${table} drop constraint ${constraint}, alter column ${column} type ${name}`,
          );
        }
        await runner.query(`alter domain ${name} add constraint ${name}_check check (value in (${names}))`);
      }
    });
    for (const column of balances)
      await runner.query(`alter table credit_accounts drop constraint credit_accounts_${column}_check`);
    await runner.query(`
      alter table credit_accounts
        add constraint credit_accounts_balances_check check (least(${balances.join(', ')}) >= 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`alter table credit_accounts drop constraint credit_accounts_balances_check`);
    for (const column of balances)
      await runner.query(
        `alter table credit_accounts add constraint credit_accounts_${column}_check check (${column} >= 0)`,
      );
    await withoutFigures(runner, async () => {
      for (const { name, table, names, columns } of domains) {
        for (const [column, constraint] of Object.entries(columns)) {
          await runner.query(`
            alter table ${table} alter column ${column} type text,
              add constraint ${constraint} check (${column} in (${names}))`);
        }
        await runner.query(`drop domain ${name}`);
      }
    });
  }
}

/** A function that reads columns keeps their type from being changed; meanwhile it reads none. */
async function withoutFigures(runner: QueryRunner, work: () => Promise<void>): Promise<void> {
  const [figures] = (await runner.query(
    `select pg_get_functiondef('daily_credits'::regproc) as definition`,
  )) as { definition: string }[];
  await runner.query(`
    create or replace function daily_credits(zone text, since timestamptz, until timestamptz)
      returns table (day date, sold bigint, given bigint, spent bigint, expired bigint, taken_back bigint)
      language sql stable as 'select null::date, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint where false'`);
  await work();
  await runner.query(figures?.definition ?? '');
}
