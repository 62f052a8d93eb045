-- Written by scripts/schema-doc.ts from the migrations; do not edit.

create sequence lane_item_positions;

create sequence subscription_readings;

create domain credit_amount as bigint
  constraint credit_amount_check CHECK ((VALUE > 0));

create domain credit_change as bigint
  constraint credit_change_check CHECK ((VALUE <> 0));

create domain credit_origin as text
  constraint credit_origin_check CHECK ((VALUE = ANY (ARRAY['paid'::text, 'subscription'::text, 'promo'::text, 'gift'::text, 'restore'::text])));

create domain ledger_account as text
  constraint ledger_account_check CHECK ((VALUE = ANY (ARRAY['credits'::text, 'held'::text, 'frozen'::text, 'owed'::text, 'issued_paid'::text, 'issued_subscription'::text, 'issued_promo'::text, 'issued_gift'::text, 'issued_restore'::text, 'spent'::text, 'expired'::text, 'clawed_back'::text, 'written_off'::text])));

create domain ledger_kind as text
  constraint ledger_kind_check CHECK ((VALUE = ANY (ARRAY['grant'::text, 'spend'::text, 'hold'::text, 'capture'::text, 'release'::text, 'expire'::text, 'claw_back'::text, 'restore'::text, 'write_off'::text, 'freeze'::text, 'thaw'::text])));

create table access_periods (
  id bigint not null generated always as identity,
  user_id bigint not null,
  kind text not null,
  product_id bigint not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  source_type text not null,
  source_id text not null,
  suspended_at timestamp with time zone,
  revoked_at timestamp with time zone,
  subscription_id text,
  constraint access_periods_pkey PRIMARY KEY (id),
  constraint access_periods_source_key UNIQUE (source_type, source_id),
  constraint access_periods_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint access_periods_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint access_periods_kind_check CHECK ((kind = ANY (ARRAY['pass'::text, 'subscription'::text]))),
  constraint access_periods_span_check CHECK ((ends_at > starts_at))
);
CREATE INDEX access_periods_ends_at_idx ON public.access_periods USING btree (ends_at);
CREATE INDEX access_periods_subscription_idx ON public.access_periods USING btree (subscription_id) WHERE (subscription_id IS NOT NULL);
CREATE INDEX access_periods_user_id_idx ON public.access_periods USING btree (user_id, ends_at);

create table access_reminders (
  user_id bigint not null,
  ends_at timestamp with time zone not null,
  lead text not null,
  created_at timestamp with time zone not null,
  constraint access_reminders_pkey PRIMARY KEY (user_id, ends_at, lead),
  constraint access_reminders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint access_reminders_lead_check CHECK ((lead = ANY (ARRAY['three_days'::text, 'one_day'::text, 'three_hours'::text, 'renewal'::text])))
);

create table admin_groups (
  id bigint not null generated always as identity,
  chat_id bigint not null,
  draining boolean not null default false,
  created_at timestamp with time zone not null,
  drained_at timestamp with time zone,
  constraint admin_groups_pkey PRIMARY KEY (id),
  constraint admin_groups_chat_id_key UNIQUE (chat_id)
);

create table audit_log (
  id bigint not null generated always as identity,
  action text not null,
  request_key text not null,
  actor_telegram_id bigint,
  actor_name text not null,
  user_id bigint,
  reason text,
  before jsonb,
  after jsonb,
  created_at timestamp with time zone not null,
  constraint audit_log_pkey PRIMARY KEY (id),
  constraint audit_log_request_key_key UNIQUE (request_key),
  constraint audit_log_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX audit_log_actor_idx ON public.audit_log USING btree (actor_telegram_id, id);
CREATE INDEX audit_log_setting_idx ON public.audit_log USING btree (((after ->> 'key'::text)), id) WHERE (action = 'setting'::text);
CREATE INDEX audit_log_user_id_idx ON public.audit_log USING btree (user_id, id);
CREATE TRIGGER audit_log_append_only BEFORE DELETE OR TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_reason_only BEFORE UPDATE ON public.audit_log FOR EACH ROW EXECUTE FUNCTION refuse_but_erasure();

create table auto_recharges (
  user_id bigint not null,
  state text not null,
  product_id bigint,
  credits bigint,
  amount bigint,
  currency text,
  threshold bigint,
  monthly_cap bigint,
  consent_version text,
  consented_at timestamp with time zone,
  payment_method_id text,
  card_brand text,
  card_last4 text,
  failures integer not null default 0,
  off_reason text,
  capped_month date,
  changed_at timestamp with time zone not null,
  constraint auto_recharges_pkey PRIMARY KEY (user_id),
  constraint auto_recharges_payment_method_key UNIQUE (payment_method_id),
  constraint auto_recharges_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint auto_recharges_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint auto_recharges_on_check CHECK (((state <> 'on'::text) OR ((product_id IS NOT NULL) AND (credits > 0) AND (amount > 0) AND (currency IS NOT NULL) AND (threshold >= 0) AND (monthly_cap >= amount) AND (consent_version IS NOT NULL) AND (consented_at IS NOT NULL) AND (payment_method_id IS NOT NULL)))),
  constraint auto_recharges_state_check CHECK ((state = ANY (ARRAY['off'::text, 'on'::text, 'paused'::text])))
);

create table call_budgets (
  key text not null,
  full_at timestamp with time zone not null default '-infinity'::timestamp with time zone,
  sent_at timestamp with time zone[] not null default '{}'::timestamp with time zone[],
  constraint call_budgets_pkey PRIMARY KEY (key)
);

create table content_items (
  id bigint not null generated always as identity,
  title text,
  kind text not null,
  cost bigint not null,
  chat_id bigint not null,
  message_ids bigint[] not null,
  hides_captions boolean not null,
  bare_text jsonb,
  request_key text not null,
  created_at timestamp with time zone not null,
  hidden_at timestamp with time zone,
  gone_at timestamp with time zone,
  constraint content_items_pkey PRIMARY KEY (id),
  constraint content_items_request_key_key UNIQUE (request_key),
  constraint content_items_cost_check CHECK (((cost >= 1) AND (cost <= 100000))),
  constraint content_items_message_ids_check CHECK (((cardinality(message_ids) >= 1) AND (cardinality(message_ids) <= 100))),
  constraint content_items_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 100)))
);

