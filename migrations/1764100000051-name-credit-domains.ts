import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Checks of one column: read anew for every statement as a table's, once per connection as a domain's. */
interface Domain {
  readonly name: string;
  readonly type: string;
  readonly rule: (value: string) => string;
  readonly columns: Readonly<Record<string, string>>;
}

const domains: readonly Domain[] = [
  {
    name: 'credit_amount',
    type: 'bigint',
    rule: (value) => `${value} > 0`,
    columns: { ledger_transactions: 'amount', ledger_movements: 'amount', credit_lots: 'amount' },
  },
  {
    name: 'credit_change',
    type: 'bigint',
    rule: (value) => `${value} <> 0`,
    columns: { lot_movements: 'amount' },
  },
  {
    name: 'credit_origin',
    type: 'text',
    rule: (value) => `${value} in ('paid', 'subscription', 'promo', 'gift', 'restore')`,
    columns: { credit_lots: 'origin' },
  },
];

/**
 * Balances keep their checks: statements that are prepared while this runs read those columns, and would end with
 * "cached plan must not change result type".
 */
export class NameCreditDomains1764100000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await withoutDependents(runner, async () => {
      for (const { name, type, rule, columns } of domains) {
        // As long as the domain has no rule of its own, a column that becomes one is not rewritten.
        await runner.query(`create domain ${name} as ${type}`);
        for (const [table, column] of Object.entries(columns)) {
          await runner.query(`
            alter table ${table} drop constraint ${table}_${column}_check, alter column ${column} type ${name}`);
        }
        await runner.query(`alter domain ${name} add constraint ${name}_check check (${rule('value')})`);
      }
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await withoutDependents(runner, async () => {
      for (const { name, type, rule, columns } of domains) {
        for (const [table, column] of Object.entries(columns)) {
          await runner.query(`
            alter table ${table} alter column ${column} type ${type},
              add constraint ${table}_${column}_check check (${rule(column)})`);
        }
        await runner.query(`drop domain ${name}`);
      }
    });
  }
}

/** A function and a trigger that name columns keep their type from being changed; meanwhile they name none. */
async function withoutDependents(runner: QueryRunner, work: () => Promise<void>): Promise<void> {
  const [found] = (await runner.query(`
    select pg_get_functiondef('daily_credits'::regproc) as figures,
      (select pg_get_triggerdef(oid) from pg_trigger where tgname = 'credit_lots_fixed') as fixed`)) as {
    figures: string;
    fixed: string;
  }[];
  if (found === undefined) throw new Error('the books have no figures and no trigger');
  await runner.query(`
    create or replace function daily_credits(zone text, since timestamptz, until timestamptz)
      returns table (day date, sold bigint, given bigint, spent bigint, expired bigint, taken_back bigint)
      language sql stable as 'select null::date, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint where false'`);
  await runner.query(`drop trigger credit_lots_fixed on credit_lots`);
  await work();
  await runner.query(found.fixed);
  await runner.query(found.figures);
}
