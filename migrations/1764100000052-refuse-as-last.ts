import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The way out for a statement with which the commit travels: its transaction ends without effect and runs again. */
export class RefuseAsLast1764100000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create function refuse_as_last() returns bigint language plpgsql as $$
      begin
        raise exception 'not a case in which this may be the last statement' using errcode = 'TX001';
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop function refuse_as_last()`);
  }
}
