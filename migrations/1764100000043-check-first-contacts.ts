import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CheckFirstContacts1764100000043 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // Somebody whose first messages are held until it is clear who writes.
    await runner.query(`
      create table first_contacts (
        user_id bigint not null,
        way text not null constraint first_contacts_way_check check (way in ('captcha', 'hold')),
        began_at timestamptz not null,
        -- The number of the question that stands, and which of its buttons is right.
        question integer not null default 0,
        answer smallint,
        wrong smallint not null default 0,
        paused_until timestamptz,
        -- The beginning of the first message, for moderators, until they have decided.
        preview text,
        -- Its card in the topic for what waits for approval.
        card_chat_id bigint,
        card_message_id bigint,
        outcome text constraint first_contacts_outcome_check check (outcome in
          ('answered', 'approved', 'paid', 'unchecked', 'banned', 'expired')),
        decided_at timestamptz,
        decided_by text,
        constraint first_contacts_pkey primary key (user_id),
        constraint first_contacts_user_id_fkey foreign key (user_id) references users (id),
        constraint first_contacts_decided_check check ((outcome is null) = (decided_at is null))
      )`);
    await runner.query(
      `create index first_contacts_waiting_idx on first_contacts (began_at) where outcome is null`,
    );
    await runner.query(`create index messages_held_idx on messages (thread_id, id) where status = 'held'`);
    await runner.query(`
      create table spam_topics (
        admin_group_id bigint not null,
        topic_id bigint not null,
        constraint spam_topics_pkey primary key (admin_group_id),
        constraint spam_topics_admin_group_id_fkey foreign key (admin_group_id) references admin_groups (id)
          on delete cascade
      )`);
    await runner.query(
      `alter table floods add column card_chat_id bigint, add column card_message_id bigint`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`alter table floods drop column card_message_id, drop column card_chat_id`);
    await runner.query(`drop table spam_topics`);
    await runner.query(`drop index messages_held_idx`);
    await runner.query(`drop table first_contacts`);
  }
}
