import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CustomersRepository } from '../../src/billing/purchases/customers.repository.js';
import type { Transactor } from '../../src/database/transactor.js';
import type { UserId } from '../../src/kernel/ids.js';
import { JobsProcess } from '../support/jobs-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const rounds = 300;
const pages = 7;

/** A new customer looks at the offers: every page is opened at once, and all ask for the same provider customer. */
describe('the provider’s customer of a user', () => {
  let database: TestDatabase;
  let process: JobsProcess;
  let transactor: Transactor;

  beforeAll(async () => {
    database = await createTestDatabase();
    process = await JobsProcess.start({ url: database.url, role: 'web' });
    transactor = process.transactor;
  });
  afterAll(async () => {
    await process.stop();
    await database.drop();
  });

  it('may be remembered by many at once', { timeout: 60_000 }, async () => {
    await process.db.query(
      `insert into users (telegram_id, first_name, created_at, updated_at)
       select n, 'C', now(), now() from generate_series(1, $1) n`,
      [rounds],
    );
    const users = await process.db.query<{ id: UserId }>(`select id from users order by id`);
    const customers = new CustomersRepository();
    const mode = { provider: 'stripe', livemode: false };
    for (const { id } of users) {
      const remember = (): Promise<void> =>
        transactor.run((tx) => customers.remember(tx, mode, id, `cus_${id}`));
      await Promise.all(Array.from({ length: pages }, remember));
    }
    const [stored] = await process.db.query<{ count: number }>(`select count(*) from provider_customers`);
    expect(stored?.count).toBe(rounds);
  });
});
