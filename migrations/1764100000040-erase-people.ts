import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ErasePeople1764100000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // Who had their data erased, without a way back to the person.
    await runner.query(`
      create table erased_people (
        person_hash text not null,
        is_banned boolean not null,
        erased_at timestamptz not null,
        constraint erased_people_pkey primary key (person_hash)
      )`);
    await runner.query(`alter table users add column is_returning boolean not null default false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`alter table users drop column is_returning`);
    await runner.query(`drop table erased_people`);
  }
}
