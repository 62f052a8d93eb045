import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { BillingModule } from '../../src/billing/billing.module.js';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';
import { Ledger } from '../../src/billing/ledger/ledger.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { Transactor } from '../../src/database/transactor.js';
import { JobsModule } from '../../src/jobs/jobs.module.js';
import { asTelegramId, type UserId } from '../../src/kernel/ids.js';
import { UsersModule } from '../../src/users/users.module.js';
import { UsersRepository } from '../../src/users/users.repository.js';
import { StillClock } from './still-clock.js';
import { NoGateway } from './no-gateway.js';
import { testConfig } from './test-config.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface Accounts {
  readonly credits: number;
  readonly held: number;
  readonly frozen: number;
  readonly owed: number;
}

const customer = `user_id = current_setting('test.customer')::bigint`;
const ofUser = [
  'credit_accounts',
  'ledger_transactions',
  'credit_lots',
  'credit_holds',
  'payments',
  'access_periods',
];
const ofTransaction = ['ledger_movements', 'lot_movements'];

/** The money tables under their own names, with the rows of one customer. */
const oneCustomerSql = [
  'create schema one_customer',
  ...ofUser.map(
    (table) => `create view one_customer.${table} as select * from public.${table} where ${customer}`,
  ),
  ...ofTransaction.map(
    (table) => `create view one_customer.${table} as select * from public.${table}
      where transaction_id in (select id from public.ledger_transactions where ${customer})`,
  ),
].join(';\n');

/** Billing alone on a database of its own, without any platform, and with a clock that moves when told. */
export class LedgerStage {
  private people = 0;
  private sources = 0;

  private constructor(
    private readonly database: TestDatabase,
    private readonly app: INestApplicationContext,
    readonly clock: StillClock,
  ) {}

  static async start(): Promise<LedgerStage> {
    const database = await createTestDatabase();
    const clock = new StillClock();
    const config = ConfigModule.forRoot(testConfig(database.url, { PROCESS_ROLE: 'web' }), clock);
    const imports = [config, DatabaseModule, JobsModule, UsersModule, BillingModule, NoGateway];
    const module = await Test.createTestingModule({ imports }).compile();
    const stage = new LedgerStage(database, await module.init(), clock);
    await stage.transactor.run((tx) => tx.query(oneCustomerSql));
    return stage;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  part<Part>(type: new (...dependencies: never[]) => Part): Part {
    return this.app.get<Part>(type, { strict: false });
  }

  get transactor(): Transactor {
    return this.part(Transactor);
  }

  rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.transactor.reader.query<Row>(sql, parameters);
  }

  violations(): Promise<object[]> {
    return this.rows(invariantsSql);
  }

  /** The same rules, asked of one customer's rows alone, which is fast enough to be done often. */
  violationsOf(userId: UserId): Promise<object[]> {
    return this.transactor.run(async (tx) => {
      await tx.query(`select set_config('search_path', 'one_customer, public', true)`);
      await tx.query(`select set_config('test.customer', $1, true)`, [String(userId)]);
      return tx.query<object>(invariantsSql);
    });
  }

  /** A source that was never used before. */
  source(): { readonly type: string; readonly id: string } {
    this.sources += 1;
    return { type: 'test', id: String(this.sources) };
  }

  async person(): Promise<UserId> {
    this.people += 1;
    const telegramId = asTelegramId(this.people);
    const profile = { telegramId, firstName: 'P', lastName: null, username: null, languageCode: 'en' };
    return this.transactor.run(async (tx) => {
      const id = await this.part(UsersRepository).insert(tx, profile, null, new Date());
      if (id === null) throw new Error('no user');
      return id;
    });
  }

  /** A gift that lasts `lifeMs`, or for ever; returns the grant's source. */
  async gift(userId: UserId, amount: number, lifeMs?: number): Promise<ReturnType<LedgerStage['source']>> {
    const source = this.source();
    const expiresAt = lifeMs === undefined ? null : new Date(this.clock.now().getTime() + lifeMs);
    await this.transactor.run((tx) =>
      this.part(Ledger).grant(tx, { userId, amount, origin: 'gift', source, expiresAt }),
    );
    return source;
  }

  async accounts(userId: UserId): Promise<Accounts> {
    const [row] = await this.rows<Accounts>(
      'select credits, held, frozen, owed from credit_accounts where user_id = $1',
      [userId],
    );
    if (row === undefined) throw new Error('no account');
    return row;
  }
}
