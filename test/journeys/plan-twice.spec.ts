import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { EndPlan } from '../../src/billing/subscriptions/end-plan.handler.js';
import type { Customer } from '../support/customer.js';
import { PlanShop } from '../support/plan-shop.js';

const stars = '⭐ 1,000 / month';
const card = 'Monthly plan (100 credits)';

describe('a plan that a customer has already', () => {
  let shop: PlanShop;
  beforeAll(async () => {
    shop = await PlanShop.open({ variables: { PAYMENT_PROVIDERS: 'stripe,stars' } });
  });
  afterEach(async () => {
    expect(await shop.product.violations()).toEqual([]);
    expect(await shop.product.rows('select * from dead_lane_items')).toEqual([]);
  });
  afterAll(async () => {
    await shop.product.stop();
  });

  const list = (customer: Customer): Promise<VisibleMessage> =>
    shop.answer(customer, '/buy', 'What would you');
  const alerts = (name: string): VisibleMessage[] =>
    shop.product.group
      .general()
      .filter(({ text }) => text.includes('has Monthly plan twice') && text.includes(name));

  const balanceOf = async (customer: Customer): Promise<string> =>
    (await shop.answer(customer, '/balance', 'credits')).text;
  /** Somebody pays a page that they had open before the first plan began. */
  const secondPlan = async (first: string, terms: { trial_period_days?: number } = {}): Promise<string> => {
    const [purchase] = await shop.product.rows<{ id: string }>(
      `insert into purchases (id, user_id, product_id, provider, livemode, kind, title, credits, billing_interval,
         amount, currency, status, created_at)
       select gen_random_uuid(), o.user_id, o.product_id, 'stripe', false, 'subscription', o.title, o.credits,
         'month', o.amount, o.currency, 'expired', now()
       from purchases o where o.subscription_id = $1 returning id`,
      [first],
    );
    const { customer, items } = shop.subscription(first);
    const { id } = await shop.api.subscriptions.create({
      customer,
      items: [{ price: items.data[0]?.price.id ?? '' }],
      default_payment_method: shop.card(first),
      metadata: { purchase_id: purchase?.id ?? '' },
      ...terms,
    });
    return id;
  };

  it('is shown as theirs, and leads to what they have instead of a page to pay at', async () => {
    const { customer: ann } = await shop.subscriber('Ann');
    const offers = await list(ann);
    const mine = offers.buttons.flat().filter(({ text }) => String(text).includes('Monthly plan'));
    expect(mine).toEqual([expect.objectContaining({ text: '✅ Monthly plan: yours' })]);
    expect(mine[0]).not.toHaveProperty('url');
    ann.press(offers, '✅ Monthly plan: yours');
    const answer = await ann.sees('You have this plan already.');
    expect(answer.text).toContain('Monthly plan: renews on');
    expect(ann.pageOf(answer, 'billing page')).toContain('http');
    const before = shop.product.stripe.control.sessions().length;
    ann.start('buy_monthly_plan');
    await ann.waitFor(
      () => shop.count(ann, 'You have this plan already.') === 2,
      'the link answers the same',
    );
    expect(shop.product.stripe.control.sessions()).toHaveLength(before);
  });

  it('is not paid with Stars on a page that was open before', async () => {
    const bob = await shop.arrives('Bob');
    const page = bob.pageOf(await list(bob), stars);
    await bob.buys(card);
    await bob.sees('Paid: Monthly plan');
    const tried = await bob.paysStars(page);
    expect(tried.errorMessage).toContain('You have this plan already. Nothing was paid');
    expect(alerts('Bob')).toEqual([]);
  });

  it('is served twice when two pages are paid all the same, and General can give one back', async () => {
    const { group } = shop.product;
    const { customer: cem, id: first } = await shop.subscriber('Cem');
    await secondPlan(first);
    await shop.handled();
    const alert = await group.sees(0, 'has Monthly plan twice');
    expect(alert.text).toContain(shop.newest().id);
    const refused = await group.press(alert, 'Cancel the second and refund', group.member).answered();
    expect(refused.text).toContain('Only administrators');
    group.press(alert, 'Cancel the second and refund');
    const question = await group.sees(0, 'Cancel this Monthly plan and refund $20.00');
    expect(question.text).toContain(shop.newest().id);
    expect(shop.newest().status).toBe('active');
    const byMember = await group.press(question, 'Yes, cancel and refund $20.00', group.member).answered();
    expect(byMember.text).toContain('Only administrators');
    group.press(question, 'Yes, cancel and refund $20.00');
    group.press(question, 'Yes, cancel and refund $20.00');
    await group.sees(0, `The plan ${shop.newest().id} is cancelled`);
    await shop.handled();
    expect(shop.newest().status).toBe('canceled');
    const refunds = await shop.api.refunds.list();
    expect(refunds.data.map(({ amount }) => amount)).toEqual([2_000]);
    const told = await cem.sees('You had Monthly plan twice');
    expect(told.text).toContain('Monthly plan: renews on');
    expect(shop.count(cem, 'has ended')).toBe(0);
    await cem.sees('Your payment for Monthly plan was returned');
    expect(await balanceOf(cem)).toContain('110 credits');
    const logged = await shop.product.rows(
      `select actor_name, reason, after->>'cancels' as cancels from audit_log where action = 'refund'`,
    );
    expect(logged).toEqual([{ actor_name: 'Ada', reason: 'plan bought twice', cancels: shop.newest().id }]);
    await shop.product.part(EndPlan).handle({ subscriptionId: shop.newest().id });
    const again = await group.press(alert, 'Cancel the second and refund').answered();
    expect(again.text).toContain('has ended');
    expect(alerts('Cem')).toHaveLength(1);
  });

  it('is only cancelled when nothing was paid for the second', async () => {
    const { group } = shop.product;
    const { customer: eva, id: first } = await shop.subscriber('Eva');
    const second = await secondPlan(first, { trial_period_days: 7 });
    const alert = await group.sees(0, new RegExp(`has Monthly plan twice[^]*Eva[^]*${second}`));
    group.press(alert, 'Cancel the second and refund');
    const question = await group.sees(0, 'There is nothing to refund for it');
    const refused = await group.press(question, 'Yes, cancel it', group.member).answered();
    expect(refused.text).toContain('Only administrators');
    await group.press(question, 'Yes, cancel it').answered();
    await eva.sees('You had Monthly plan twice');
    expect(shop.subscription(second).status).toBe('canceled');
    expect(shop.subscription(first).status).toBe('active');
    expect(await shop.product.rows(`select 1 from audit_log where action = 'cancel_plan'`)).toHaveLength(1);
  });

  it('is told once when both begin in the same moment', async () => {
    const { customer: dan, id } = await shop.subscriber('Dan');
    await shop.api.subscriptions.cancel(id);
    await dan.sees('Monthly plan has ended');
    await Promise.all([secondPlan(id), secondPlan(id)]);
    await shop.handled();
    expect(alerts('Dan')).toHaveLength(1);
    expect(await shop.given(dan)).toMatchObject({ credits: 300, payments: 3 });
  });
});
