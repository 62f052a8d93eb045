import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAutoRecharge1764100000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table auto_recharges (
        user_id bigint primary key references users (id),
        state text not null constraint auto_recharges_state_check check (state in ('off', 'on', 'paused')),
        -- What the customer agreed to: this pack at this price, when this few credits are left, up to this much a month.
        product_id bigint references products (id),
        credits bigint,
        amount bigint,
        currency text,
        threshold bigint,
        monthly_cap bigint,
        consent_version text,
        consented_at timestamptz,
        payment_method_id text,
        card_brand text,
        card_last4 text,
        -- Failures in a row; a success, a new card or a new consent begins anew.
        failures integer not null default 0,
        off_reason text,
        -- The month in which the customer was told that the cap is reached.
        capped_month date,
        changed_at timestamptz not null,
        constraint auto_recharges_payment_method_key unique (payment_method_id),
        constraint auto_recharges_on_check check (state <> 'on' or (
          product_id is not null and credits > 0 and amount > 0 and currency is not null and threshold >= 0
          and monthly_cap >= amount and consent_version is not null and consented_at is not null
          and payment_method_id is not null))
      )`);
    await runner.query(`
      create table recharge_attempts (
        id uuid primary key,
        user_id bigint not null references users (id),
        -- Checked at the commit: the attempt decides first whether there is to be a purchase.
        purchase_id uuid not null references purchases (id) deferrable initially deferred,
        amount bigint not null constraint recharge_attempts_amount_check check (amount > 0),
        currency text not null,
        -- The month whose cap it counts against, and that cap.
        month date not null,
        monthly_cap bigint not null,
        status text not null constraint recharge_attempts_status_check check (status in
          ('charging', 'processing', 'waiting', 'needs_action', 'succeeded', 'failed', 'dropped')),
        try integer not null default 1 constraint recharge_attempts_try_check check (try > 0),
        payment_method_id text not null,
        payment_intent_id text,
        -- When the present try first called the provider; null: not yet.
        called_at timestamptz,
        decline_code text,
        declined_at timestamptz,
        next_at timestamptz,
        created_at timestamptz not null,
        closed_at timestamptz,
        constraint recharge_attempts_purchase_key unique (purchase_id),
        constraint recharge_attempts_payment_intent_key unique (payment_intent_id),
        constraint recharge_attempts_closed_check check
          ((closed_at is null) = (status in ('charging', 'processing', 'waiting', 'needs_action')))
      )`);
    await runner.query(`
      create unique index recharge_attempts_one_open_idx on recharge_attempts (user_id) where closed_at is null`);
    await runner.query(`create index recharge_attempts_user_id_idx on recharge_attempts (user_id, month)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table recharge_attempts`);
    await runner.query(`drop table auto_recharges`);
  }
}
