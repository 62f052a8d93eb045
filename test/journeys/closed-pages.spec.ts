import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { CloseBlocked } from '../../src/billing/disputes/close-blocked.handler.js';
import { PublishCatalog } from '../../src/payments/catalog/publish-catalog.js';
import { type Customer, sessionOf } from '../support/customer.js';
import { hastened, payMessages } from '../support/hasten.js';
import { PlanShop } from '../support/plan-shop.js';
import { RefundScene } from '../support/refund-scene.js';

describe('payment pages of somebody who may buy nothing more', () => {
  let shop: PlanShop;
  let scene: RefundScene;
  beforeAll(async () => {
    shop = await PlanShop.open({ variables: { PAYMENT_PROVIDERS: 'stripe,stars' } });
    scene = await RefundScene.on(shop.product);
    await shop.product.rows(`
      insert into products (code, kind, title, credits, billing_interval, amount, position)
      values ('large_plan', 'subscription', 'Large plan', 300, 'month', 5000, 80)`);
  });
  afterEach(async () => {
    shop.product.stripe.control.faults.clear();
    expect(await shop.product.violations()).toEqual([]);
    expect(await shop.product.rows('select * from dead_lane_items')).toEqual([]);
  });
  afterAll(async () => {
    await shop.product.stop();
  });

  const now = (customer: Customer, { message_id }: VisibleMessage): VisibleMessage =>
    customer.chat().find((message) => message.message_id === message_id) as VisibleMessage;
  const statusOf = (page: string): unknown =>
    shop.product.stripe.control.sessions().find(({ id }) => id === sessionOf(page))?.status;

  async function page(customer: Customer, command: string, text: string): Promise<VisibleMessage> {
    const message = await shop.answer(customer, command, text);
    await expect
      .poll(() => shop.product.rows('select 1 from pay_messages where message_id = $1', [message.message_id]))
      .toHaveLength(1);
    return message;
  }

  /** Two disputes of what was bought before. */
  async function blocked(customer: Customer): Promise<void> {
    const { control } = shop.product.stripe;
    const charge = await scene.chargeOf(customer);
    for (const amount of [100, 200]) control.createDispute(charge, { amount });
    await shop.product.group.sees(0, new RegExp(`can no longer buy[^]*${customer.name}`));
  }

  it('are closed at Stripe and say why, when disputes block further purchases', async () => {
    const { customer: ann } = await scene.buyer('Ann');
    const offer = await page(ann, '/buy10', '10 credits for');
    const list = await shop.answer(ann, '/buy', 'What would you');
    const stars = ann.pageOf(list, '⭐ 250');
    shop.product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 2, times: 10 });
    await blocked(ann);
    await shop.handled();
    expect(statusOf(ann.pageOf(offer, 'Pay $5.00'))).toBe('expired');
    const open = await shop.product.rows(
      `select 1 from purchases o join users u on u.id = o.user_id where telegram_id = $1 and status in ('created', 'open')`,
      [ann.id],
    );
    expect(open).toEqual([]);
    await hastened(
      shop.product,
      ann.waitFor(() => now(ann, offer).text.includes('this page was closed'), 'the page says why'),
      payMessages,
    );
    expect(now(ann, offer).text).toContain('you cannot buy anything here at the moment');
    expect(now(ann, offer).buttons).toEqual([]);
    const tried = await ann.paysStars(stars);
    expect(tried.errorMessage).toContain('Nothing was paid');
  });

  it('are closed when their customer is banned, who is offered nothing', async () => {
    const { customer: ben, topic } = await scene.talker('Ben');
    const offer = await page(ben, '/buy10', '10 credits for');
    shop.product.group.writes(topic, '/ban rude');
    await hastened(
      shop.product,
      ben.waitFor(() => now(ben, offer).text.includes('this page was closed'), 'the page says why'),
      payMessages,
    );
    expect(statusOf(ben.pageOf(offer, 'Pay $5.00'))).toBe('expired');
    await shop.answer(ben, '/buy', 'You cannot buy anything here at the moment');
    await shop.answer(ben, '/buy25', 'You cannot buy anything here at the moment');
    shop.product.group.writes(topic, '/unban');
    await expect
      .poll(async () => (await shop.product.rows('select 1 from users where banned_at is not null')).length)
      .toBe(0);
    await page(ben, '/buy10', '10 credits for');
  });

  it('are closed when the setting is lowered below what their customers have had', async () => {
    const { customer: eda } = await scene.buyer('Eda');
    const { customer: fin } = await scene.buyer('Fin');
    const { customer: gro } = await scene.buyer('Gro');
    const offers = await Promise.all([eda, fin, gro].map((one) => page(one, '/buy10', '10 credits for')));
    const second = await page(fin, '/buy50', '50 credits for');
    for (const one of [eda, fin]) {
      shop.product.stripe.control.createDispute(await scene.chargeOf(one), { amount: 100 });
    }
    await shop.handled();
    const pages = [...offers.map((offer) => eda.pageOf(offer, 'Pay')), fin.pageOf(second, 'Pay')];
    expect(pages.map(statusOf)).toEqual(['open', 'open', 'open', 'open']);
    shop.product.group.writes(0, '/settings block_after_disputes 1');
    const alert = await shop.product.group.sees(0, 'Purchases stop at fewer disputes');
    expect(alert.text).toMatch(/had open payment pages: 2\nPages of theirs that are closed now: \d/);
    await shop.handled();
    expect(pages.map(statusOf)).toEqual(['expired', 'expired', 'open', 'expired']);
    await hastened(
      shop.product,
      fin.waitFor(() => now(fin, second).text.includes('this page was closed'), 'the page says why'),
      payMessages,
    );
    const [change] = await shop.product.rows<{ id: number }>(`select max(id)::int as id from audit_log`);
    const again = { key: 'block_after_disputes' as const, changeId: change?.id ?? 0 };
    await shop.product.part(CloseBlocked).handle(again);
    shop.product.group.writes(0, '/settings block_after_disputes 2');
    await shop.product.group.sees(0, /Disputes that stop purchases[^]*1[^]*2/);
    await shop.handled();
    await page(eda, '/buy10', '10 credits for');
    const told = shop.product.group
      .messages(0)
      .filter(({ text }) => text.includes('Purchases stop at fewer'));
    expect(told).toHaveLength(1);
  });

  it('are settled as ever when the payment is faster, and General hears of it', async () => {
    const { customer: cem } = await scene.buyer('Cem');
    const offer = await page(cem, '/buy10', '10 credits for');
    const { control } = shop.product.stripe;
    // Stripe tells of the payment last.
    control.faults.webhook({ kind: 'drop', types: ['checkout.session.completed'] });
    cem.pays(cem.pageOf(offer, 'Pay $5.00'));
    await blocked(cem);
    await shop.handled();
    control.faults.clear();
    control.resend(control.events('checkout.session.completed').at(-1)?.id ?? '');
    const alert = await shop.product.group.sees(0, /has bought something[^]*Cem/);
    expect(alert.text).toContain('10 credits for $5.00 was paid while its page was being closed');
    await cem.sees('Paid: 10 credits');
    await shop.handled();
  });

  it('do not stop a change of the plan on Stripe’s own page, but General hears of it', async () => {
    await shop.product.part(PublishCatalog).execute({ isTrial: false });
    const { customer: dan, id } = await shop.subscriber('Dan');
    await blocked(dan);
    const [price] = await shop.product.rows<{ id: string }>(
      `select price_id as id from provider_prices where product_id = (select id from products where code = 'large_plan')`,
    );
    await shop.onPage(await shop.portal(dan), { action: 'switch', target: `${id}:${price?.id ?? ''}` });
    const alert = await shop.product.group.sees(0, /has bought something[^]*Dan/);
    expect(alert.text).toContain('Their plan is now Large plan at $50.00');
  });
});
