import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePayMessages1764100000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // Which messages of the bot show a link to which unpaid purchase, so that no link stays behind that leads nowhere.
    await runner.query(`
      create table pay_messages (
        chat_id bigint not null,
        message_id bigint not null,
        purchase_ids uuid[] not null,
        -- The buttons as they stand there now; those that pay carry their purchase.
        keyboard jsonb not null,
        -- A page for one purchase changes its text too; in a list only the button changes.
        is_page boolean not null,
        sent_at timestamptz not null,
        primary key (chat_id, message_id)
      )`);
    await runner.query(`create index pay_messages_purchase_ids_idx on pay_messages using gin (purchase_ids)`);
    await runner.query(`create index pay_messages_sent_at_idx on pay_messages (sent_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table pay_messages`);
  }
}
