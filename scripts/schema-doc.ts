import 'reflect-metadata';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { EmbeddedDatabase } from '../sandbox/postgres/embedded-database.js';
import { dataSourceOptions } from '../src/database/database.options.js';
import { describeSchema } from './describe-schema.js';

const dataDir = await mkdtemp(join(tmpdir(), 'schema-doc-'));
const server = await EmbeddedDatabase.start({ dataDir, persistent: false });
try {
  const dataSource = new DataSource(dataSourceOptions({ url: server.url, poolSize: 2 }));
  await dataSource.initialize();
  await dataSource.runMigrations();
  const text = await describeSchema((sql) => dataSource.query(sql));
  await dataSource.destroy();
  await writeFile('docs/schema.sql', text);
  console.log('docs/schema.sql is written');
} finally {
  await server.stop();
}
