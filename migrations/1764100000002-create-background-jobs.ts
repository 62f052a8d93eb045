import { runMigrations } from 'graphile-worker';
import { Pool } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** graphile-worker's own schema, and the signs of life of those who work on it. */
export class CreateBackgroundJobs1764100000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`set local lock_timeout = '5s'`);
    await installJobSchema(queryRunner);
    await queryRunner.query(`
      create table worker_heartbeats (
        worker_id text primary key,
        beat_at timestamptz not null
      )
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`set local lock_timeout = '5s'`);
    await queryRunner.query(`drop table worker_heartbeats`);
    await queryRunner.query(`drop schema graphile_worker cascade`);
  }
}

/** It commits step by step on a connection of its own, and goes on where it stopped when it is run again. */
async function installJobSchema({ dataSource }: QueryRunner): Promise<void> {
  const { options } = dataSource;
  if (options.type !== 'postgres' || options.url === undefined) throw new Error('a PostgreSQL URL is needed');
  const pgPool = new Pool({ connectionString: options.url, max: 2 });
  pgPool.on('error', () => undefined);
  pgPool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  try {
    await runMigrations({ pgPool });
  } finally {
    await pgPool.end();
  }
}
