import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FollowSubscriptions1764100000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      alter table products add column trial_days integer
        constraint products_trial_days_check check
        (trial_days is null or (kind = 'subscription' and trial_days between 1 and 730))`);
    await runner.query(`alter table purchases add column trial_days integer`);
    // Null: what the purchase was for. A plan that was changed since pays for another product.
    await runner.query(`alter table payments add column product_id bigint references products (id)`);
    await runner.query(`alter table access_periods add column subscription_id text`);
    await runner.query(`
      update access_periods a set subscription_id = s.subscription_id
      from payments p join subscriptions s on s.purchase_id = p.purchase_id
      where a.kind = 'subscription' and a.source_type = p.source_type and a.source_id = p.source_id`);
    await runner.query(`
      create index access_periods_subscription_idx on access_periods (subscription_id)
        where subscription_id is not null`);
    await runner.query(`
      alter table subscriptions
        add column product_id bigint references products (id),
        add column price_id text,
        add column trial_start timestamptz,
        add column trial_end timestamptz,
        add column collection_paused boolean not null default false,
        -- When it will end, as far as is known; null while it renews by itself.
        add column ends_at timestamptz,
        add column ended_at timestamptz,
        add column open_invoice_url text,
        -- Which look at the provider this row shows; an older look never replaces a newer one.
        add column reading bigint not null default 0`);
    await runner.query(`create sequence subscription_readings`);
    await runner.query(`
      create table subscription_terms (
        provider text not null,
        subscription_id text not null,
        price_id text not null,
        product_id bigint not null references products (id),
        -- What one period of this price costs and gives, as it was when the price was first seen here.
        title text not null,
        credits bigint not null constraint subscription_terms_credits_check check (credits >= 0),
        amount bigint not null constraint subscription_terms_amount_check check (amount >= 0),
        currency text not null,
        primary key (provider, subscription_id, price_id)
      )`);
    await runner.query(`
      create table trials (
        user_id bigint primary key references users (id),
        purchase_id uuid not null references purchases (id),
        started_at timestamptz
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table trials`);
    await runner.query(`drop table subscription_terms`);
    await runner.query(`drop sequence subscription_readings`);
    await runner.query(`
      alter table subscriptions
        drop column reading, drop column open_invoice_url, drop column ended_at, drop column ends_at,
        drop column collection_paused, drop column trial_end, drop column trial_start, drop column price_id,
        drop column product_id`);
    await runner.query(`drop index access_periods_subscription_idx`);
    await runner.query(`alter table access_periods drop column subscription_id`);
    await runner.query(`alter table payments drop column product_id`);
    await runner.query(`alter table purchases drop column trial_days`);
    await runner.query(`alter table products drop column trial_days`);
  }
}
