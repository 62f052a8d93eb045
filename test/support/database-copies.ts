import pg from 'pg';

/** All rows of a database: of each table, its rows as JSON. Tables that nobody has written since are the same list. */
export type DatabaseCopy = ReadonlyMap<string, readonly string[]>;

const tablesSql = `
  select format('%I.%I', c.table_schema, c.table_name) as name,
    string_agg(quote_ident(c.column_name), ', ' order by c.ordinal_position)
      filter (where c.is_generated = 'NEVER') as columns
  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
  where t.table_type = 'BASE TABLE' and c.table_schema in ('public', 'graphile_worker')
  group by 1 order by 1`;

/** Whoever writes leaves the name of the table, so that the others need not be read again. */
const watchSql = `
  create schema copies;
  create table copies.written (name text);
  create function copies.note() returns trigger language plpgsql as $$ begin
    insert into copies.written values (format('%I.%I', tg_table_schema, tg_table_name));
    return null;
  end $$`;

/**
 * Takes a database back to what it was, as fast as a test needs it that does so thousands of times: only rows that have
 * changed are read and written. Sequences go on, as they do when a transaction is rolled back.
 */
export class DatabaseCopies {
  private current = new Map<string, readonly string[]>();

  private constructor(
    private readonly client: pg.Client,
    private readonly columns: ReadonlyMap<string, string>,
  ) {}

  static async open(url: string): Promise<DatabaseCopies> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string; columns: string }>(tablesSql);
    const triggers = tables.map(
      ({ name }) =>
        `create trigger copies_note after insert or update or delete on ${name} execute function copies.note()`,
    );
    await client.query([watchSql, ...triggers].join(';\n'));
    const copies = new DatabaseCopies(client, new Map(tables.map(({ name, columns }) => [name, columns])));
    await copies.read([...copies.columns.keys()]);
    return copies;
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  async take(): Promise<DatabaseCopy> {
    const { rows } = await this.client.query<{ name: string }>(
      `with seen as (delete from copies.written returning name) select distinct name from seen`,
    );
    await this.read(rows.map(({ name }) => name));
    return new Map(this.current);
  }

  async restore(copy: DatabaseCopy): Promise<void> {
    const now = await this.take();
    const statements = [...copy].flatMap(([name, rows]) => this.repair(name, now.get(name) ?? [], rows));
    this.current = new Map(copy);
    // Append-only tables and references would stand in the way, and nobody need be told.
    const asReplica = `set local session_replication_role = replica`;
    if (statements.length > 0)
      await this.client.query(['begin', asReplica, ...statements, 'commit'].join(';\n'));
  }

  private repair(name: string, now: readonly string[], then: readonly string[]): string[] {
    if (now === then) return [];
    const [nowCounts, thenCounts] = [counted(now), counted(then)];
    const differ = (row: string): boolean => nowCounts.get(row) !== thenCounts.get(row);
    const gone = [...nowCounts.keys()].filter(differ);
    const missing = then.filter(differ);
    const columns = this.columns.get(name) ?? '';
    return [
      ...(gone.length === 0
        ? []
        : [`delete from ${name} t where row_to_json(t)::text in (${gone.map(pg.escapeLiteral).join()})`]),
      ...(missing.length === 0
        ? []
        : [
            `insert into ${name} (${columns}) overriding system value
             select ${columns} from json_populate_recordset(null::${name}, ${pg.escapeLiteral(`[${missing.join()}]`)})`,
          ]),
    ];
  }

  private async read(tables: readonly string[]): Promise<void> {
    if (tables.length === 0) return;
    const selects = tables.map(
      (name) => `select '${name}' as name, array(select row_to_json(t)::text from ${name} t) as rows`,
    );
    const { rows } = await this.client.query<{ name: string; rows: string[] }>(selects.join(' union all '));
    for (const { name, rows: texts } of rows) this.current.set(name, texts);
  }
}

function counted(rows: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
  return counts;
}
