import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotEnoughCredits } from '../../src/billing/billing.errors.js';
import { BillingOverviewQuery } from '../../src/billing/billing-overview.query.js';
import { ClawBack } from '../../src/billing/ledger/claw-back.js';
import { ExpireCredits } from '../../src/billing/ledger/expire-credits.cron.js';
import { Freeze } from '../../src/billing/ledger/freeze.js';
import { Holds } from '../../src/billing/ledger/holds.js';
import { Ledger } from '../../src/billing/ledger/ledger.js';
import type { Source } from '../../src/billing/ledger/ledger.types.js';
import { creditsToTakeBack, goneSince, type Taking } from '../../src/billing/use-cases/taken-back.js';
import type { Tx } from '../../src/database/db.js';
import type { UserId } from '../../src/kernel/ids.js';
import { CreditModel, type ModelHold, type ModelLot } from '../support/credit-model.js';
import { LedgerStage } from '../support/ledger-stage.js';

type Step =
  | { readonly act: 'grant'; readonly amount: number; readonly lifeHours: number | null }
  | { readonly act: 'spend' | 'hold'; readonly amount: number }
  | { readonly act: 'capture' | 'release' | 'freeze' | 'thaw'; readonly which: number }
  /** How much of the payment's money is gone now, in percent: more than before takes back, less restores. */
  | { readonly act: 'adjust'; readonly which: number; readonly gonePercent: number }
  | { readonly act: 'wait'; readonly hours: number }
  | { readonly act: 'book' };

interface Grant {
  readonly source: Source;
  readonly amount: number;
  readonly lot: ModelLot;
  readonly takings: Taking[];
  clawed: number;
}

/** One customer: what was done so far, in the ledger and in the model. */
interface History {
  readonly userId: UserId;
  readonly model: CreditModel;
  readonly grants: Grant[];
  readonly holds: { readonly id: number; readonly model: ModelHold }[];
}

const hour = 60 * 60 * 1_000;
const amount = fc.integer({ min: 1, max: 40 });
const which = fc.nat(5);
const hours = fc.integer({ min: 1, max: 80 });
const lifeHours = fc.option(hours);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('grant' as const), amount, lifeHours }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constantFrom('spend' as const, 'hold' as const), amount }) },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constantFrom('capture' as const, 'release' as const), which }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('freeze' as const, 'thaw' as const), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('adjust' as const),
      which,
      gonePercent: fc.integer({ min: 0, max: 100 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('wait' as const), hours }) },
  { weight: 1, arbitrary: fc.constant({ act: 'book' as const }) },
);

describe('random histories of the ledger', () => {
  let stage: LedgerStage;
  beforeAll(async () => {
    stage = await LedgerStage.start();
  });
  afterAll(async () => {
    await stage.stop();
  });

  /** What is shown is compared after every step, every invariant is asked after every history. */
  it('agree with a model without journal or schedule', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const model = new CreditModel(() => stage.clock.now().getTime());
        const history: History = { userId: await stage.person(), model, grants: [], holds: [] };
        for (const next of steps) {
          await act(history, next);
          await compare(history);
        }
        expect(await stage.violationsOf(history.userId)).toEqual([]);
        await stage.part(ExpireCredits).handle();
        const { credits, held, frozen, owed } = model;
        expect(await stage.accounts(history.userId)).toEqual({ credits, held, frozen, owed });
        expect(await stage.violationsOf(history.userId)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    expect(await stage.violations()).toEqual([]);
  });

  async function compare({ userId, model }: History): Promise<void> {
    const { held, frozen, owed } = model;
    const credits = Math.max(0, model.credits - owed);
    const shown = await stage.part(BillingOverviewQuery).of(stage.transactor.reader, userId);
    expect(shown).toMatchObject({ credits, held, frozen, owed });
  }

  async function act(history: History, next: Step): Promise<void> {
    if (next.act === 'wait') stage.clock.advance(next.hours * hour);
    else if (next.act === 'book') await stage.part(ExpireCredits).handle();
    else await stage.transactor.run((tx) => move(tx, history, next));
  }

  async function move(
    tx: Tx,
    history: History,
    next: Exclude<Step, { act: 'wait' | 'book' }>,
  ): Promise<void> {
    switch (next.act) {
      case 'grant':
        return grant(tx, history, next.amount, next.lifeHours);
      case 'spend':
      case 'hold':
        return take(tx, history, next.act, next.amount);
      case 'capture':
      case 'release': {
        const hold = history.holds[next.which];
        if (hold === undefined) return;
        await stage.part(Holds)[next.act](tx, history.userId, [hold.id]);
        history.model[next.act](hold.model);
        return;
      }
      case 'freeze':
      case 'thaw': {
        const given = history.grants[next.which];
        if (given === undefined) return;
        const input = {
          userId: history.userId,
          grant: given.source,
          source: stage.source(),
          reason: next.act,
        };
        await stage.part(Freeze)[next.act](tx, input);
        history.model[next.act](given.lot);
        return;
      }
      case 'adjust':
        return adjust(tx, history, next);
    }
  }

  async function grant(tx: Tx, history: History, given: number, life: number | null): Promise<void> {
    const { userId, model, grants } = history;
    const expiresAt = life === null ? null : new Date(stage.clock.now().getTime() + life * hour);
    const source = stage.source();
    await stage.part(Ledger).grant(tx, { userId, amount: given, origin: 'gift', source, expiresAt });
    const lot = model.grant(given, expiresAt?.getTime() ?? null);
    grants.push({ source, amount: given, lot, takings: [], clawed: 0 });
  }

  async function take(tx: Tx, history: History, how: 'spend' | 'hold', taken: number): Promise<void> {
    const { userId, model, holds } = history;
    const input = { userId, amount: taken, source: stage.source() };
    const work =
      how === 'spend'
        ? stage.part(Ledger).spend(tx, input)
        : stage.part(Holds).open(tx, input, stage.clock.now());
    const expected = how === 'spend' ? model.take(taken) : model.hold(taken);
    if (expected === undefined) {
      await expect(work).rejects.toBeInstanceOf(NotEnoughCredits);
      return;
    }
    const id = await work;
    if (typeof id === 'number' && 'status' in expected) holds.push({ id, model: expected });
  }

  async function adjust(tx: Tx, history: History, next: Extract<Step, { act: 'adjust' }>): Promise<void> {
    const { userId, model, grants } = history;
    const given = grants[next.which];
    if (given === undefined) return;
    const clawed = creditsToTakeBack(given.amount, 100, next.gonePercent);
    const difference = clawed - given.clawed;
    if (difference === 0) return;
    given.clawed = clawed;
    const change = {
      userId,
      amount: Math.abs(difference),
      grant: given.source,
      source: stage.source(),
      reason: 'x',
    };
    if (difference > 0) {
      await stage.part(ClawBack).take(tx, change);
      model.claw(given.lot, difference);
    } else {
      const since = goneSince(given.takings, -difference) ?? stage.clock.now();
      await stage.part(ClawBack).restore(tx, { ...change, goneSince: since });
      model.restore(given.lot, -difference, since.getTime());
    }
    given.takings.push({ at: stage.clock.now(), credits: difference });
  }
});
