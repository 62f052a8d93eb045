import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSales1764100000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table products (
        id bigint generated always as identity primary key,
        code text not null unique constraint products_code_check check (code ~ '^[a-z0-9_]{1,32}$'),
        kind text not null constraint products_kind_check check (kind in ('credit_pack', 'time_pass', 'subscription')),
        title text not null,
        titles jsonb not null default '{}',
        credits bigint not null default 0 constraint products_credits_check check (credits >= 0),
        duration_seconds bigint,
        billing_interval text constraint products_billing_interval_check check (billing_interval in ('month', 'year')),
        amount bigint not null constraint products_amount_check check (amount >= 0),
        -- Null: the currency of the settings.
        currency text,
        position integer not null,
        hidden_at timestamptz,
        constraint products_shape_check check (
          (kind = 'credit_pack' and credits > 0 and duration_seconds is null and billing_interval is null)
          or (kind = 'time_pass' and duration_seconds > 0 and billing_interval is null)
          or (kind = 'subscription' and billing_interval is not null))
      )`);
    await runner.query(`
      create table provider_customers (
        provider text not null,
        livemode boolean not null,
        user_id bigint not null references users (id),
        customer_id text not null,
        primary key (provider, livemode, user_id),
        constraint provider_customers_customer_key unique (provider, livemode, customer_id)
      )`);
    await runner.query(`
      create table purchases (
        id uuid primary key,
        user_id bigint not null references users (id),
        product_id bigint not null references products (id),
        provider text not null,
        livemode boolean not null,
        -- The offer as it was when the customer asked; the catalogue may change afterwards.
        kind text not null,
        title text not null,
        credits bigint not null,
        duration_seconds bigint,
        billing_interval text,
        amount bigint not null,
        currency text not null,
        status text not null constraint purchases_status_check check (status in
          ('created', 'open', 'processing', 'paid', 'failed', 'expired')),
        session_id text,
        checkout_url text,
        subscription_id text,
        expires_at timestamptz,
        created_at timestamptz not null,
        paid_at timestamptz,
        constraint purchases_session_key unique (provider, session_id)
      )`);
    await runner.query(`
      create unique index purchases_one_open_idx on purchases (user_id, product_id)
        where status in ('created', 'open')`);
    await runner.query(`create index purchases_user_id_idx on purchases (user_id, created_at)`);
    await runner.query(`create index purchases_subscription_idx on purchases (provider, subscription_id)`);
    await runner.query(`
      create table payments (
        id bigint generated always as identity primary key,
        user_id bigint not null references users (id),
        purchase_id uuid not null references purchases (id),
        provider text not null,
        livemode boolean not null,
        -- What was paid: a checkout session, or one invoice of a subscription.
        source_type text not null,
        source_id text not null,
        payment_intent_id text,
        amount bigint not null constraint payments_amount_check check (amount >= 0),
        currency text not null,
        credits bigint not null,
        refunded_amount bigint not null default 0,
        clawed_credits bigint not null default 0,
        paid_at timestamptz not null,
        constraint payments_source_key unique (provider, livemode, source_type, source_id),
        constraint payments_refunded_check check (refunded_amount between 0 and amount),
        constraint payments_clawed_check check (clawed_credits between 0 and credits)
      )`);
    await runner.query(`create index payments_payment_intent_idx on payments (provider, payment_intent_id)`);
    await runner.query(`create index payments_paid_at_idx on payments (paid_at)`);
    await runner.query(`create index payments_user_id_idx on payments (user_id)`);
    await runner.query(`
      create table access_periods (
        id bigint generated always as identity primary key,
        user_id bigint not null references users (id),
        kind text not null constraint access_periods_kind_check check (kind in ('pass', 'subscription')),
        product_id bigint not null references products (id),
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        source_type text not null,
        source_id text not null,
        suspended_at timestamptz,
        revoked_at timestamptz,
        constraint access_periods_span_check check (ends_at > starts_at),
        constraint access_periods_source_key unique (source_type, source_id)
      )`);
    await runner.query(`create index access_periods_user_id_idx on access_periods (user_id, ends_at)`);
    await runner.query(`
      create table subscriptions (
        provider text not null,
        subscription_id text not null,
        user_id bigint not null references users (id),
        purchase_id uuid not null references purchases (id),
        status text not null,
        cancel_at_period_end boolean not null default false,
        current_period_end timestamptz,
        synced_at timestamptz not null,
        primary key (provider, subscription_id)
      )`);
    await runner.query(`create index subscriptions_user_id_idx on subscriptions (user_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    for (const table of [
      'subscriptions',
      'access_periods',
      'payments',
      'purchases',
      'provider_customers',
      'products',
    ]) {
      await runner.query(`drop table ${table}`);
    }
  }
}
