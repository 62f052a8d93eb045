import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTelegramEdge1764100000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    // Remembers which updates arrived for longer than Telegram may repeat them (24 h); the bodies wait in lane_items.
    await runner.query(`
      create table telegram_updates (
        update_id bigint primary key,
        received_at timestamptz not null default now()
      )`);
    await runner.query(`create index telegram_updates_received_at_idx on telegram_updates (received_at)`);
    // Messages that must go out once although their cause may be handled twice.
    await runner.query(`
      create table sent_notices (
        key text primary key,
        created_at timestamptz not null default now()
      )`);
    await runner.query(`
      create table call_budgets (
        key text primary key,
        -- Generic cell rate algorithm: the time at which the bucket would be full again.
        full_at timestamptz not null default '-infinity',
        -- Calls of the sliding window, oldest first.
        sent_at timestamptz[] not null default '{}'
      )`);
    // Reserves one call in the chat's budget and in the bot's, or says when to ask again. Both rows are locked in
    // one order (chat, then bot), and the database's clock is the only one, so that all processes share the budget.
    await runner.query(`
      create function reserve_call(
        chat_key text, chat_interval interval, chat_burst integer,
        window_length interval, window_limit integer,
        bot_interval interval, bot_burst integer
      ) returns timestamptz language plpgsql as $$
      declare
        at_time timestamptz := clock_timestamp();
        slot timestamptz;
        chat call_budgets;
        bot call_budgets;
        next_open timestamptz;
      begin
        -- A budget that a power cut forgets is harmless, and the bot's row must not stay locked for a disk's answer.
        perform set_config('synchronous_commit', 'off', true);
        slot := coalesce((select g.open_at from lane_gates g where g.gate = chat_key and g.open_at > at_time), at_time);
        insert into call_budgets (key) values (chat_key) on conflict do nothing;
        insert into call_budgets (key) values ('bot') on conflict do nothing;
        select * into chat from call_budgets where key = chat_key for update;
        slot := greatest(slot, chat.full_at - chat_interval * (chat_burst - 1));
        if window_limit is not null and cardinality(chat.sent_at) >= window_limit then
          slot := greatest(slot, chat.sent_at[cardinality(chat.sent_at) - window_limit + 1] + window_length);
        end if;
        if slot > at_time then
          return slot;
        end if;
        select * into bot from call_budgets where key = 'bot' for update;
        at_time := clock_timestamp();
        slot := bot.full_at - bot_interval * (bot_burst - 1);
        if slot > at_time then
          return slot;
        end if;
        update call_budgets set full_at = greatest(bot.full_at, at_time) + bot_interval where key = 'bot';
        chat.full_at := greatest(chat.full_at, at_time) + chat_interval;
        if window_limit is not null then
          chat.sent_at := chat.sent_at[greatest(1, cardinality(chat.sent_at) - window_limit + 2):] || at_time;
        end if;
        update call_budgets set full_at = chat.full_at, sent_at = chat.sent_at where key = chat_key;
        -- Lanes behind a used-up budget need not be taken before its next slot.
        next_open := chat.full_at - chat_interval * (chat_burst - 1);
        if window_limit is not null and cardinality(chat.sent_at) >= window_limit then
          next_open := greatest(next_open, chat.sent_at[1] + window_length);
        end if;
        if next_open > at_time then
          insert into lane_gates (gate, open_at) values (chat_key, next_open)
            on conflict (gate) do update set open_at = greatest(lane_gates.open_at, excluded.open_at);
        end if;
        return null;
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(
      `drop function reserve_call(text, interval, integer, interval, integer, interval, integer)`,
    );
    for (const table of ['call_budgets', 'sent_notices', 'telegram_updates'])
      await runner.query(`drop table ${table}`);
  }
}
