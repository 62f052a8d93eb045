import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiFault } from '../../sandbox/stripe/wire/api-faults.js';
import { AcceptEvent } from '../../src/payments/inbox/accept-event.js';
import { FetchMissedEvents } from '../../src/payments/inbox/fetch-missed-events.cron.js';
import { eventually } from '../support/eventually.js';
import { hastened } from '../support/hasten.js';
import { impatience } from '../support/impatience.js';
import { Product } from '../support/product.js';
import { RechargingCustomer } from '../support/recharging-customer.js';

const creating = { method: 'POST', path: /^\/v1\/payment_intents$/ } as const;

describe('Stripe failing while it charges a saved card', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    product.stripe.control.faults.clear();
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  /** Until the attempt is settled; what waits for its next try need not wait long here. */
  async function settles(customer: RechargingCustomer): Promise<void> {
    await eventually(
      'the attempt has succeeded',
      async () => {
        await customer.timePasses();
        return (await customer.attempts()).at(-1)?.status === 'succeeded';
      },
      25_000,
    );
  }

  async function oneChargeOneGrant(customer: RechargingCustomer): Promise<void> {
    expect(await customer.attempts()).toMatchObject([{ status: 'succeeded' }]);
    expect(customer.charged()).toBe(1);
    expect(await customer.state()).toMatchObject({ state: 'on', credits: 15 });
    await product.part(FetchMissedEvents).handle();
    await product.stripe.control.settled();
    expect(await customer.state()).toMatchObject({ state: 'on', credits: 15 });
  }

  // The SDK repeats some calls twice by itself, so three failures reach the job and one may not.
  it.each<[ApiFault['kind'], number]>([
    ['500-before-commit', 1],
    ['500-before-commit', 4],
    ['500-after-commit', 1],
    ['409', 4],
    ['429', 2],
    ['reset-before-commit', 4],
    ['reset-after-commit', 1],
    ['reset-after-commit', 4],
  ])('%s, %i times, every webhook lost: one charge, one grant', async (kind, times) => {
    const ann = await RechargingCustomer.arrive(product, 'Ann');
    product.stripe.control.faults.webhook({ kind: 'drop', types: ['payment_intent.succeeded'] });
    product.stripe.control.faults.api({ kind, ...creating, times });
    await ann.spends(15);
    await settles(ann);
    await oneChargeOneGrant(ann);
  });

  it.each<ApiFault['kind']>(['500-after-commit', 'reset-after-commit', 'hang-after-commit'])(
    '%s with a webhook that is faster: one charge, one grant',
    async (kind) => {
      const becomePatient = impatience(product);
      const bob = await RechargingCustomer.arrive(product, 'Bob');
      product.stripe.control.faults.webhook({
        kind: 'duplicate',
        copies: 2,
        types: ['payment_intent.succeeded'],
      });
      product.stripe.control.faults.api({ kind, ...creating });
      await bob.spends(15);
      await bob.becomes('the webhook grants', ([attempt]) => attempt?.status === 'succeeded');
      await oneChargeOneGrant(bob);
      // The call that Stripe keeps silent about is given up, made again, and changes nothing.
      await hastened(
        product,
        eventually('the job is over', async () => (await chargingJobs()) === 0),
      );
      await oneChargeOneGrant(bob);
      becomePatient();
    },
  );

  async function chargingJobs(): Promise<number> {
    const jobs = await product.rows(
      `select 1 from graphile_worker.jobs where task_identifier = 'billing.charge-recharge'`,
    );
    return jobs.length;
  }

  it('a decline whose answer is lost is told once, whether the webhook or the next look finds it', async () => {
    const cid = await RechargingCustomer.arrive(product, 'Cid');
    cid.behaves('insufficient_funds');
    product.stripe.control.faults.api({ kind: 'reset-after-commit', ...creating, times: 4 });
    await cid.spends(15);
    await cid.becomes('it waits', ([attempt]) => attempt?.status === 'waiting');
    await cid.customer.sees('There was not enough money on your card');
    await product.stripe.control.settled();
    // The bank's word again, as another event about the same charge would bring it.
    const [failed] = product.stripe.control.events('payment_intent.payment_failed').slice(-1);
    const again = { ...(failed as unknown as Stripe.Event), id: `${failed?.id ?? ''}_again` };
    await product.part(AcceptEvent).execute(again);
    await eventually('it is handled', async () => {
      const [row] = await product.rows<{ status: string }>(`select status from stripe_events where id = $1`, [
        again.id,
      ]);
      return row?.status === 'done';
    });
    expect(await cid.attempts()).toEqual([{ status: 'waiting', try: 1, declineCode: 'insufficient_funds' }]);
    expect(
      await product.rows(`select failures from auto_recharges where user_id = $1`, [cid.userId]),
    ).toEqual([{ failures: 1 }]);
    expect(cid.charges().filter(({ status }) => status === 'failed')).toHaveLength(1);
    const told = cid.customer.chat().filter(({ text }) => text.includes('not enough money'));
    expect(told).toHaveLength(1);
  });

  it('opens nothing else while an outcome is unknown, and asks only for it once the key is too old', async () => {
    const dee = await RechargingCustomer.arrive(product, 'Dee');
    product.stripe.control.faults.api({ kind: '500-before-commit', ...creating, times: 1_000 });
    await dee.spends(15);
    await eventually('the job gave up for now', () => hasFailed(dee));
    await dee.spends(2);
    expect(await dee.attempts()).toHaveLength(1);
    const before = product.stripe.journal.apiCalls('POST', '/v1/payment_intents').length;
    await product.rows(
      `update recharge_attempts set called_at = called_at - interval '1 day' where user_id = $1`,
      [dee.userId],
    );
    product.stripe.control.faults.clear();
    // Nothing was ever charged, so the attempt ends and another one may begin.
    await eventually(
      'a new attempt',
      async () => {
        await dee.timePasses();
        return (await dee.attempts()).length === 2;
      },
      25_000,
    );
    await dee.becomes('the new one succeeds', (all) => all.at(-1)?.status === 'succeeded');
    expect((await dee.attempts())[0]).toMatchObject({ status: 'dropped' });
    expect(
      product.stripe.journal.apiCalls('POST', '/v1/payment_intents').length - before,
    ).toBeLessThanOrEqual(4);
    expect(dee.charged()).toBe(1);
  });

  /** The SDK repeats a call by itself, and calls of an earlier test may still be on their way: only the job tells. */
  async function hasFailed(customer: RechargingCustomer): Promise<boolean> {
    const jobs = await product.rows(
      `select 1 from graphile_worker._private_jobs j join recharge_attempts a on j.payload ->> 'attemptId' = a.id::text
       where a.user_id = $1 and j.last_error is not null and j.locked_at is null`,
      [customer.userId],
    );
    return jobs.length > 0;
  }

  it('refuses a charge that is not what was asked for, and tells General', async () => {
    const eli = await RechargingCustomer.arrive(product, 'Eli');
    eli.behaves('delayed_success');
    await eli.spends(15);
    await eli.becomes('the bank takes its time', ([attempt]) => attempt?.status === 'processing');
    await product.rows(
      `update purchases set amount = 499 where id = (select purchase_id from recharge_attempts where user_id = $1)`,
      [eli.userId],
    );
    const intent = product.stripe.control.events('payment_intent.processing').at(-1)?.data.object as {
      id: string;
    };
    product.stripe.control.settlePayment(intent.id, true);
    const alert = await product.group.sees(0, 'does not match what was sold');
    expect(alert.text).toContain('499 usd');
    expect(await eli.state()).toMatchObject({ credits: 5 });
    await product.rows(
      `update purchases set amount = 500 where id = (select purchase_id from recharge_attempts where user_id = $1)`,
      [eli.userId],
    );
  });
});