create table content_unlocks (
  id bigint not null generated always as identity,
  item_id bigint not null,
  user_id bigint not null,
  cost bigint not null,
  status text not null,
  hold_id bigint,
  on_its_way boolean not null default false,
  created_at timestamp with time zone not null,
  unlocked_at timestamp with time zone,
  failure text,
  teaser_message_id bigint,
  constraint content_unlocks_pkey PRIMARY KEY (id),
  constraint content_unlocks_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES credit_holds(id),
  constraint content_unlocks_item_id_fkey FOREIGN KEY (item_id) REFERENCES content_items(id),
  constraint content_unlocks_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint content_unlocks_cost_check CHECK ((cost > 0)),
  constraint content_unlocks_hold_check CHECK (((hold_id IS NULL) = (status = ANY (ARRAY['short'::text, 'dropped'::text])))),
  constraint content_unlocks_status_check CHECK ((status = ANY (ARRAY['short'::text, 'held'::text, 'delivered'::text, 'failed'::text, 'dropped'::text])))
);
CREATE INDEX content_unlocks_short_idx ON public.content_unlocks USING btree (created_at) WHERE (status = 'short'::text);
CREATE UNIQUE INDEX content_unlocks_standing_key ON public.content_unlocks USING btree (item_id, user_id) WHERE (status = ANY (ARRAY['short'::text, 'held'::text, 'delivered'::text]));
CREATE INDEX content_unlocks_unlocked_at_idx ON public.content_unlocks USING btree (unlocked_at);
CREATE INDEX content_unlocks_user_id_idx ON public.content_unlocks USING btree (user_id);

