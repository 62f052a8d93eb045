import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { Customer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { KillStage } from '../support/kill-stage.js';

const gone = 'Everything about you is erased';

describe('an erasure, when the process is killed', () => {
  let stage: KillStage;
  beforeAll(async () => {
    stage = await KillStage.start();
  });
  afterAll(() => stage.stop());

  async function asks(customer: Customer): Promise<VisibleMessage> {
    customer.says('/privacy');
    const page = await customer.sees('Your data');
    customer.press(page, '🗑 Erase my data');
    return customer.sees('Erase everything');
  }
  const count = async (sql: string, parameters: unknown[] = []): Promise<number> =>
    (await stage.sql.query(sql, parameters)).rowCount ?? 0;

  it(
    'happens once and whole, killed in its middle and before Stripe was told',
    { timeout: 60_000 },
    async () => {
      const ann = stage.customer('Annabella');
      ann.says('hello');
      const topic = await stage.group.topicOf(ann);
      await stage.group.card(topic);
      await ann.buys('10 credits');
      await ann.sees('Your balance: 19 credits');
      const question = await asks(ann);
      stage.stripe.control.faults.api({ kind: 'hang-before-commit', path: '/v1/customers/' });

      // Purchases, conversation and topic are erased, and the account is locked by another: there it dies.
      const other = await stage.sql.connect();
      await other.query('begin');
      await other.query(`select 1 from credit_accounts for update`);
      ann.press(question, '🗑 Yes, erase everything');
      const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await eventually('the erasure waits for the account', async () => (await count(waits)) > 0);
      await stage.kill();
      await other.query('rollback');
      other.release();
      await ann.sees(gone);

      await eventually('Stripe is asked', () =>
        stage.stripe.journal.apiCalls('GET').some(({ path }) => path.includes('/payment_methods')),
      );
      await stage.kill();
      stage.stripe.control.faults.clear();
      await stage.sql.query(`update worker_heartbeats set beat_at = beat_at - interval '1 minute'`);
      await stage.sql.query(
        `update graphile_worker._private_jobs set locked_at = locked_at - interval '1 minute' where locked_at is not null`,
      );

      const customer = (): object | undefined => stage.stripe.control.customers()[0]?.metadata;
      await eventually(
        `Stripe has forgotten the customer\n${stage.output}`,
        () => Object.keys(customer() ?? {}).join() === 'user_id',
        30_000,
      );
      await eventually('the topic is gone', () =>
        stage.group.topics().every(({ threadId }) => threadId !== topic),
      );
      expect(await count(`select 1 from audit_log where action = 'erase'`)).toBe(1);
      expect(
        await count(`select 1 from users where first_name = 'Annabella' or telegram_id = $1`, [ann.id]),
      ).toBe(0);
      expect(ann.chat().filter(({ text }) => text.includes(gone))).toHaveLength(1);
      const { rows } = await stage.sql.query(`select credits::int, held::int from credit_accounts`);
      expect(rows).toEqual([{ credits: 0, held: 0 }]);
      expect((await stage.sql.query(invariantsSql)).rows).toEqual([]);
      expect((await stage.sql.query('select kind, error from dead_lane_items')).rows).toEqual([]);
    },
  );
});
