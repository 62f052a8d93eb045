import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type MoneyBack, MoneyBackReplay } from '../support/money-back-replay.js';
import { Product } from '../support/product.js';

/** What happens, and what is left of the 10 credits of the welcome and the 25 that were bought. */
const stories: [string, MoneyBack, { credits: number; refunded: number; disputed: number }][] = [
  [
    'a part refunded, then all',
    (stripe, charge) => {
      stripe.refundFromDashboard(charge, 300);
      stripe.refundFromDashboard(charge, 700);
    },
    { credits: 10, refunded: 1_000, disputed: 0 },
  ],
  [
    'a refund that fails',
    (stripe, charge) => {
      stripe.failRefund(stripe.refundFromDashboard(charge, 400).id);
    },
    { credits: 35, refunded: 0, disputed: 0 },
  ],
  [
    'a dispute that is won',
    (stripe, charge) => {
      stripe.closeDispute(stripe.createDispute(charge).id, 'won');
    },
    { credits: 35, refunded: 0, disputed: 0 },
  ],
  [
    'a warning, then a dispute that is lost',
    (stripe, charge) => {
      stripe.createEarlyFraudWarning(charge);
      stripe.closeDispute(stripe.createDispute(charge).id, 'lost');
    },
    { credits: 10, refunded: 0, disputed: 1_000 },
  ],
  [
    'a warning and a review, then a dispute that is won',
    (stripe, charge) => {
      stripe.createEarlyFraudWarning(charge);
      stripe.openReview(charge);
      stripe.closeDispute(stripe.createDispute(charge).id, 'won');
    },
    { credits: 35, refunded: 0, disputed: 0 },
  ],
  [
    'a part refunded, then the rest disputed',
    (stripe, charge) => {
      stripe.refundFromDashboard(charge, 400);
      stripe.createDispute(charge);
    },
    { credits: 10, refunded: 400, disputed: 600 },
  ],
];

describe('the events of money that goes back', () => {
  let product: Product;
  let replay: MoneyBackReplay;
  beforeAll(async () => {
    product = await Product.start();
    replay = new MoneyBackReplay(product);
  });
  afterEach(async () => {
    product.stripe.control.faults.clear();
    expect(await product.violations()).toEqual([]);
    expect(await product.rows(`select * from stripe_events where status = 'received'`)).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  it.each(stories)(
    '%s: lead to one state all at once, several times over',
    async (_name, happens, { credits, refunded, disputed }) => {
      const bought = await replay.live(happens);
      for (const { id } of [...bought.events, ...bought.events.toReversed()]) {
        product.stripe.control.resend(id);
      }
      await replay.handled();
      expect(await replay.outcome(bought)).toMatchObject({
        account: [{ credits, held: 0, frozen: 0, owed: 0 }],
        payments: [{ refunded, disputed }],
        held: [],
      });
    },
  );
});
