import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An index over `remaining > 0` makes every spend write new index entries: PostgreSQL counts a column that a predicate
 * names as indexed. A mark that changes only with the last credit leaves the indexes alone (heap-only updates), for which
 * a page needs some room. Rewrites the table: one row per purchase, a million take seconds.
 */
export class MarkOpenLots1764100000048 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop index credit_lots_burn_order_idx, credit_lots_expiry_idx`);
    await runner.query(`alter table credit_lots set (fillfactor = 80)`);
    await runner.query(`
      alter table credit_lots add column is_open boolean not null generated always as (remaining > 0) stored`);
    await createIndexes(runner, 'is_open');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop index credit_lots_burn_order_idx, credit_lots_expiry_idx`);
    await runner.query(`alter table credit_lots drop column is_open`);
    await runner.query(`alter table credit_lots reset (fillfactor)`);
    await createIndexes(runner, 'remaining > 0');
  }
}

async function createIndexes(runner: QueryRunner, isOpen: string): Promise<void> {
  await runner.query(`
    create index credit_lots_burn_order_idx on credit_lots (user_id, priority, expires_at, id) where ${isOpen}`);
  await runner.query(`
    create index credit_lots_expiry_idx on credit_lots (expires_at)
      where ${isOpen} and frozen_at is null and expires_at is not null`);
}
