import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStarCursors1764100000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table star_cursors (
        bot_id bigint,
        -- Bot API: the list of transactions only grows, oldest first; so many of them were compared.
        seen bigint not null,
        constraint star_cursors_pkey primary key (bot_id),
        constraint star_cursors_seen_check check (seen >= 0)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table star_cursors`);
  }
}
