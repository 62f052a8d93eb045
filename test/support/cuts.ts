import type pg from 'pg';

export interface CutPoint {
  readonly table: string;
  readonly on: 'insert' | 'update';
  /** `commit`: everything was written and nothing of it survives. */
  readonly at: 'write' | 'commit';
}

/**
 * Ends the session of whoever writes a certain row, as if its process had died at that very step: what the transaction
 * did is gone, and nobody is told anything.
 */
export class Cuts {
  private constructor(private readonly sql: pg.Pool) {}

  static async prepare(sql: pg.Pool): Promise<Cuts> {
    // A sequence counts what a rolled-back transaction cannot.
    await sql.query(`create sequence test_cuts`);
    await sql.query(`
      create function test_cut() returns trigger language plpgsql as $$ begin
        if nextval('test_cuts') <= tg_argv[0]::int then
          perform pg_terminate_backend(pg_backend_pid());
          perform pg_sleep(1);
        end if;
        return null;
      end $$`);
    return new Cuts(sql);
  }

  /** The next `times` writers are cut. */
  async arm({ table, on, at }: CutPoint, times = 1): Promise<void> {
    await this.sql.query(`alter sequence test_cuts restart`);
    const kind = at === 'commit' ? 'constraint trigger' : 'trigger';
    const when = at === 'commit' ? 'deferrable initially deferred' : '';
    await this.sql.query(
      `create ${kind} test_cut after ${on} on ${table} ${when} for each row execute function test_cut(${times})`,
    );
  }

  /** How often a writer passed the point since it was armed; the first ones were cut. */
  async passed(): Promise<number> {
    const { rows } = await this.sql.query<{ passed: number }>(
      `select case when is_called then last_value else 0 end::int as passed from test_cuts`,
    );
    return rows[0]?.passed ?? 0;
  }

  async disarm({ table }: CutPoint): Promise<void> {
    await this.sql.query(`drop trigger if exists test_cut on ${table}`);
  }
}
