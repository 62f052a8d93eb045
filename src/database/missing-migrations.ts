import type { DataSource } from 'typeorm';

/** The migrations that this version of the code needs and that the database has not seen; changes nothing. */
export async function missingMigrations(dataSource: DataSource): Promise<string[]> {
  const table = dataSource.options.migrationsTableName ?? 'migrations';
  const [found] = await dataSource.query<{ known: boolean }[]>(
    `select to_regclass($1) is not null as known`,
    [table],
  );
  const done =
    found?.known === true
      ? await dataSource.query<{ name: string }[]>(`select name from ${dataSource.driver.escape(table)}`)
      : [];
  const names = dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
  return names.filter((name) => !done.some((row) => row.name === name));
}
