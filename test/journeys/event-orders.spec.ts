import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventLattice } from '../support/event-lattice.js';
import { EventStage } from '../support/event-stage.js';
import { eventStories } from '../support/event-stories.js';
import { PlanShop } from '../support/plan-shop.js';

/**
 * All orders, each event again at each moment, each set of losses; of longer stories one order of events and jobs, drawn from the seed.
 * `TEST_ORDERS=all` takes all of all stories, for an hour or more.
 */
const completeUpTo = process.env['TEST_ORDERS'] === 'all' ? Infinity : 4;
const seed = Number(process.env['TEST_SEED'] ?? 11);

describe('the events of each flow of money end in one state', () => {
  let shop: PlanShop;
  let stage: EventStage;
  beforeAll(async () => {
    shop = await PlanShop.open();
    stage = await EventStage.set(shop, eventStories);
  }, 120_000);
  afterAll(async () => {
    await stage.close();
    await shop.product.stop();
  });

  it.each(eventStories)('%s', { timeout: 3 * 3_600_000 }, async (name, _story, credits) => {
    const world = await stage.world(name);
    const { length } = world.events;
    const random = numbersFrom(seed);
    const lattice = new EventLattice(length <= completeUpTo ? world : world.drawing(random));
    if (length <= completeUpTo) {
      const begun = performance.now();
      const { states, transitions } = await lattice.explore();
      expect(states).toBeGreaterThanOrEqual(2 ** length);
      const seconds = Math.round((performance.now() - begun) / 1_000);
      if (completeUpTo === Infinity)
        console.info(`${name}: ${length} events, ${states} states, ${transitions} steps, ${seconds} s`);
    } else {
      await lattice.walk(random).catch((error: unknown) => {
        throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
      });
    }
    const account =
      credits === null ? [] : [expect.stringContaining(`"credits":${credits},"held":0,"owed":0`)];
    expect(lattice.outcome['public.credit_accounts']?.filter((row) => !row.startsWith('-')) ?? []).toEqual(
      account,
    );
  });
});

/** From 0 to 1, always the same. */
function numbersFrom(begin: number): () => number {
  let state = begin;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
