import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BillingModule } from '../../src/billing/billing.module.js';
import { Ledger } from '../../src/billing/ledger/ledger.js';
import { PaymentGateway } from '../../src/billing/payment-gateway.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { Transactor } from '../../src/database/transactor.js';
import { JobsModule } from '../../src/jobs/jobs.module.js';
import { UsersModule } from '../../src/users/users.module.js';
import { NoGateway } from '../support/no-gateway.js';
import { Product } from '../support/product.js';
import { RechargingCustomer } from '../support/recharging-customer.js';
import { testConfig } from '../support/test-config.js';

const spends = 16;

describe('auto-recharge under parallel spends', () => {
  let product: Product;
  const others: INestApplicationContext[] = [];

  beforeAll(async () => {
    product = await Product.start();
    for (let index = 0; index < 2; index += 1) others.push(await anotherProcess());
  });
  afterEach(async () => {
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await Promise.all(others.map((app) => app.close()));
    await product.stop();
  });

  /** Spends and opens attempts like any other process; charging is left to the product. */
  async function anotherProcess(): Promise<INestApplicationContext> {
    const config = testConfig(product.database.url, { PROCESS_ROLE: 'web' });
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(config),
        DatabaseModule,
        JobsModule,
        UsersModule,
        BillingModule,
        NoGateway,
      ],
    })
      .overrideProvider(PaymentGateway)
      .useValue({ provider: 'stripe', livemode: false })
      .compile();
    return module.init();
  }

  it('charges once when sixteen spends of several processes cross the threshold together', async () => {
    const ann = await RechargingCustomer.arrive(product, 'Ann', { threshold: 10 });
    const processes = others.map((app) => ({
      transactor: app.get(Transactor, { strict: false }),
      ledger: app.get(Ledger, { strict: false }),
    }));
    processes.push({ transactor: product.part(Transactor), ledger: product.part(Ledger) });
    await Promise.all(
      Array.from({ length: spends }, (_, index) => {
        const { transactor, ledger } = processes[index % processes.length] as (typeof processes)[number];
        const source = { type: 'test', id: `parallel:${ann.userId}:${index}` };
        return transactor.run((tx) => ledger.spend(tx, { userId: ann.userId, amount: 1, source }));
      }),
    );
    await ann.becomes('the attempt has succeeded', ([first]) => first?.status === 'succeeded');
    expect(await ann.attempts()).toHaveLength(1);
    expect(ann.charged()).toBe(1);
    expect(await ann.state()).toMatchObject({ state: 'on', credits: 20 - spends + 10 });
  });

  it('is one attempt even where two transactions could not see each other', async () => {
    const bob = await RechargingCustomer.arrive(product, 'Bob');
    const insert = (): Promise<unknown> =>
      product.rows(
        `with purchase as (
           insert into purchases (id, user_id, product_id, provider, livemode, kind, title, credits, amount, currency,
             status, created_at)
           select gen_random_uuid(), $1, id, 'stripe', false, kind, title, credits, 500, 'usd', 'processing', now()
           from products where code = 'credits_10' returning id
         )
         insert into recharge_attempts
           (id, user_id, purchase_id, amount, currency, month, monthly_cap, status, payment_method_id, created_at)
         select gen_random_uuid(), $1, id, 500, 'usd', now(), 4000, 'charging', 'pm_1', now() from purchase`,
        [bob.userId],
      );
    await insert();
    await expect(insert()).rejects.toThrow('recharge_attempts_one_open_idx');
    await product.rows(
      `update recharge_attempts set status = 'dropped', closed_at = now() where user_id = $1`,
      [bob.userId],
    );
  });

  it('waits ten minutes after a success, then goes on by itself', async () => {
    const cid = await RechargingCustomer.arrive(product, 'Cid');
    await cid.spends(16);
    await cid.becomes('the first recharge', ([first]) => first?.status === 'succeeded');
    await cid.spends(14);
    expect(await cid.state()).toMatchObject({ credits: 0 });
    expect(await cid.attempts()).toHaveLength(1);
    await cid.timePasses();
    await cid.becomes('the second recharge', (all) => all.length === 2 && all[1]?.status === 'succeeded');
    expect(cid.charged()).toBe(2);
  });

  it('never goes above the monthly cap, and says so once', async () => {
    const dee = await RechargingCustomer.arrive(product, 'Dee', { capMultiple: 2 });
    await dee.spends(20);
    await dee.becomes('the first recharge', ([first]) => first?.status === 'succeeded');
    await dee.timePasses();
    await dee.spends(10);
    await dee.becomes('the second recharge', (all) => all.length === 2 && all[1]?.status === 'succeeded');
    await dee.timePasses();
    await dee.spends(8);
    await dee.spends(2);
    expect(await dee.attempts()).toHaveLength(2);
    expect(await dee.state()).toMatchObject({ state: 'on', credits: 0 });
  });
});
