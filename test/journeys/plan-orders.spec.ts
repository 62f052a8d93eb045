import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type PlanLife, PlanReplay } from '../support/plan-replay.js';
import { PlanShop } from '../support/plan-shop.js';

const lives: [string, PlanLife][] = [
  ['start', () => Promise.resolve()],
  [
    'renewal',
    (shop, id) => {
      shop.product.stripe.control.renewSubscription(id);
      return Promise.resolve();
    },
  ],
  [
    'failed renewal, then paid',
    async (shop, id) => {
      const invoice = shop.product.stripe.control.failRenewal(id);
      await shop.api.invoices.pay(invoice?.id ?? '');
    },
  ],
  [
    'cancelled for the end, then ended',
    async (shop, id) => {
      await shop.api.subscriptions.update(id, { cancel_at_period_end: true });
      shop.product.stripe.control.renewSubscription(id);
    },
  ],
  [
    'renewal, then ended at once',
    (shop, id) => {
      shop.product.stripe.control.renewSubscription(id);
      shop.product.stripe.control.endSubscription(id);
      return Promise.resolve();
    },
  ],
];

describe('the events of a plan lead to one state', () => {
  let shop: PlanShop;
  let replay: PlanReplay;
  beforeAll(async () => {
    shop = await PlanShop.open();
    replay = new PlanReplay(shop);
  });
  afterEach(async () => {
    shop.product.stripe.control.faults.clear();
    expect(await shop.product.violations()).toEqual([]);
    expect(await shop.product.rows(`select * from stripe_events where status = 'received'`)).toEqual([]);
  });
  afterAll(async () => {
    await shop.product.stop();
  });

  it.each(lives)(
    '%s: all at once, several times over',
    async (_name, life) => {
      const first = await replay.live(life);
      await replay.deliver(first.events);
      const expected = await replay.outcome(first);
      for (let round = 0; round < 3; round += 1) {
        const { customer, events } = await replay.live(life);
        for (const { id } of [...events, ...events.toReversed(), ...events]) {
          shop.product.stripe.control.resend(id);
        }
        await shop.handled();
        expect(await replay.outcome({ customer, events })).toEqual(expected);
      }
    },
    120_000,
  );

  it.each(lives)(
    '%s: while it happens, shuffled, repeated and with losses',
    async (_name, life) => {
      const first = await replay.live(life);
      await replay.deliver(first.events);
      const expected = await replay.outcome(first);
      for (const lost of ['invoice.paid', 'customer.subscription.updated', 'checkout.session.completed']) {
        const { faults } = shop.product.stripe.control;
        const arriving = await replay.live(life, () => {
          faults.webhook({ kind: 'drop', types: [lost], times: 2 });
          faults.webhook({ kind: 'duplicate', copies: 2 });
          faults.webhook({ kind: 'shuffle' });
        });
        await shop.handled();
        await replay.fetchMissed();
        expect(await replay.outcome(arriving), `lost ${lost}`).toEqual(expected);
      }
    },
    120_000,
  );
});