create table content_views (
  item_id bigint not null,
  user_id bigint not null,
  views integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint content_views_pkey PRIMARY KEY (item_id, user_id),
  constraint content_views_item_id_fkey FOREIGN KEY (item_id) REFERENCES content_items(id),
  constraint content_views_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

create table credit_accounts (
  user_id bigint not null,
  credits bigint not null default 0,
  held bigint not null default 0,
  owed bigint not null default 0,
  version bigint not null default 0,
  frozen bigint not null default 0,
  constraint credit_accounts_pkey PRIMARY KEY (user_id),
  constraint credit_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint credit_accounts_balances_check CHECK ((LEAST(credits, held, frozen, owed) >= 0))
) with (fillfactor=70);
CREATE TRIGGER credit_accounts_fixed BEFORE UPDATE OF user_id ON public.credit_accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_accounts_kept BEFORE DELETE OR TRUNCATE ON public.credit_accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table credit_holds (
  id bigint not null generated always as identity,
  user_id bigint not null,
  amount bigint not null,
  status text not null,
  key text not null,
  hold_transaction_id bigint not null,
  closing_transaction_id bigint,
  expires_at timestamp with time zone not null,
  constraint credit_holds_pkey PRIMARY KEY (id),
  constraint credit_holds_key_key UNIQUE (key),
  constraint credit_holds_amount_check CHECK ((amount > 0)),
  constraint credit_holds_status_check CHECK ((status = ANY (ARRAY['open'::text, 'captured'::text, 'released'::text])))
);
CREATE INDEX credit_holds_open_idx ON public.credit_holds USING btree (expires_at) WHERE (status = 'open'::text);
CREATE TRIGGER credit_holds_closed BEFORE UPDATE OF status ON public.credit_holds FOR EACH ROW WHEN ((old.status <> 'open'::text)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_holds_fixed BEFORE UPDATE OF id, user_id, amount, key, hold_transaction_id ON public.credit_holds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_holds_kept BEFORE DELETE OR TRUNCATE ON public.credit_holds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table credit_lots (
  id bigint not null generated always as identity,
  user_id bigint not null,
  transaction_id bigint not null,
  source_type text not null,
  source_id text not null,
  origin credit_origin not null,
  amount credit_amount not null,
  remaining bigint not null,
  priority smallint not null,
  effective_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  frozen_at timestamp with time zone,
  is_open boolean not null generated always as ((remaining > 0)) stored,
  constraint credit_lots_pkey PRIMARY KEY (id),
  constraint credit_lots_source_key UNIQUE (source_type, source_id),
  constraint credit_lots_remaining_check CHECK (((remaining >= 0) AND (remaining <= (amount)::bigint)))
) with (fillfactor=80);
CREATE INDEX credit_lots_burn_order_idx ON public.credit_lots USING btree (user_id, priority, expires_at, id) WHERE is_open;
CREATE INDEX credit_lots_expiry_idx ON public.credit_lots USING btree (expires_at) WHERE (is_open AND (frozen_at IS NULL) AND (expires_at IS NOT NULL));
CREATE TRIGGER credit_lots_fixed BEFORE UPDATE OF id, user_id, transaction_id, source_type, source_id, origin, amount, priority, effective_at ON public.credit_lots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_lots_kept BEFORE DELETE OR TRUNCATE ON public.credit_lots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table dead_lane_items (
  id bigint not null,
  queue text not null,
  lane text not null,
  "position" bigint not null,
  kind text not null,
  payload jsonb not null,
  priority smallint not null,
  attempts integer not null,
  created_at timestamp with time zone not null,
  last_error text,
  failed_at timestamp with time zone not null default now(),
  error text not null,
  constraint dead_lane_items_pkey PRIMARY KEY (id)
);
CREATE INDEX dead_lane_items_by_time ON public.dead_lane_items USING btree (failed_at);

create table disputes (
  id bigint not null generated always as identity,
  provider text not null,
  dispute_id text not null,
  charge_id text,
  payment_id bigint not null,
  user_id bigint not null,
  stage text not null,
  amount bigint not null,
  currency text not null,
  reason text not null,
  due_by timestamp with time zone,
  is_answered boolean not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  reminded text,
  forgiven_at timestamp with time zone,
  constraint disputes_pkey PRIMARY KEY (id),
  constraint disputes_payment_key UNIQUE (provider, dispute_id, payment_id),
  constraint disputes_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id),
  constraint disputes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint disputes_reminded_check CHECK ((reminded = ANY (ARRAY['three_days'::text, 'one_day'::text]))),
  constraint disputes_stage_check CHECK ((stage = ANY (ARRAY['inquiry'::text, 'open'::text, 'won'::text, 'lost'::text, 'prevented'::text, 'settled'::text])))
);
CREATE INDEX disputes_due_idx ON public.disputes USING btree (due_by) WHERE ((stage = ANY (ARRAY['inquiry'::text, 'open'::text])) AND (NOT is_answered));
CREATE INDEX disputes_payment_id_idx ON public.disputes USING btree (payment_id);
CREATE INDEX disputes_user_id_idx ON public.disputes USING btree (user_id);

create table episodes (
  id bigint not null generated always as identity,
  thread_id bigint not null,
  opened_at timestamp with time zone not null,
  first_response_at timestamp with time zone,
  first_response_seconds bigint,
  resolved_at timestamp with time zone,
  resolution_seconds bigint,
  constraint episodes_pkey PRIMARY KEY (id),
  constraint episodes_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES threads(id),
  constraint episodes_first_response_check CHECK (((first_response_at IS NULL) = (first_response_seconds IS NULL))),
  constraint episodes_resolution_check CHECK (((resolved_at IS NULL) = (resolution_seconds IS NULL)))
);
CREATE INDEX episodes_first_response_at_idx ON public.episodes USING btree (first_response_at) WHERE (first_response_at IS NOT NULL);
CREATE INDEX episodes_resolved_at_idx ON public.episodes USING btree (resolved_at) WHERE (resolved_at IS NOT NULL);
CREATE INDEX episodes_thread_id_idx ON public.episodes USING btree (thread_id, id);
CREATE UNIQUE INDEX episodes_unresolved_key ON public.episodes USING btree (thread_id) WHERE (resolved_at IS NULL);

create table erased_people (
  person_hash text not null,
  is_banned boolean not null,
  erased_at timestamp with time zone not null,
  constraint erased_people_pkey PRIMARY KEY (person_hash)
);

create table escalations (
  thread_id bigint not null,
  waiting_since timestamp with time zone not null,
  chat_id bigint not null,
  message_id bigint,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  outcome text,
  ended_by text,
  waited_seconds bigint,
  constraint escalations_pkey PRIMARY KEY (thread_id, waiting_since),
  constraint escalations_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES threads(id),
  constraint escalations_end_check CHECK ((((ended_at IS NULL) = (outcome IS NULL)) AND ((ended_at IS NULL) = (waited_seconds IS NULL)))),
  constraint escalations_outcome_check CHECK ((outcome = ANY (ARRAY['answered'::text, 'closed'::text])))
);

create table failed_payments (
  id bigint not null generated always as identity,
  event_id text not null,
  payer text not null,
  user_id bigint,
  reference text not null,
  amount bigint not null,
  currency text not null,
  reason text not null,
  created_at timestamp with time zone not null,
  told_at timestamp with time zone,
  constraint failed_payments_pkey PRIMARY KEY (id),
  constraint failed_payments_event_key UNIQUE (event_id),
  constraint failed_payments_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX failed_payments_payer_idx ON public.failed_payments USING btree (payer, id);

create table first_contacts (
  user_id bigint not null,
  way text not null,
  began_at timestamp with time zone not null,
  question integer not null default 0,
  answer smallint,
  wrong smallint not null default 0,
  paused_until timestamp with time zone,
  preview text,
  card_chat_id bigint,
  card_message_id bigint,
  outcome text,
  decided_at timestamp with time zone,
  decided_by text,
  sample_message_id bigint,
  constraint first_contacts_pkey PRIMARY KEY (user_id),
  constraint first_contacts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint first_contacts_decided_check CHECK (((outcome IS NULL) = (decided_at IS NULL))),
  constraint first_contacts_outcome_check CHECK ((outcome = ANY (ARRAY['answered'::text, 'approved'::text, 'paid'::text, 'unchecked'::text, 'banned'::text, 'expired'::text]))),
  constraint first_contacts_way_check CHECK ((way = ANY (ARRAY['captcha'::text, 'hold'::text])))
);
CREATE INDEX first_contacts_waiting_idx ON public.first_contacts USING btree (began_at) WHERE (outcome IS NULL);

create table floods (
  user_id bigint not null,
  began_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  refused integer not null,
  card_chat_id bigint,
  card_message_id bigint,
  constraint floods_pkey PRIMARY KEY (user_id, began_at),
  constraint floods_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

create table fraud_warnings (
  id bigint not null generated always as identity,
  provider text not null,
  warning_id text not null,
  payment_id bigint not null,
  status text not null,
  created_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  constraint fraud_warnings_pkey PRIMARY KEY (id),
  constraint fraud_warnings_payment_key UNIQUE (provider, warning_id, payment_id),
  constraint fraud_warnings_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id),
  constraint fraud_warnings_status_check CHECK ((status = ANY (ARRAY['open'::text, 'released'::text, 'settled'::text])))
);
CREATE INDEX fraud_warnings_open_idx ON public.fraud_warnings USING btree (payment_id) WHERE (status = 'open'::text);

create table group_album_parts (
  chat_id bigint not null,
  message_id bigint not null,
  media_group_id text not null,
  is_note boolean not null,
  constraint group_album_parts_pkey PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX group_album_parts_album_idx ON public.group_album_parts USING btree (chat_id, media_group_id);

create table group_questions (
  chat_id bigint not null,
  message_id bigint not null,
  about text not null,
  subject jsonb not null,
  asked_at timestamp with time zone not null,
  constraint group_questions_pkey PRIMARY KEY (chat_id, message_id)
);

create table lane_gates (
  gate text not null,
  open_at timestamp with time zone not null,
  constraint lane_gates_pkey PRIMARY KEY (gate)
);

create table lane_items (
  id bigint not null generated by default as identity,
  queue text not null,
  lane text not null,
  "position" bigint not null default nextval('lane_item_positions'::regclass),
  kind text not null,
  payload jsonb not null,
  priority smallint not null default 0,
  attempts integer not null default 0,
  created_at timestamp with time zone not null default now(),
  last_error text,
  constraint lane_items_pkey PRIMARY KEY (id)
) with (autovacuum_vacuum_scale_factor=0.02);
CREATE INDEX lane_items_in_order ON public.lane_items USING btree (queue, lane, "position", id);

create table lanes (
  queue text not null,
  lane text not null,
  gate text,
  wake bigint not null default 1,
  idle boolean not null default false,
  priority smallint not null default 0,
  failures smallint not null default 0,
  ready_since timestamp with time zone not null default now(),
  next_at timestamp with time zone not null default now(),
  leased_until timestamp with time zone,
  lease uuid,
  constraint lanes_pkey PRIMARY KEY (queue, lane)
) with (fillfactor=70, autovacuum_vacuum_scale_factor=0.02);
CREATE INDEX lanes_to_take ON public.lanes USING btree (queue, priority, ready_since) WHERE (NOT idle);

create table ledger_checks (
  checked_at timestamp with time zone not null,
  violations integer not null,
  listed jsonb not null,
  constraint ledger_checks_pkey PRIMARY KEY (checked_at),
  constraint ledger_checks_violations_check CHECK ((violations >= 0))
);

create table ledger_movements (
  transaction_id bigint not null,
  from_account ledger_account not null,
  to_account ledger_account not null,
  amount credit_amount not null,
  constraint ledger_movements_pkey PRIMARY KEY (transaction_id, from_account, to_account),
  constraint ledger_movements_sides_check CHECK (((from_account)::text <> (to_account)::text))
);
CREATE TRIGGER ledger_movements_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_movements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table ledger_transactions (
  id bigint not null generated always as identity,
  kind ledger_kind not null,
  idempotency_key text not null,
  user_id bigint not null,
  amount credit_amount not null,
  source_type text not null,
  source_id text not null,
  actor text,
  reason text,
  account_version bigint not null,
  credits_after bigint not null,
  held_after bigint not null,
  owed_after bigint not null,
  created_at timestamp with time zone not null,
  frozen_after bigint not null default 0,
  constraint ledger_transactions_pkey PRIMARY KEY (id),
  constraint ledger_transactions_idempotency_key_key UNIQUE (idempotency_key),
  constraint ledger_transactions_version_key UNIQUE (user_id, account_version)
);
CREATE INDEX ledger_transactions_created_at_idx ON public.ledger_transactions USING brin (created_at);
CREATE TRIGGER ledger_transactions_append_only BEFORE DELETE OR TRUNCATE ON public.ledger_transactions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_transactions_reason_only BEFORE UPDATE ON public.ledger_transactions FOR EACH ROW EXECUTE FUNCTION refuse_but_erasure();

create table lot_movements (
  transaction_id bigint not null,
  lot_id bigint not null,
  amount credit_change not null,
  constraint lot_movements_pkey PRIMARY KEY (transaction_id, lot_id)
);
CREATE INDEX lot_movements_lot_id_idx ON public.lot_movements USING btree (lot_id);
CREATE TRIGGER lot_movements_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.lot_movements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table message_rates (
  user_id bigint not null,
  taken_at timestamp with time zone[] not null,
  album text,
  is_over boolean not null,
  constraint message_rates_pkey PRIMARY KEY (user_id),
  constraint message_rates_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

create table messages (
  id bigint not null generated always as identity,
  thread_id bigint not null,
  direction text not null,
  chat_id bigint not null,
  message_id bigint not null,
  kind text not null,
  relay text not null,
  reply_to_message_id bigint,
  media_group_id text,
  status text not null,
  failure text,
  cost bigint not null default 0,
  hold_id bigint,
  copy_chat_id bigint,
  copy_message_id bigint,
  author_telegram_id bigint,
  author_name text,
  created_at timestamp with time zone not null,
  delivered_at timestamp with time zone,
  carries jsonb,
  content_key text,
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_source_key UNIQUE (chat_id, message_id),
  constraint messages_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES credit_holds(id),
  constraint messages_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES threads(id),
  constraint messages_direction_check CHECK ((direction = ANY (ARRAY['from_customer'::text, 'from_moderator'::text]))),
  constraint messages_relay_check CHECK ((relay = ANY (ARRAY['copy'::text, 'forward'::text]))),
  constraint messages_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'short'::text, 'delivered'::text, 'failed'::text, 'dropped'::text, 'held'::text, 'refused'::text])))
);
CREATE UNIQUE INDEX messages_copy_idx ON public.messages USING btree (copy_chat_id, copy_message_id) WHERE (copy_message_id IS NOT NULL);
CREATE INDEX messages_created_at_idx ON public.messages USING btree (created_at);
CREATE INDEX messages_held_idx ON public.messages USING btree (thread_id, id) WHERE (status = 'held'::text);
CREATE INDEX messages_short_idx ON public.messages USING btree (thread_id, id) WHERE (status = 'short'::text);
CREATE INDEX messages_thread_id_idx ON public.messages USING btree (thread_id, id);

