import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { day, PlanShop } from '../support/plan-shop.js';

describe('a plan', () => {
  let shop: PlanShop;
  beforeAll(async () => {
    shop = await PlanShop.open({ variables: { TIME_ZONE: 'Asia/Tokyo' } });
  });
  afterEach(async () => {
    shop.product.stripe.control.faults.clear();
    expect(await shop.product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await shop.product.stop();
  });

  const balance = async (customer: Parameters<PlanShop['answer']>[0]): Promise<string> =>
    (await shop.answer(customer, '/balance', '💳')).text;

  it('is shown with its renewal, and the billing page says when there is none', async () => {
    const ann = await shop.arrives('Ann');
    await ann.buys('10 credits');
    await ann.sees('Paid');
    const empty = await shop.answer(ann, '/billing', 'No plan is running');
    expect(ann.pageOf(empty, 'billing page')).toContain('/p/session/');
    await ann.buys('Monthly plan');
    await ann.sees('Paid: Monthly plan');
    await shop.handled();
    expect(await balance(ann)).toMatch(/Monthly plan: renews on \w+ \d+, \d{4}/);
    await shop.answer(ann, '/billing', 'Monthly plan: renews on');
  });

  it('gives its credits for every renewal, once each, whatever is repeated', async () => {
    const { customer } = await shop.subscriber('Bea');
    shop.product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 2, times: 40 });
    await shop.pass(32 * day);
    expect(await shop.given(customer)).toEqual({ credits: 200, periods: 2, payments: 2 });
    await shop.pass(31 * day);
    expect(await shop.given(customer)).toEqual({ credits: 300, periods: 3, payments: 3 });
  });

  it('stays free for three days after a failed renewal, gives no credits, and goes on when it is paid', async () => {
    const { customer, id } = await shop.subscriber('Cem');
    shop.product.stripe.control.setCardScenario(shop.card(id), 'insufficient_funds');
    const due = new Date((shop.subscription(id).items.data[0]?.current_period_end ?? 0) * 1_000);
    await shop.passUntil(new Date(due.getTime() + day));
    const notice = await customer.sees('The payment of $20.00 for Monthly plan did not go through');
    expect(notice.text).toContain('Messages stay free until');
    expect(await shop.given(customer)).toMatchObject({ credits: 100, periods: 1 });
    const alert = await shop.product.group.sees(0, /Renewal failed: \$20\.00[\s\S]*Cem/);
    expect(alert.text).toMatch(/Reason: insufficient_funds[\s\S]*Stripe tries again on/);
    expect(await balance(customer)).toMatch(
      /messages are free until[\s\S]*the last payment did not go through/,
    );
    await shop.pass(3 * day);
    expect(await balance(customer)).toContain('No pass is running');
    expect(shop.count(customer, 'did not go through. Please')).toBe(1);
    await shop.onPage(customer.pageOf(notice, 'Pay $20.00'));
    await customer.sees('Thank you! The payment has arrived');
    expect(await shop.given(customer)).toEqual({ credits: 200, periods: 2, payments: 2 });
    expect(await balance(customer)).toMatch(/messages are free until[\s\S]*renews on/);
    const general = shop.product.group.general().filter(({ text }) => text.includes('Cem'));
    expect(general.filter(({ text }) => text.includes('failed'))).toHaveLength(1);
  });

  it('leads from the notice to the page for another card', async () => {
    const { customer, id } = await shop.subscriber('Dan');
    shop.product.stripe.control.failRenewal(id);
    const notice = await customer.sees('did not go through');
    customer.press(notice, '💳 Another card');
    const page = await customer.sees('Give another card on this private page');
    expect((await fetch(customer.pageOf(page, 'Another card'))).status).toBe(200);
    const billing = await shop.answer(customer, '/billing', 'the last payment did not go through');
    expect(billing.buttons.flat().map((button) => button['text'])).toEqual([
      'Pay $20.00',
      '💳 Another card',
      'Open billing page',
    ]);
  });

  it('ends when the payment never comes, and the customer is told once', async () => {
    const { customer, id } = await shop.subscriber('Eve');
    shop.product.stripe.control.setCardScenario(shop.card(id), 'declined');
    await shop.pass(50 * day);
    expect(shop.subscription(id).status).toBe('canceled');
    await customer.sees('has ended, because the payment did not arrive');
    expect(await balance(customer)).toMatch(/10 credits[\s\S]*No pass is running/);
    await shop.answer(customer, '/billing', 'No plan is running');
    expect(shop.count(customer, 'has ended')).toBe(1);
  });

  it('is cancelled for the end of its period, kept after all, cancelled again, and ends', async () => {
    const { customer, id } = await shop.subscriber('Fay');
    customer.says('hello');
    const topic = await shop.product.group.topicOf(customer);
    await shop.product.group.sees(topic, /Monthly plan: renews on/);
    const portal = await shop.portal(customer);
    await shop.onPage(portal, { action: 'cancel', target: id });
    const notice = await customer.sees('Monthly plan is cancelled. It runs until');
    expect(await balance(customer)).toMatch(/ends on .* and will not renew/);
    shop.product.group.writes(topic, '/info');
    await shop.product.group.sees(topic, /Monthly plan: ends on .*, will not renew/);
    await shop.onPage(portal, { action: 'resume', target: id });
    await customer.sees('goes on: it renews on');
    expect(await balance(customer)).toContain('renews on');
    await shop.onPage(portal, { action: 'cancel', target: id });
    await customer.waitFor(() => shop.count(customer, 'is cancelled') === 2, 'the second notice');
    const end = new Date((shop.subscription(id).items.data[0]?.current_period_end ?? 0) * 1_000);
    const inTokyo = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Tokyo' } as const;
    expect(notice.text).toContain(new Intl.DateTimeFormat('en', inTokyo).format(end));
    await shop.passUntil(new Date(end.getTime() + 1_000));
    await customer.sees('Monthly plan has ended. Your credits stay until they expire');
    expect(await shop.given(customer)).toEqual({ credits: 100, periods: 1, payments: 1 });
    expect(await balance(customer)).toMatch(/110 credits[\s\S]*No pass is running/);
  });

  it('that is ended at once in the Dashboard gives nothing more, and keeps the credits', async () => {
    const { customer, id } = await shop.subscriber('Gil');
    shop.product.stripe.control.endSubscription(id);
    await customer.sees('Monthly plan has ended');
    expect(await balance(customer)).toMatch(/110 credits[\s\S]*No pass is running/);
  });

  it('that is paused runs to the end of what was paid; resumed, it goes on', async () => {
    const { customer, id } = await shop.subscriber('Hal');
    await shop.api.subscriptions.update(id, { pause_collection: { behavior: 'void' } });
    const notice = await customer.sees('is paused: nothing is charged');
    expect(notice.text).toContain('Messages stay free until');
    expect(await balance(customer)).toMatch(/messages are free until[\s\S]*paused, nothing is charged/);
    await shop.pass(32 * day);
    expect(await balance(customer)).toMatch(/No pass is running[\s\S]*paused/);
    expect(await shop.given(customer)).toMatchObject({ credits: 100, periods: 1 });
    await shop.api.subscriptions.update(id, { pause_collection: '' });
    await customer.sees('goes on: the next payment is on');
    await shop.pass(31 * day);
    expect(await shop.given(customer)).toMatchObject({ credits: 200, periods: 2 });
    expect(shop.count(customer, 'is paused')).toBe(1);
  });

  it('that Stripe itself has paused is shown so, and resumed', async () => {
    const { customer, id } = await shop.subscriber('Ivy');
    await shop.api.subscriptions.pause(id, {});
    await customer.sees('is paused: nothing is charged');
    await shop.api.subscriptions.resume(id);
    await customer.sees('goes on: the next payment is on');
  });

  it('is not touched by what somebody wrote into its metadata', async () => {
    const { customer, id } = await shop.subscriber('Jon');
    const { customer: other } = await shop.subscriber('Kim');
    const [theirs] = await shop.product.rows<{ id: string }>(
      `select id from purchases where user_id = (select id from users where telegram_id = $1)
         and kind = 'subscription'`,
      [other.id],
    );
    shop.product.stripe.control.editMetadata(id, { purchase_id: theirs?.id ?? '' });
    shop.product.stripe.control.renewSubscription(id);
    await customer.sees('Your balance: 210 credits');
    expect(await shop.given(other)).toMatchObject({ credits: 100 });
  });
});
