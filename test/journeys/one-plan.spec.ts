import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { ClosePage } from '../../src/billing/purchases/close-page.handler.js';
import { PublishCatalog } from '../../src/payments/catalog/publish-catalog.js';
import { StripeClient } from '../../src/payments/stripe-client.js';
import { type Customer, sessionOf } from '../support/customer.js';
import { hastened, payMessages } from '../support/hasten.js';
import { PlanShop } from '../support/plan-shop.js';

const monthly = 'Monthly plan (100 credits)';
const large = 'Large plan (300 credits)';

describe('one plan at a time', () => {
  let shop: PlanShop;
  beforeAll(async () => {
    shop = await PlanShop.open({ variables: { PAYMENT_PROVIDERS: 'stripe,stars' } });
    await shop.product.rows(`
      insert into products (code, kind, title, credits, billing_interval, amount, stars, position)
      values ('large_plan', 'subscription', 'Large plan', 300, 'month', 5000, 2500, 80),
        ('year_plan', 'subscription', 'Year plan', 1000, 'year', 20000, null, 90)`);
  });
  afterEach(async () => {
    shop.product.stripe.control.faults.clear();
    expect(await shop.product.violations()).toEqual([]);
    expect(await shop.product.rows('select * from dead_lane_items')).toEqual([]);
  });
  afterAll(async () => {
    await shop.product.stop();
  });

  const list = (customer: Customer): Promise<VisibleMessage> =>
    shop.answer(customer, '/buy', 'What would you');
  const now = (customer: Customer, { message_id }: VisibleMessage): VisibleMessage =>
    customer.chat().find((message) => message.message_id === message_id) as VisibleMessage;
  const labels = (message: VisibleMessage): string[] =>
    message.buttons.flat().map(({ text }) => String(text));
  const statusOf = (page: string): unknown =>
    shop.product.stripe.control.sessions().find(({ id }) => id === sessionOf(page))?.status;
  const remembered = (message: VisibleMessage): Promise<void> =>
    expect
      .poll(() => shop.product.rows('select 1 from pay_messages where message_id = $1', [message.message_id]))
      .toHaveLength(1);

  it('lets the pages of other plans be closed when one begins, at Stripe and in the chat', async () => {
    const ann = await shop.arrives('Ann');
    const offers = await list(ann);
    ann.start('buy_large_plan');
    const page = await ann.sees(/^Large plan|for \$50.00/);
    await Promise.all([remembered(offers), remembered(page)]);
    const [other, year] = [ann.pageOf(offers, large), ann.pageOf(offers, 'Year plan')];
    const pack = ann.pageOf(offers, '10 credits');
    ann.pays(ann.pageOf(offers, monthly));
    await ann.sees('Paid: Monthly plan');
    await shop.handled();
    expect([statusOf(other), statusOf(year), statusOf(pack)]).toEqual(['expired', 'expired', 'open']);
    await hastened(
      shop.product,
      ann.waitFor(() => now(ann, page).text.includes('this page was closed'), 'the page says why'),
      payMessages,
    );
    expect(now(ann, page).text).toContain('a plan of yours has begun and one runs at a time');
    expect(now(ann, page).buttons).toEqual([]);
    const closed = (): string[] => labels(now(ann, offers)).filter((text) => text.startsWith('🚫'));
    // One button is crossed out as its page closes, and then the next.
    await hastened(
      shop.product,
      ann.waitFor(() => closed().length === 4, 'the list too'),
      payMessages,
    );
    const press = ann.press(now(ann, offers), `🚫 ${large} · $50.00 / month`);
    await ann.waitFor(() => press.answer !== undefined, 'an answer to the press');
    expect(press.answer?.text).toContain('a plan of yours has begun');
    await ann.sees('One plan runs at a time');
  });

  it('leads from another plan to the billing page, which changes to it once it is published', async () => {
    const { customer: ben } = await shop.subscriber('Ben', monthly);
    const offers = await list(ben);
    expect(labels(offers)).toContain('✅ Monthly plan: yours');
    expect(labels(offers).filter((text) => text.includes('Large plan'))).toEqual([
      '🔀 Large plan: change to it',
    ]);
    ben.press(offers, '🔀 Large plan: change to it');
    await ben.sees('You can get this one as soon as the present one has ended');
    await shop.product.part(PublishCatalog).execute({ isTrial: false });
    ben.start('buy_year_plan');
    const answer = await ben.sees('You can change to this one on your billing page');
    expect(answer.text).toContain('Monthly plan: renews on');
    const page = await (await fetch(ben.pageOf(answer, 'billing page'))).text();
    expect(page).toContain('Change to Year plan');
  });

  it('refuses Stars for another plan before they are paid', async () => {
    const cem = await shop.arrives('Cem');
    const page = cem.pageOf(await list(cem), '⭐ 2,500 / month');
    await cem.buys(monthly);
    await cem.sees('Paid: Monthly plan');
    const tried = await cem.paysStars(page);
    expect(tried.errorMessage).toContain('one runs at a time. Nothing was paid');
  });

  it('tells General of two different plans that were paid in the same moment', async () => {
    const dan = await shop.arrives('Dan');
    const offers = await list(dan);
    dan.pays(dan.pageOf(offers, monthly));
    dan.pays(dan.pageOf(offers, large));
    const alert = await shop.product.group.sees(
      0,
      /has both (Monthly plan and Large|Large plan and Monthly)/,
    );
    expect(alert.text).toContain('Dan');
    await dan.sees('Paid: Monthly plan');
    await dan.sees('Paid: Large plan');
    await shop.handled();
  });

  it('closes a page whatever fails, and lets what was paid before be', async () => {
    const eva = await shop.arrives('Eva');
    const offers = await list(eva);
    const [first, second] = [eva.pageOf(offers, monthly), eva.pageOf(offers, large)];
    const ids = await shop.product.rows<{ id: string; url: string }>(
      `select o.id, o.checkout_url as url from purchases o join users u on u.id = o.user_id where telegram_id = $1`,
      [eva.id],
    );
    const idOf = (page: string): string => ids.find(({ url }) => url === page)?.id ?? '';
    await shop.product.rows(`update purchases set closed_for = 'plan' where id = any($1)`, [
      [idOf(first), idOf(second)],
    ]);
    const close = (page: string): Promise<void> =>
      shop.product.part(ClosePage).handle({ purchaseId: idOf(page) });
    shop.product.stripe.control.faults.api({ path: /expire$/, kind: '500-after-commit', times: 3 });
    await expect(close(second)).rejects.toThrow();
    shop.product.stripe.control.faults.clear();
    await close(second);
    expect(statusOf(second)).toBe('expired');
    eva.pays(first);
    await close(first);
    await eva.sees('Paid: Monthly plan');
    await close(first);
    await shop.handled();
    expect(await shop.given(eva)).toMatchObject({ credits: 100, payments: 1 });
  });

  it('closes a page that Stripe was making while another plan began, and hands it to nobody', async () => {
    const gil = await shop.arrives('Gil');
    gil.pays(gil.pageOf(await list(gil), monthly), 'declined');
    const first = gil.pageOf(await list(gil), monthly);
    // Their page of the other plan is no longer good, so that a new one is made.
    await shop.product.rows(
      `update purchases set expires_at = $2 where title = 'Large plan' and provider = 'stripe'
         and user_id = (select id from users where telegram_id = $1)`,
      [gil.id, shop.product.time.now()],
    );
    const { sessions } = shop.product.part(StripeClient).api.checkout;
    const create = sessions.create.bind(sessions);
    const made: string[] = [];
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow = vi.spyOn(sessions, 'create').mockImplementation(async (...parameters) => {
      const session = await create(...parameters);
      made.push(session.id);
      await answered;
      return session;
    });
    gil.start('buy_large_plan');
    await expect.poll(() => made).toHaveLength(1);
    gil.pays(first);
    await gil.sees('Paid: Monthly plan');
    await expect
      .poll(() =>
        shop.product.rows(`select 1 from purchases where closed_for = 'plan' and session_id is null`),
      )
      .toHaveLength(1);
    const before = gil.chat().length;
    answer();
    slow.mockRestore();
    await gil.waitFor(() => gil.chat().length > before, 'an answer');
    await shop.handled();
    const { control } = shop.product.stripe;
    expect(control.sessions().find(({ id }) => id === made[0])?.status).toBe('expired');
    expect(JSON.stringify(gil.chat())).not.toContain(made[0]);
  });

  it('hands out no page that was closed while it was being made', async () => {
    const fay = await shop.arrives('Fay');
    // The plan begins after the shop has looked and before Stripe has made the page.
    await shop.product.rows(`
      create function begin_meanwhile() returns trigger language plpgsql as $$
      begin
        new.closed_for := 'block';
        return new;
      end $$`);
    await shop.product.rows(`create trigger begin_meanwhile before insert on purchases
      for each row when (new.kind = 'subscription') execute function begin_meanwhile()`);
    const offers = await list(fay);
    await shop.product.rows('drop function begin_meanwhile cascade');
    const plans = offers.buttons.flat().filter(({ text }) => String(text).includes('plan'));
    expect(plans.map((button) => 'url' in button)).toEqual(plans.map(() => false));
    await shop.handled();
    const open = await shop.product.rows(
      `select 1 from purchases where closed_for is not null and status = 'open'`,
    );
    expect(open).toEqual([]);
  });
});