create table notes (
  id bigint not null generated always as identity,
  thread_id bigint not null,
  chat_id bigint not null,
  message_id bigint not null,
  author_name text not null,
  body text not null,
  created_at timestamp with time zone not null,
  constraint notes_pkey PRIMARY KEY (id),
  constraint notes_source_key UNIQUE (chat_id, message_id),
  constraint notes_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES threads(id)
);
CREATE INDEX notes_thread_id_idx ON public.notes USING btree (thread_id, id);

create table pay_messages (
  chat_id bigint not null,
  message_id bigint not null,
  purchase_ids uuid[] not null,
  keyboard jsonb not null,
  is_page boolean not null,
  sent_at timestamp with time zone not null,
  constraint pay_messages_pkey PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX pay_messages_purchase_ids_idx ON public.pay_messages USING gin (purchase_ids);
CREATE INDEX pay_messages_sent_at_idx ON public.pay_messages USING btree (sent_at);

create table payments (
  id bigint not null generated always as identity,
  user_id bigint not null,
  purchase_id uuid not null,
  provider text not null,
  livemode boolean not null,
  source_type text not null,
  source_id text not null,
  payment_intent_id text,
  amount bigint not null,
  currency text not null,
  credits bigint not null,
  refunded_amount bigint not null default 0,
  clawed_credits bigint not null default 0,
  paid_at timestamp with time zone not null,
  disputed_amount bigint not null default 0,
  adjustments integer not null default 0,
  product_id bigint,
  constraint payments_pkey PRIMARY KEY (id),
  constraint payments_source_key UNIQUE (provider, livemode, source_type, source_id),
  constraint payments_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint payments_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES purchases(id),
  constraint payments_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint payments_amount_check CHECK ((amount >= 0)),
  constraint payments_clawed_check CHECK (((clawed_credits >= 0) AND (clawed_credits <= credits))),
  constraint payments_disputed_check CHECK ((disputed_amount >= 0)),
  constraint payments_refunded_check CHECK (((refunded_amount >= 0) AND (refunded_amount <= amount)))
);
CREATE INDEX payments_paid_at_idx ON public.payments USING btree (paid_at);
CREATE INDEX payments_payment_intent_idx ON public.payments USING btree (provider, payment_intent_id);
CREATE INDEX payments_user_id_idx ON public.payments USING btree (user_id);

create table products (
  id bigint not null generated always as identity,
  code text not null,
  kind text not null,
  title text not null,
  titles jsonb not null default '{}'::jsonb,
  credits bigint not null default 0,
  duration_seconds bigint,
  billing_interval text,
  amount bigint not null,
  currency text,
  "position" integer not null,
  hidden_at timestamp with time zone,
  trial_days integer,
  stars bigint,
  constraint products_pkey PRIMARY KEY (id),
  constraint products_code_key UNIQUE (code),
  constraint products_amount_check CHECK ((amount >= 0)),
  constraint products_billing_interval_check CHECK ((billing_interval = ANY (ARRAY['month'::text, 'year'::text]))),
  constraint products_code_check CHECK ((code ~ '^[a-z0-9_]{1,32}$'::text)),
  constraint products_credits_check CHECK ((credits >= 0)),
  constraint products_kind_check CHECK ((kind = ANY (ARRAY['credit_pack'::text, 'time_pass'::text, 'subscription'::text]))),
  constraint products_shape_check CHECK ((((kind = 'credit_pack'::text) AND (credits > 0) AND (duration_seconds IS NULL) AND (billing_interval IS NULL)) OR ((kind = 'time_pass'::text) AND (duration_seconds > 0) AND (billing_interval IS NULL)) OR ((kind = 'subscription'::text) AND (billing_interval IS NOT NULL)))),
  constraint products_stars_check CHECK (((stars > 0) AND ((kind <> 'subscription'::text) OR (stars <= 10000)))),
  constraint products_trial_days_check CHECK (((trial_days IS NULL) OR ((kind = 'subscription'::text) AND ((trial_days >= 1) AND (trial_days <= 730)))))
);

create table provider_customers (
  provider text not null,
  livemode boolean not null,
  user_id bigint not null,
  customer_id text not null,
  constraint provider_customers_pkey PRIMARY KEY (provider, livemode, user_id),
  constraint provider_customers_customer_key UNIQUE (provider, livemode, customer_id),
  constraint provider_customers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

create table provider_prices (
  provider text not null,
  livemode boolean not null,
  product_id bigint not null,
  provider_product_id text not null,
  price_id text not null,
  amount bigint not null,
  currency text not null,
  billing_interval text,
  withdrawn_at timestamp with time zone,
  published_at timestamp with time zone not null,
  constraint provider_prices_pkey PRIMARY KEY (provider, livemode, product_id),
  constraint provider_prices_price_key UNIQUE (provider, livemode, price_id),
  constraint provider_prices_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE CASCADE
);

create table purchases (
  id uuid not null,
  user_id bigint not null,
  product_id bigint not null,
  provider text not null,
  livemode boolean not null,
  kind text not null,
  title text not null,
  credits bigint not null,
  duration_seconds bigint,
  billing_interval text,
  amount bigint not null,
  currency text not null,
  status text not null,
  session_id text,
  checkout_url text,
  subscription_id text,
  expires_at timestamp with time zone,
  created_at timestamp with time zone not null,
  paid_at timestamp with time zone,
  trial_days integer,
  saves_card boolean not null default false,
  price_id text,
  checked_at timestamp with time zone,
  closed_for text,
  constraint purchases_pkey PRIMARY KEY (id),
  constraint purchases_session_key UNIQUE (provider, session_id),
  constraint purchases_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint purchases_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint purchases_closed_for_check CHECK ((closed_for = ANY (ARRAY['plan'::text, 'block'::text]))),
  constraint purchases_status_check CHECK ((status = ANY (ARRAY['created'::text, 'open'::text, 'processing'::text, 'paid'::text, 'failed'::text, 'expired'::text])))
);
CREATE UNIQUE INDEX purchases_one_open_idx ON public.purchases USING btree (user_id, product_id, provider, saves_card) WHERE (status = ANY (ARRAY['created'::text, 'open'::text]));
CREATE INDEX purchases_subscription_idx ON public.purchases USING btree (provider, subscription_id);
CREATE INDEX purchases_unfinished_idx ON public.purchases USING btree (expires_at) WHERE (status = ANY (ARRAY['created'::text, 'open'::text, 'processing'::text]));
CREATE INDEX purchases_user_id_idx ON public.purchases USING btree (user_id, created_at);

create table ratings (
  id bigint not null generated always as identity,
  thread_id bigint not null,
  asked_at timestamp with time zone not null,
  message_id bigint,
  score smallint,
  rated_at timestamp with time zone,
  comment_message_id bigint,
  constraint ratings_pkey PRIMARY KEY (id),
  constraint ratings_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES threads(id),
  constraint ratings_rated_check CHECK (((score IS NULL) = (rated_at IS NULL))),
  constraint ratings_score_check CHECK (((score >= 1) AND (score <= 5)))
);
CREATE INDEX ratings_rated_at_idx ON public.ratings USING btree (rated_at) WHERE (rated_at IS NOT NULL);
CREATE INDEX ratings_thread_id_idx ON public.ratings USING btree (thread_id, asked_at);

create table reactions (
  chat_id bigint not null,
  message_id bigint not null,
  actor_id bigint not null,
  kind text,
  value text not null default ''::text,
  crossing_id bigint,
  update_id bigint not null,
  changed_at timestamp with time zone not null,
  constraint reactions_pkey PRIMARY KEY (chat_id, message_id, actor_id),
  constraint reactions_crossing_id_fkey FOREIGN KEY (crossing_id) REFERENCES messages(id) ON DELETE CASCADE,
  constraint reactions_kind_check CHECK ((kind = ANY (ARRAY['emoji'::text, 'custom_emoji'::text, 'paid'::text])))
);
CREATE INDEX reactions_crossing_id_idx ON public.reactions USING btree (crossing_id);
CREATE INDEX reactions_idle_idx ON public.reactions USING btree (changed_at) WHERE ((crossing_id IS NULL) OR (kind IS NULL));

create table recharge_attempts (
  id uuid not null,
  user_id bigint not null,
  purchase_id uuid not null,
  amount bigint not null,
  currency text not null,
  month date not null,
  monthly_cap bigint not null,
  status text not null,
  try integer not null default 1,
  payment_method_id text not null,
  payment_intent_id text,
  called_at timestamp with time zone,
  decline_code text,
  declined_at timestamp with time zone,
  next_at timestamp with time zone,
  created_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint recharge_attempts_pkey PRIMARY KEY (id),
  constraint recharge_attempts_payment_intent_key UNIQUE (payment_intent_id),
  constraint recharge_attempts_purchase_key UNIQUE (purchase_id),
  constraint recharge_attempts_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES purchases(id) DEFERRABLE INITIALLY DEFERRED,
  constraint recharge_attempts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint recharge_attempts_amount_check CHECK ((amount > 0)),
  constraint recharge_attempts_closed_check CHECK (((closed_at IS NULL) = (status = ANY (ARRAY['charging'::text, 'processing'::text, 'waiting'::text, 'needs_action'::text])))),
  constraint recharge_attempts_status_check CHECK ((status = ANY (ARRAY['charging'::text, 'processing'::text, 'waiting'::text, 'needs_action'::text, 'succeeded'::text, 'failed'::text, 'dropped'::text]))),
  constraint recharge_attempts_try_check CHECK ((try > 0))
);
CREATE UNIQUE INDEX recharge_attempts_one_open_idx ON public.recharge_attempts USING btree (user_id) WHERE (closed_at IS NULL);
CREATE INDEX recharge_attempts_user_id_idx ON public.recharge_attempts USING btree (user_id, month);

create table reconciliation_days (
  provider text not null,
  livemode boolean not null,
  day date not null,
  currency text not null,
  provider_payments integer not null,
  provider_amount bigint not null,
  provider_refunded bigint not null,
  ledger_payments integer not null,
  ledger_amount bigint not null,
  ledger_refunded bigint not null,
  checked_at timestamp with time zone not null,
  constraint reconciliation_days_pkey PRIMARY KEY (provider, livemode, day, currency)
);

create table reconciliation_findings (
  provider text not null,
  livemode boolean not null,
  kind text not null,
  reference text not null,
  is_healed boolean not null,
  user_id bigint,
  purchase_id uuid,
  at_provider text not null,
  here text not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint reconciliation_findings_pkey PRIMARY KEY (provider, livemode, kind, reference),
  constraint reconciliation_findings_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES purchases(id),
  constraint reconciliation_findings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX reconciliation_findings_last_seen_at_idx ON public.reconciliation_findings USING btree (last_seen_at);

create table refund_requests (
  id bigint not null generated always as identity,
  request_key text not null,
  user_id bigint not null,
  payment_id bigint not null,
  status text not null,
  reason text,
  actor_telegram_id bigint,
  actor_name text not null,
  chat_id bigint not null,
  topic_id bigint,
  message_id bigint,
  amount bigint,
  seen_adjustments integer,
  seen_debt bigint,
  expires_at timestamp with time zone,
  tries integer not null default 1,
  provider_refund_id text,
  outcome text,
  outcome_text text,
  adjustment integer,
  created_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  ends_plan text,
  constraint refund_requests_pkey PRIMARY KEY (id),
  constraint refund_requests_request_key UNIQUE (request_key),
  constraint refund_requests_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id),
  constraint refund_requests_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint refund_requests_amount_check CHECK ((amount > 0)),
  constraint refund_requests_proposal_check CHECK (((status = ANY (ARRAY['draft'::text, 'cancelled'::text])) OR ((amount IS NOT NULL) AND (seen_adjustments IS NOT NULL) AND (seen_debt IS NOT NULL) AND (expires_at IS NOT NULL)))),
  constraint refund_requests_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'proposed'::text, 'cancelled'::text, 'confirmed'::text, 'done'::text, 'refused'::text, 'unknown'::text])))
);
CREATE UNIQUE INDEX refund_requests_one_running_idx ON public.refund_requests USING btree (payment_id) WHERE (status = 'confirmed'::text);
CREATE INDEX refund_requests_payment_id_idx ON public.refund_requests USING btree (payment_id);

