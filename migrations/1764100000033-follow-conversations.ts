import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FollowConversations1764100000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      alter table threads
        -- The default serves processes of the version before, while both run.
        add column state_since timestamptz not null default now(),
        -- The oldest moment from which the customer has had no answer; null while nobody waits for us.
        add column waiting_since timestamptz,
        add column snoozed_until timestamptz,
        -- What the topic's icon and name show; null when they were never set.
        add column topic_mark text`);
    await runner.query(`
      update threads t set state_since = coalesce(
        (select coalesce(m.delivered_at, m.created_at) from messages m where m.thread_id = t.id order by m.id desc limit 1),
        t.created_at)`);
    await runner.query(`update threads set waiting_since = state_since where state = 'open'`);
    await runner.query(`update threads set state = 'waiting' where state = 'snoozed'`);
    await runner.query(`
      alter table threads
        add constraint threads_snoozed_until_check check ((state = 'snoozed') = (snoozed_until is not null))`);
    await runner.query(`
      create index threads_waiting_since_idx on threads (waiting_since) where state = 'open'`);
    await runner.query(`
      create index threads_snoozed_until_idx on threads (snoozed_until) where state = 'snoozed'`);
    await runner.query(`
      create index threads_state_since_idx on threads (state_since) where state = 'waiting'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      alter table threads
        drop constraint threads_snoozed_until_check,
        drop column state_since,
        drop column waiting_since,
        drop column snoozed_until,
        drop column topic_mark`);
  }
}
