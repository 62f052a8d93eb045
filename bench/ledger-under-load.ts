import { type INestApplicationContext, Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { BillingModule } from '../src/billing/billing.module.js';
import { Holds } from '../src/billing/ledger/holds.js';
import { Ledger } from '../src/billing/ledger/ledger.js';
import { ConfigModule } from '../src/config/config.module.js';
import { DatabaseModule } from '../src/database/database.module.js';
import { Transactor } from '../src/database/transactor.js';
import { JobsModule } from '../src/jobs/jobs.module.js';
import { asUserId, type UserId } from '../src/kernel/ids.js';
import { UsersModule } from '../src/users/users.module.js';
import { NoGateway } from '../test/support/no-gateway.js';
import { testConfig } from '../test/support/test-config.js';

export const clients = 16;
const plenty = 1_000_000_000;
const filledAtOnce = 250_000;

/** The real ledger on its real connections, and the least that could keep a balance, on as many. */
export class LedgerUnderLoad {
  private next = 0;

  private constructor(
    private readonly app: INestApplicationContext,
    private readonly ledger: Ledger,
    private readonly holds: Holds,
    private readonly transactor: Transactor,
    readonly pool: pg.Pool,
  ) {}

  static async start(url: string): Promise<LedgerUnderLoad> {
    Logger.overrideLogger(false);
    const config = testConfig(url, { PROCESS_ROLE: 'web', DATABASE_POOL_SIZE: String(clients) });
    const imports = [
      ConfigModule.forRoot(config),
      DatabaseModule,
      JobsModule,
      UsersModule,
      BillingModule,
      NoGateway,
    ];
    const app = await (await Test.createTestingModule({ imports }).compile()).init();
    const pool = new pg.Pool({ connectionString: url, max: clients });
    // The server may be gone before the last of its connections is closed.
    pool.on('error', () => undefined);
    await pool.query('create table bench_balances (user_id bigint primary key, balance bigint not null)');
    await pool.query('create sequence bench_ids start 1000000');
    const part = <Part>(type: new (...dependencies: never[]) => Part): Part =>
      app.get<Part>(type, { strict: false });
    return new LedgerUnderLoad(app, part(Ledger), part(Holds), part(Transactor), pool);
  }

  async stop(): Promise<void> {
    await this.pool.end();
    await this.app.close();
  }

  /** Customers with more credits than they will spend, in so many lots each, as the ledger would have written them. */
  async customers(count: number, lots = 1): Promise<UserId[]> {
    const amount = Math.ceil(plenty / lots);
    const { rows } = await this.pool.query<{ user_id: string }>(
      `with person as (
         insert into users (telegram_id, first_name, created_at, updated_at)
         select nextval('bench_ids'), 'P', now(), now() from generate_series(1, $1) returning id
       ), account as (
         insert into credit_accounts (user_id, credits, version) select id, $2::bigint * $3, $3 from person
       ), entry as (
         insert into ledger_transactions (kind, idempotency_key, user_id, amount, source_type, source_id,
           account_version, credits_after, held_after, owed_after, created_at)
         select 'grant', 'grant:bench:' || id || ':' || n, id, $2, 'bench', id || ':' || n, n, n * $2::bigint, 0, 0, now()
         from person, generate_series(1, $3::int) n returning *
       ), movement as (
         insert into ledger_movements select id, 'issued_gift', 'credits', amount from entry
       ), lot as (
         insert into credit_lots
           (user_id, transaction_id, source_type, source_id, origin, amount, remaining, priority, effective_at)
         select user_id, id, source_type, source_id, 'gift', amount, amount, 10, now() from entry returning *
       ), lot_log as (
         insert into lot_movements select transaction_id, id, amount from lot
       )
       insert into bench_balances select id, $2 from person returning user_id`,
      [count, amount, lots],
    );
    return rows.map(({ user_id: id }) => asUserId(Number(id)));
  }

  /** Spends of customers who are not measured, until the journal is that long. */
  async fillJournal(size: number): Promise<void> {
    const { rows } = await this.pool.query<{ count: string }>('select count(*) from ledger_transactions');
    const missing = size - Number(rows[0]?.count ?? 0);
    if (missing <= 0) return;
    const [userId] = await this.customers(1);
    const filler = await this.pool.connect();
    // What refers to what is known here, so that rows need not be looked up one by one.
    await filler.query('set session_replication_role = replica');
    for (let from = 1; from <= missing; from += filledAtOnce) {
      await filler.query(
        `with entry as (
           insert into ledger_transactions (kind, idempotency_key, user_id, amount, source_type, source_id,
             account_version, credits_after, held_after, owed_after, created_at)
           select 'spend', 'spend:filled:' || $1 || ':' || lpad(n::text, 9, '0'), $1::bigint, 1, 'filled', n::text,
             n + 1, 0, 0, 0, now()
           from generate_series($2::int, $3::int) n returning id
         ), movement as (
           insert into ledger_movements select id, 'credits', 'spent', 1 from entry
         )
         insert into lot_movements select entry.id, l.id, -1 from entry, credit_lots l where l.user_id = $1::bigint`,
        [userId, from, Math.min(missing, from + filledAtOnce - 1)],
      );
    }
    filler.release(true);
    await this.pool.query('vacuum analyze');
    await this.pool.query('checkpoint');
  }

  async spend(userId: UserId): Promise<void> {
    await this.transactor.run((tx) =>
      this.ledger.spend(tx, { userId, amount: 1, source: this.source(), isLast: true }),
    );
  }

  /** What a message does: two transactions, one when it is accepted and one when its copy stands. */
  async holdAndCapture(userId: UserId): Promise<void> {
    const spend = { userId, amount: 1, source: this.source() };
    const hold = await this.transactor.run((tx) => this.holds.open(tx, spend, new Date()));
    await this.transactor.run((tx) => this.holds.capture(tx, userId, [hold], true));
  }

  async grant(userId: UserId): Promise<void> {
    await this.transactor.run((tx) =>
      this.ledger.grant(tx, { userId, amount: 1, origin: 'gift', source: this.source(), isLast: true }),
    );
  }

  /** The yardstick: a balance without a past. */
  async update(userId: UserId): Promise<void> {
    await this.pool.query('update bench_balances set balance = balance - 1 where user_id = $1', [userId]);
  }

  private source(): { type: string; id: string } {
    this.next += 1;
    return { type: 'bench_call', id: String(this.next) };
  }
}
