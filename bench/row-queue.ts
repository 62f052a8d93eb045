import { Pool } from 'pg';

/** The yardstick: every item is claimed on its own, and only when no earlier one of its lane is left. */
export class RowQueue {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool({ connectionString: url, max: 16 });
  }

  async prepare(): Promise<void> {
    await this.pool.query(
      'create table row_queue as select id, lane, payload, false as blocked from lane_items',
    );
    await this.pool.query('alter table row_queue add primary key (id)');
    await this.pool.query('create index on row_queue (lane, id)');
    await this.pool.query('vacuum analyze row_queue');
  }

  async block(lane: string): Promise<void> {
    await this.pool.query(
      'update row_queue set blocked = true where id = (select min(id) from row_queue where lane = $1)',
      [lane],
    );
    await this.pool.query('vacuum analyze row_queue');
  }

  async claimOne(): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `delete from row_queue where id = (
         select id from row_queue q
         where not blocked and not exists (select from row_queue e where e.lane = q.lane and e.id < q.id)
         order by id limit 1 for update skip locked
       )`,
    );
    return (rowCount ?? 0) > 0;
  }

  async drain(workers: number): Promise<void> {
    const work = async (): Promise<void> => {
      while (await this.claimOne());
    };
    await Promise.all(Array.from({ length: workers }, work));
  }

  async end(): Promise<void> {
    await this.pool.end();
  }
}
