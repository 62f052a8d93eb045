import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { Lanes } from '../../src/jobs/lanes/lanes.js';
import { Product, type ProductOptions } from './product.js';
import { createTestDatabase } from './test-database.js';

const lookAgainMs = 6;

/** The database's own functions stand behind these; with a constant inside they cost as little. */
const clockSql = (aheadMs: number): string => `
  create or replace function virtual.now() returns timestamptz stable language sql
    return pg_catalog.now() + interval '${aheadMs} milliseconds';
  create or replace function virtual.clock_timestamp() returns timestamptz volatile language sql
    return pg_catalog.clock_timestamp() + interval '${aheadMs} milliseconds'`;

const schemaSql = `
  create schema virtual;
  ${clockSql(0)};
  do $$ declare stamped record; begin
    for stamped in select * from information_schema.columns where table_schema = 'public' and column_default = 'now()' loop
      execute format('alter table %I alter column %I set default virtual.now()', stamped.table_name, stamped.column_name);
    end loop;
    execute format('alter database %I set search_path = virtual, pg_catalog, public', current_database());
  end $$`;

/** Work that is going on or could begin now, and in how many milliseconds the next can. */
const agendaSql = `
  with waiting as (
    select false as is_job, l.leased_until is not null as is_held, greatest(l.next_at, g.open_at) as due_at
    from lanes l left join lane_gates g using (gate) where not l.idle
    union all
    select true, locked_at is not null, run_at from graphile_worker.jobs where attempts < max_attempts
  )
  select coalesce(bool_or(is_held or due_at <= now()), false) as "isBusy",
    extract(epoch from min(due_at) - now())::float8 * 1000 as "nextIn",
    coalesce(bool_or(is_job), false) as "hasJobs"
  from waiting`;

interface Agenda {
  readonly isBusy: boolean;
  readonly nextIn: number | null;
  readonly hasJobs: boolean;
}

/**
 * The product with its real limits and pauses, in a time that passes at once while nothing can happen: the clocks of
 * the product, of its database and of Telegram then go to the next due moment. Work takes the time that it takes.
 */
export class VirtualTime {
  private aheadMs = 0;

  private constructor(readonly product: Product) {}

  static async start(options: Omit<ProductOptions, 'database'>): Promise<VirtualTime> {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(schemaSql);
    await client.end();
    return new VirtualTime(await Product.start({ ...options, database }));
  }

  /** Lets time pass until it is so, or fails after that much of the real one. */
  async until(what: string, holds: () => boolean | Promise<boolean>, limitMs: number): Promise<void> {
    const end = performance.now() + limitMs;
    while (!(await holds())) {
      if (performance.now() > end) throw new Error(`not within ${limitMs} real ms: ${what}`);
      await this.goOn();
    }
  }

  /** Looks what is going on, and jumps over the time in which nothing is. */
  private async goOn(): Promise<void> {
    const { product } = this;
    const [agenda] = await product.rows<Agenda>(agendaSql);
    if (
      agenda === undefined ||
      agenda.isBusy ||
      agenda.nextIn === null ||
      !product.telegram.delivery.isIdle
    ) {
      await pause(lookAgainMs);
      return;
    }
    // Nothing is due, so the next moment lies ahead.
    await this.jump(Math.ceil(agenda.nextIn));
    product.part(Lanes).wake('outbound');
    if (agenda.hasJobs) await product.rows(`select pg_notify('jobs:insert', '{"count":1}')`);
  }

  private async jump(ms: number): Promise<void> {
    const { product } = this;
    this.aheadMs += ms;
    await product.rows(clockSql(this.aheadMs));
    product.time.advance(ms);
    product.telegram.clock.advance(ms);
  }
}
