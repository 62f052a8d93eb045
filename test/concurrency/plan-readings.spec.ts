import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubscriptionState } from '../../src/billing/subscriptions/subscription.types.js';
import { SyncSubscription } from '../../src/billing/use-cases/sync-subscription.use-case.js';
import { SubscriptionReader } from '../../src/payments/subscription-reader.js';
import { PlanShop } from '../support/plan-shop.js';

/** Two looks at Stripe can end in the other order than they began, in two processes or in one. */
describe('two looks at one subscription', () => {
  let shop: PlanShop;
  beforeAll(async () => {
    shop = await PlanShop.open();
  });
  afterAll(async () => {
    expect(await shop.product.violations()).toEqual([]);
    await shop.product.stop();
  });

  const mirrored = async (id: string): Promise<{ status: string; ends: boolean }[]> =>
    shop.product.rows(
      `select status, ends_at is not null as ends from subscriptions where subscription_id = $1`,
      [id],
    );

  it('that finish in the wrong order leave what the later one saw', async () => {
    const { customer, id } = await shop.subscriber('Ann');
    const [reader, sync] = [shop.product.part(SubscriptionReader), shop.product.part(SyncSubscription)];
    shop.product.stripe.control.faults.webhook({ kind: 'drop' });
    const early = await reader.subscription(id);
    await shop.api.subscriptions.update(id, { cancel_at_period_end: true });
    const late = await reader.subscription(id);
    expect([early.state.endsAt, late.state.endsAt !== null]).toEqual([null, true]);
    await sync.execute(late.state, late.reading);
    await sync.execute(early.state, early.reading);
    expect(await mirrored(id)).toEqual([{ status: 'active', ends: true }]);
    await shop.handled();
    expect(shop.count(customer, 'is cancelled')).toBe(1);
    expect(shop.count(customer, 'goes on')).toBe(0);
  });

  it('written by sixteen at once leave the newest, told once', async () => {
    const { customer, id } = await shop.subscriber('Ben');
    const [reader, sync] = [shop.product.part(SubscriptionReader), shop.product.part(SyncSubscription)];
    shop.product.stripe.control.faults.webhook({ kind: 'drop' });
    const looks: { state: SubscriptionState; reading: number }[] = [];
    for (let index = 0; index < 15; index += 1) looks.push(await reader.subscription(id));
    await shop.api.subscriptions.update(id, { cancel_at_period_end: true });
    looks.push(await reader.subscription(id));
    await Promise.all(looks.toReversed().map(({ state, reading }) => sync.execute(state, reading)));
    expect(await mirrored(id)).toEqual([{ status: 'active', ends: true }]);
    await shop.handled();
    expect(shop.count(customer, 'is cancelled')).toBe(1);
  });
});
