import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateContent1764100000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // Messages of an admin group that customers may see for credits. The content itself stays at Telegram.
    await runner.query(`
      create table content_items (
        id bigint generated always as identity constraint content_items_pkey primary key,
        title text constraint content_items_title_check check (char_length(title) between 1 and 100),
        kind text not null,
        cost bigint not null constraint content_items_cost_check check (cost between 1 and 100000),
        chat_id bigint not null,
        -- In the order of the group; several for an album. Bot API: an album has at most 10 messages.
        message_ids bigint[] not null
          constraint content_items_message_ids_check check (cardinality(message_ids) between 1 and 100),
        -- Captions behind // are remarks among moderators.
        hides_captions boolean not null,
        -- A text behind //, without the mark and with its entities moved: what customers get instead of a copy.
        bare_text jsonb,
        -- The message in which a moderator asked for it, so that a repeated update makes no second item.
        request_key text not null constraint content_items_request_key_key unique,
        created_at timestamptz not null,
        hidden_at timestamptz,
        -- Telegram could not copy it any more; it is hidden as well.
        gone_at timestamptz
      )`);
    await runner.query(`
      create table content_unlocks (
        id bigint generated always as identity constraint content_unlocks_pkey primary key,
        item_id bigint not null constraint content_unlocks_item_id_fkey references content_items (id),
        user_id bigint not null constraint content_unlocks_user_id_fkey references users (id),
        -- What the customer agreed to; the item's price may change afterwards.
        cost bigint not null constraint content_unlocks_cost_check check (cost > 0),
        -- short: waits for credits; held: they are set aside and it is on its way; delivered: paid for good.
        status text not null constraint content_unlocks_status_check
          check (status in ('short', 'held', 'delivered', 'failed', 'dropped')),
        hold_id bigint constraint content_unlocks_hold_id_fkey references credit_holds (id),
        -- A delivery, the first or another one, waits on the customer's lane.
        on_its_way boolean not null default false,
        created_at timestamptz not null,
        unlocked_at timestamptz,
        failure text,
        constraint content_unlocks_hold_check check ((hold_id is null) = (status in ('short', 'dropped')))
      )`);
    // One per customer, whatever is pressed how often; after a failure they may try again.
    await runner.query(`
      create unique index content_unlocks_standing_key on content_unlocks (item_id, user_id)
        where status in ('short', 'held', 'delivered')`);
    await runner.query(`create index content_unlocks_user_id_idx on content_unlocks (user_id)`);
    await runner.query(`create index content_unlocks_unlocked_at_idx on content_unlocks (unlocked_at)`);
    await runner.query(`
      create index content_unlocks_short_idx on content_unlocks (created_at) where status = 'short'`);
    // Who was shown what. Bot API: bots do not learn how often a message is looked at, only what they sent.
    await runner.query(`
      create table content_views (
        item_id bigint not null constraint content_views_item_id_fkey references content_items (id),
        user_id bigint not null constraint content_views_user_id_fkey references users (id),
        views integer not null,
        first_at timestamptz not null,
        last_at timestamptz not null,
        constraint content_views_pkey primary key (item_id, user_id)
      )`);
    // Parts of moderators' albums. Bot API: each arrives alone, with the album's id and usually one caption for all.
    await runner.query(`
      create table group_album_parts (
        chat_id bigint not null,
        message_id bigint not null,
        media_group_id text not null,
        -- Its caption begins with //, so no part of the album is for the customer.
        is_note boolean not null,
        constraint group_album_parts_pkey primary key (chat_id, message_id)
      )`);
    await runner.query(`
      create index group_album_parts_album_idx on group_album_parts (chat_id, media_group_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table group_album_parts`);
    await runner.query(`drop table content_views`);
    await runner.query(`drop table content_unlocks`);
    await runner.query(`drop table content_items`);
  }
}