create table reply_templates (
  name text not null,
  language text not null,
  body text not null,
  updated_at timestamp with time zone not null,
  constraint reply_templates_pkey PRIMARY KEY (name, language)
);

create table sent_notices (
  key text not null,
  created_at timestamp with time zone not null default now(),
  constraint sent_notices_pkey PRIMARY KEY (key)
);

create table settings (
  key text not null,
  value jsonb not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  constraint settings_pkey PRIMARY KEY (key)
);

create table spam_topics (
  admin_group_id bigint not null,
  topic_id bigint not null,
  constraint spam_topics_pkey PRIMARY KEY (admin_group_id),
  constraint spam_topics_admin_group_id_fkey FOREIGN KEY (admin_group_id) REFERENCES admin_groups(id) ON DELETE CASCADE
);

create table spare_topics (
  admin_group_id bigint not null,
  topic_id bigint not null,
  thread_id bigint not null,
  created_at timestamp with time zone not null,
  constraint spare_topics_pkey PRIMARY KEY (admin_group_id, topic_id),
  constraint spare_topics_admin_group_id_fkey FOREIGN KEY (admin_group_id) REFERENCES admin_groups(id),
  constraint spare_topics_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES threads(id)
);

create table standing_notices (
  key text not null,
  version bigint not null,
  chat_id bigint,
  message_id bigint,
  changed_at timestamp with time zone not null,
  constraint standing_notices_pkey PRIMARY KEY (key),
  constraint standing_notices_place_check CHECK (((chat_id IS NULL) = (message_id IS NULL)))
);

