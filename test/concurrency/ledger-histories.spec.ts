import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotEnoughCredits } from '../../src/billing/billing.errors.js';
import { BillingModule } from '../../src/billing/billing.module.js';
import { ClawBack } from '../../src/billing/ledger/claw-back.js';
import { Holds } from '../../src/billing/ledger/holds.js';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';
import { Ledger } from '../../src/billing/ledger/ledger.js';
import { ConfigModule } from '../../src/config/config.module.js';
import type { Tx } from '../../src/database/db.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { Transactor } from '../../src/database/transactor.js';
import { JobsModule } from '../../src/jobs/jobs.module.js';
import { asTelegramId, type UserId } from '../../src/kernel/ids.js';
import { UsersModule } from '../../src/users/users.module.js';
import { UsersRepository } from '../../src/users/users.repository.js';
import { NoGateway } from '../support/no-gateway.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

type Step =
  | { readonly act: 'grant' | 'spend' | 'hold'; readonly amount: number }
  | { readonly act: 'capture' | 'release'; readonly which: number }
  | { readonly act: 'claw' | 'restore'; readonly which: number; readonly amount: number };

/** The simplest thing that could be true: three numbers, and what may still be taken back or given back. */
interface Model {
  credits: number;
  held: number;
  owed: number;
  readonly grants: { readonly id: string; readonly amount: number; clawed: number }[];
  readonly holds: { readonly id: number; readonly amount: number; open: boolean }[];
}

const amount = fc.integer({ min: 1, max: 40 });
const which = fc.nat(9);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('grant' as const), amount }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('spend' as const), amount }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('hold' as const), amount }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constantFrom('capture' as const, 'release' as const), which }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constantFrom('claw' as const, 'restore' as const), which, amount }),
  },
);

describe('random histories of the ledger', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let transactor: Transactor;
  let people = 0;
  let sources = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    const config = ConfigModule.forRoot(testConfig(database.url, { PROCESS_ROLE: 'web' }));
    const imports = [config, DatabaseModule, JobsModule, UsersModule, BillingModule, NoGateway];
    app = await (await Test.createTestingModule({ imports }).compile()).init();
    transactor = app.get(Transactor, { strict: false });
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('agree with a model of three numbers after every step', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const userId = await person();
        const model: Model = { credits: 0, held: 0, owed: 0, grants: [], holds: [] };
        for (const next of steps) {
          await transactor.run((tx) => apply(tx, userId, model, next));
          const [row] = await transactor.reader.query(
            'select credits, held, owed from credit_accounts where user_id = $1',
            [userId],
          );
          expect(row).toEqual({ credits: model.credits, held: model.held, owed: model.owed });
        }
      }),
      { numRuns: 1_000 },
    );
    expect(await transactor.reader.query(invariantsSql)).toEqual([]);
  });

  async function apply(tx: Tx, userId: UserId, model: Model, next: Step): Promise<void> {
    const ledger = app.get(Ledger, { strict: false });
    const holds = app.get(Holds, { strict: false });
    const source = { type: 'history', id: String((sources += 1)) };
    switch (next.act) {
      case 'grant': {
        await ledger.grant(tx, { userId, amount: next.amount, origin: 'gift', source });
        const settled = Math.min(model.owed, next.amount);
        model.owed -= settled;
        model.credits += next.amount - settled;
        model.grants.push({ id: source.id, amount: next.amount, clawed: 0 });
        return;
      }
      case 'spend':
      case 'hold': {
        const affordable = model.owed === 0 && model.credits >= next.amount;
        const input = { userId, amount: next.amount, source };
        const work =
          next.act === 'spend'
            ? ledger.spend(tx, input)
            : holds.open(tx, input, new Date(Date.now() + 60_000));
        if (!affordable) {
          await expect(work).rejects.toBeInstanceOf(NotEnoughCredits);
          return;
        }
        const result = await work;
        model.credits -= next.amount;
        if (typeof result !== 'number') return;
        model.held += next.amount;
        model.holds.push({ id: result, amount: next.amount, open: true });
        return;
      }
      case 'capture':
      case 'release': {
        const hold = model.holds[next.which];
        if (hold === undefined) return;
        await holds[next.act](tx, userId, [hold.id]);
        if (!hold.open) return;
        hold.open = false;
        model.held -= hold.amount;
        if (next.act === 'capture') return;
        const settled = Math.min(model.owed, hold.amount);
        model.owed -= settled;
        model.credits += hold.amount - settled;
        return;
      }
      default:
        return adjust(tx, userId, model, next);
    }
  }

  async function adjust(
    tx: Tx,
    userId: UserId,
    model: Model,
    next: Extract<Step, { act: 'claw' | 'restore' }>,
  ): Promise<void> {
    const grant = model.grants[next.which];
    if (grant === undefined) return;
    const clawBack = app.get(ClawBack, { strict: false });
    const possible = next.act === 'claw' ? grant.amount - grant.clawed : grant.clawed;
    const moved = Math.min(next.amount, possible);
    if (moved === 0) return;
    const move = {
      userId,
      amount: moved,
      grant: { type: 'history', id: grant.id },
      source: { type: 'adjustment', id: String((sources += 1)) },
      reason: next.act,
    };
    if (next.act === 'claw') {
      await clawBack.take(tx, move);
      const taken = Math.min(model.credits, moved);
      model.credits -= taken;
      model.owed += moved - taken;
      grant.clawed += moved;
      return;
    }
    await clawBack.restore(tx, move);
    const settled = Math.min(model.owed, moved);
    model.owed -= settled;
    model.credits += moved - settled;
    grant.clawed -= moved;
  }

  function person(): Promise<UserId> {
    people += 1;
    const telegramId = asTelegramId(people);
    const profile = { telegramId, firstName: 'P', lastName: null, username: null, languageCode: 'en' };
    return transactor.run(async (tx) => {
      const id = await app.get(UsersRepository, { strict: false }).insert(tx, profile, null, new Date());
      if (id === null) throw new Error('no user');
      return id;
    });
  }
});
