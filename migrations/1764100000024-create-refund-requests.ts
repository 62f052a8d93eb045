import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRefundRequests1764100000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table refund_requests (
        id bigint generated always as identity primary key,
        -- Built from the command or button that asked, so that a repeated update finds the same question.
        request_key text not null constraint refund_requests_request_key unique,
        user_id bigint not null references users (id),
        payment_id bigint not null references payments (id),
        status text not null constraint refund_requests_status_check check (status in
          ('draft', 'proposed', 'cancelled', 'confirmed', 'done', 'refused', 'unknown')),
        reason text,
        -- Who asked; from the confirmation on, who confirmed.
        actor_telegram_id bigint,
        actor_name text not null,
        -- Where the question stands: the answer goes there.
        chat_id bigint not null,
        topic_id bigint,
        message_id bigint,
        -- What was proposed, and what the payment looked like then.
        amount bigint constraint refund_requests_amount_check check (amount > 0),
        seen_adjustments integer,
        seen_debt bigint,
        expires_at timestamptz,
        -- Part of the provider's idempotency key; rises only when the provider itself gave the earlier key up.
        tries integer not null default 1,
        provider_refund_id text,
        outcome text,
        outcome_text text,
        -- Which adjustment of the payment took the credits back.
        adjustment integer,
        created_at timestamptz not null,
        decided_at timestamptz,
        constraint refund_requests_proposal_check check (status in ('draft', 'cancelled')
          or (amount is not null and seen_adjustments is not null and seen_debt is not null and expires_at is not null))
      )`);
    await runner.query(`
      create unique index refund_requests_one_running_idx on refund_requests (payment_id)
        where status = 'confirmed'`);
    await runner.query(`create index refund_requests_payment_id_idx on refund_requests (payment_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`drop table refund_requests`);
  }
}