create table star_cursors (
  bot_id bigint not null,
  seen bigint not null,
  constraint star_cursors_pkey PRIMARY KEY (bot_id),
  constraint star_cursors_seen_check CHECK ((seen >= 0))
);

create table stripe_events (
  id text not null,
  type text not null,
  api_version text,
  livemode boolean not null,
  object_id text,
  payload jsonb not null,
  status text not null,
  created_at timestamp with time zone not null,
  received_at timestamp with time zone not null default now(),
  handled_at timestamp with time zone,
  constraint stripe_events_pkey PRIMARY KEY (id),
  constraint stripe_events_status_check CHECK ((status = ANY (ARRAY['received'::text, 'done'::text, 'ignored'::text])))
);
CREATE INDEX stripe_events_open_idx ON public.stripe_events USING btree (received_at) WHERE (status = 'received'::text);

create table subscription_terms (
  provider text not null,
  subscription_id text not null,
  price_id text not null,
  product_id bigint not null,
  title text not null,
  credits bigint not null,
  amount bigint not null,
  currency text not null,
  constraint subscription_terms_pkey PRIMARY KEY (provider, subscription_id, price_id),
  constraint subscription_terms_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint subscription_terms_amount_check CHECK ((amount >= 0)),
  constraint subscription_terms_credits_check CHECK ((credits >= 0))
);

