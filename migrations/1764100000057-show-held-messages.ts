import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The copy of the first held message under its card in the Spam topic, while it stands there. */
export class ShowHeldMessages1764100000057 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`alter table first_contacts add column sample_message_id bigint`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`alter table first_contacts drop column sample_message_id`);
  }
}