create table subscriptions (
  provider text not null,
  subscription_id text not null,
  user_id bigint not null,
  purchase_id uuid not null,
  status text not null,
  cancel_at_period_end boolean not null default false,
  current_period_end timestamp with time zone,
  synced_at timestamp with time zone not null,
  product_id bigint,
  price_id text,
  trial_start timestamp with time zone,
  trial_end timestamp with time zone,
  collection_paused boolean not null default false,
  ends_at timestamp with time zone,
  ended_at timestamp with time zone,
  open_invoice_url text,
  reading bigint not null default 0,
  constraint subscriptions_pkey PRIMARY KEY (provider, subscription_id),
  constraint subscriptions_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint subscriptions_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES purchases(id),
  constraint subscriptions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX subscriptions_user_id_idx ON public.subscriptions USING btree (user_id);

create table team_members (
  telegram_id bigint not null,
  name text not null,
  username text,
  role text,
  seen_at timestamp with time zone not null,
  constraint team_members_pkey PRIMARY KEY (telegram_id),
  constraint team_members_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'moderator'::text, 'admin'::text])))
);
CREATE INDEX team_members_username_idx ON public.team_members USING btree (lower(username));

create table telegram_updates (
  update_id bigint not null,
  received_at timestamp with time zone not null default now(),
  constraint telegram_updates_pkey PRIMARY KEY (update_id)
);
CREATE INDEX telegram_updates_received_at_idx ON public.telegram_updates USING btree (received_at);

create table threads (
  id bigint not null generated always as identity,
  user_id bigint not null,
  admin_group_id bigint not null,
  topic_id bigint,
  state text not null default 'open'::text,
  card_message_id bigint,
  card_fingerprint text,
  card_edited_at timestamp with time zone,
  card_wanted boolean not null default false,
  created_at timestamp with time zone not null,
  state_since timestamp with time zone not null default now(),
  waiting_since timestamp with time zone,
  snoozed_until timestamp with time zone,
  topic_mark text,
  assignee_id bigint,
  assignee_name text,
  is_silent boolean not null default false,
  constraint threads_pkey PRIMARY KEY (id),
  constraint threads_topic_key UNIQUE (admin_group_id, topic_id),
  constraint threads_user_id_key UNIQUE (user_id),
  constraint threads_admin_group_id_fkey FOREIGN KEY (admin_group_id) REFERENCES admin_groups(id),
  constraint threads_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint threads_snoozed_until_check CHECK (((state = 'snoozed'::text) = (snoozed_until IS NOT NULL))),
  constraint threads_state_check CHECK ((state = ANY (ARRAY['open'::text, 'waiting'::text, 'closed'::text, 'snoozed'::text])))
);
CREATE INDEX threads_snoozed_until_idx ON public.threads USING btree (snoozed_until) WHERE (state = 'snoozed'::text);
CREATE INDEX threads_state_since_idx ON public.threads USING btree (state_since) WHERE (state = 'waiting'::text);
CREATE INDEX threads_waiting_since_idx ON public.threads USING btree (waiting_since) WHERE (state = 'open'::text);

create table trials (
  user_id bigint not null,
  purchase_id uuid not null,
  started_at timestamp with time zone,
  constraint trials_pkey PRIMARY KEY (user_id),
  constraint trials_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES purchases(id),
  constraint trials_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

create table users (
  id bigint not null generated always as identity,
  telegram_id bigint,
  first_name text not null default ''::text,
  last_name text,
  username text,
  language_code text,
  chosen_language text,
  source text,
  reach text not null default 'reachable'::text,
  banned_at timestamp with time zone,
  ban_reason text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  is_returning boolean not null default false,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_telegram_id_key UNIQUE (telegram_id),
  constraint users_reach_check CHECK ((reach = ANY (ARRAY['reachable'::text, 'blocked_bot'::text, 'deactivated'::text])))
);
CREATE INDEX users_first_name_idx ON public.users USING btree (lower(first_name));
CREATE INDEX users_username_idx ON public.users USING btree (lower(username)) WHERE (username IS NOT NULL);

create table worker_heartbeats (
  worker_id text not null,
  beat_at timestamp with time zone not null,
  constraint worker_heartbeats_pkey PRIMARY KEY (worker_id)
);

create view content_by_day as
 SELECT day,
    unlocks,
    customers,
    credits
   FROM daily_content('UTC'::text, '-infinity'::timestamp with time zone, 'infinity'::timestamp with time zone) daily_content(day, unlocks, customers, credits);

create view credits_by_day as
 SELECT day,
    sold,
    given,
    spent,
    expired,
    taken_back
   FROM daily_credits('UTC'::text, '-infinity'::timestamp with time zone, 'infinity'::timestamp with time zone) daily_credits(day, sold, given, spent, expired, taken_back);

create view messages_by_day as
 SELECT day,
    customers_delivered,
    customers_failed,
    customers_short,
    moderators_delivered,
    moderators_failed
   FROM daily_messages('UTC'::text, '-infinity'::timestamp with time zone, 'infinity'::timestamp with time zone) daily_messages(day, customers_delivered, customers_failed, customers_short, moderators_delivered, moderators_failed);

create view revenue_by_day as
 SELECT day,
    livemode,
    currency,
    gross,
    refunded,
    net,
    payments
   FROM daily_revenue('UTC'::text, '-infinity'::timestamp with time zone, 'infinity'::timestamp with time zone) daily_revenue(day, livemode, currency, gross, refunded, net, payments);

create view users_by_day as
 SELECT day,
    new_users,
    active_users
   FROM daily_users('UTC'::text, '-infinity'::timestamp with time zone, 'infinity'::timestamp with time zone) daily_users(day, new_users, active_users);

CREATE OR REPLACE FUNCTION public.daily_content(zone text, since timestamp with time zone, until timestamp with time zone)
 RETURNS TABLE(day date, unlocks bigint, customers bigint, credits bigint)
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT ((u.unlocked_at AT TIME ZONE daily_content.zone))::date AS timezone,
     count(*) AS count,
     count(DISTINCT u.user_id) AS count,
     (sum(u.cost))::bigint AS sum
    FROM content_unlocks u
   WHERE ((u.status = 'delivered'::text) AND (u.unlocked_at >= daily_content.since) AND (u.unlocked_at < daily_content.until))
   GROUP BY (((u.unlocked_at AT TIME ZONE daily_content.zone))::date);
END;

CREATE OR REPLACE FUNCTION public.daily_credits(zone text, since timestamp with time zone, until timestamp with time zone)
 RETURNS TABLE(day date, sold bigint, given bigint, spent bigint, expired bigint, taken_back bigint)
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT ((t.created_at AT TIME ZONE daily_credits.zone))::date AS timezone,
     (COALESCE(sum((m.amount)::bigint) FILTER (WHERE ((m.from_account)::text = ANY (ARRAY['issued_paid'::text, 'issued_subscription'::text]))), (0)::numeric))::bigint AS "coalesce",
     (COALESCE(sum((m.amount)::bigint) FILTER (WHERE ((m.from_account)::text = ANY (ARRAY['issued_promo'::text, 'issued_gift'::text]))), (0)::numeric))::bigint AS "coalesce",
     (COALESCE(sum((m.amount)::bigint) FILTER (WHERE ((m.to_account)::text = 'spent'::text)), (0)::numeric))::bigint AS "coalesce",
     (COALESCE(sum(
         CASE
             WHEN ((m.from_account)::text = 'expired'::text) THEN (- (m.amount)::bigint)
             ELSE (m.amount)::bigint
         END) FILTER (WHERE (((m.to_account)::text = 'expired'::text) OR ((m.from_account)::text = 'expired'::text))), (0)::numeric))::bigint AS "coalesce",
     (COALESCE(sum(
         CASE
             WHEN ((m.from_account)::text = 'clawed_back'::text) THEN (- (m.amount)::bigint)
             ELSE (m.amount)::bigint
         END) FILTER (WHERE (((m.to_account)::text = 'clawed_back'::text) OR ((m.from_account)::text = 'clawed_back'::text))), (0)::numeric))::bigint AS "coalesce"
    FROM (ledger_transactions t
      JOIN ledger_movements m ON ((m.transaction_id = t.id)))
   WHERE ((t.created_at >= daily_credits.since) AND (t.created_at < daily_credits.until))
   GROUP BY (((t.created_at AT TIME ZONE daily_credits.zone))::date);
END;

CREATE OR REPLACE FUNCTION public.daily_messages(zone text, since timestamp with time zone, until timestamp with time zone)
 RETURNS TABLE(day date, customers_delivered bigint, customers_failed bigint, customers_short bigint, moderators_delivered bigint, moderators_failed bigint)
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT ((m.created_at AT TIME ZONE daily_messages.zone))::date AS timezone,
     count(*) FILTER (WHERE ((m.direction = 'from_customer'::text) AND (m.status = 'delivered'::text))) AS count,
     count(*) FILTER (WHERE ((m.direction = 'from_customer'::text) AND (m.status = 'failed'::text))) AS count,
     count(*) FILTER (WHERE ((m.direction = 'from_customer'::text) AND (m.status = ANY (ARRAY['short'::text, 'dropped'::text])))) AS count,
     count(*) FILTER (WHERE ((m.direction = 'from_moderator'::text) AND (m.status = 'delivered'::text))) AS count,
     count(*) FILTER (WHERE ((m.direction = 'from_moderator'::text) AND (m.status = 'failed'::text))) AS count
    FROM messages m
   WHERE ((m.created_at >= daily_messages.since) AND (m.created_at < daily_messages.until))
   GROUP BY (((m.created_at AT TIME ZONE daily_messages.zone))::date);
END;

CREATE OR REPLACE FUNCTION public.daily_revenue(zone text, since timestamp with time zone, until timestamp with time zone)
 RETURNS TABLE(day date, livemode boolean, currency text, gross bigint, refunded bigint, net bigint, payments bigint)
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT ((p.paid_at AT TIME ZONE daily_revenue.zone))::date AS timezone,
     p.livemode,
     p.currency,
     (sum(p.amount))::bigint AS sum,
     (sum(p.refunded_amount))::bigint AS sum,
     (sum((p.amount - p.refunded_amount)))::bigint AS sum,
     count(*) AS count
    FROM payments p
   WHERE ((p.paid_at >= daily_revenue.since) AND (p.paid_at < daily_revenue.until) AND (p.amount > 0))
   GROUP BY (((p.paid_at AT TIME ZONE daily_revenue.zone))::date), p.livemode, p.currency;
END;

CREATE OR REPLACE FUNCTION public.daily_users(zone text, since timestamp with time zone, until timestamp with time zone)
 RETURNS TABLE(day date, new_users bigint, active_users bigint)
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT f.day,
     (sum(f.new_users))::bigint AS sum,
     (sum(f.active_users))::bigint AS sum
    FROM ( SELECT ((u.created_at AT TIME ZONE daily_users.zone))::date AS day,
             count(*) AS new_users,
             0 AS active_users
            FROM users u
           WHERE ((u.created_at >= daily_users.since) AND (u.created_at < daily_users.until))
           GROUP BY (((u.created_at AT TIME ZONE daily_users.zone))::date)
         UNION ALL
          SELECT ((m.created_at AT TIME ZONE daily_users.zone))::date AS timezone,
             0,
             count(DISTINCT m.thread_id) AS count
            FROM messages m
           WHERE ((m.direction = 'from_customer'::text) AND (m.created_at >= daily_users.since) AND (m.created_at < daily_users.until))
           GROUP BY (((m.created_at AT TIME ZONE daily_users.zone))::date)) f
   GROUP BY f.day;
END;

CREATE OR REPLACE FUNCTION public.refuse_as_last()
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
      begin
        raise exception 'not a case in which this may be the last statement' using errcode = 'TX001';
      end $function$;

CREATE OR REPLACE FUNCTION public.refuse_but_erasure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        if new.reason = '[erased]' and to_jsonb(new) - 'reason' = to_jsonb(old) - 'reason'
          and exists (select from users where id = old.user_id and telegram_id is null) then
          return new;
        end if;
        raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
      end $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
      end $function$;

CREATE OR REPLACE FUNCTION public.reserve_call(chat_key text, chat_interval interval, chat_burst integer, window_length interval, window_limit integer, bot_interval interval, bot_burst integer)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
AS $function$
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
      end $function$;
