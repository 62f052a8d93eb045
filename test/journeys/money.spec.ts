import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FetchMissedEvents } from '../../src/payments/inbox/fetch-missed-events.cron.js';
import type { Customer } from '../support/customer.js';
import { sessionOf } from '../support/customer.js';
import { Product } from '../support/product.js';

describe('a customer’s money', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  beforeEach(() => {
    product.telegram.faults.clear();
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  async function arrives(name: string): Promise<Customer> {
    const customer = product.customer(name);
    customer.start();
    await customer.sees('10 credits</b> to start with'.replace('</b>', ''));
    return customer;
  }

  async function balanceOf(customer: Customer): Promise<string> {
    const before = customer.chat().length;
    customer.says('/balance');
    await customer.waitFor(
      () =>
        customer
          .chat()
          .slice(before)
          .some((message) => message.text.startsWith('💳')),
      'the balance',
    );
    return (
      customer
        .chat()
        .slice(before)
        .find((message) => message.text.startsWith('💳'))?.text ?? ''
    );
  }

  it('starts with the welcome credits, given once, and shows them with the bar', async () => {
    const anna = await arrives('Anna');
    anna.start();
    await anna.waitFor(
      () => anna.chat().filter((message) => message.text.includes('Hello')).length === 2,
      'two greetings',
    );
    expect(await balanceOf(anna)).toContain('10 credits\n[█░░░░░░░░░] 10%');
  });

  it('takes what a message costs when its copy stands in the topic', async () => {
    const ben = await arrives('Ben');
    ben.says('one credit');
    product.telegram.actors.send(ben.id, 'photo', {});
    product.telegram.actors.send(ben.id, 'voice', {});
    const topic = await product.group.topicOf(ben);
    await product.group.waitFor(() => product.group.copies(topic).length === 3, 'three copies');
    await ben.sees('2 credits left');
    expect(await balanceOf(ben)).toContain('2 credits\n[░░░░░░░░░░] 2%');
  });

  it('gives the credits back when Telegram refuses the copy, and says so on both sides', async () => {
    const cleo = await arrives('Cleo');
    cleo.says('first');
    const topic = await product.group.topicOf(cleo);
    await product.group.sees(topic, 'first');
    const refusal = { error: { code: 400, description: "Bad Request: the message can't be copied" } };
    // What cannot be copied is forwarded, unless that is refused too.
    product.telegram.faults.add({ method: 'copyMessage', times: 1 }, refusal);
    product.telegram.faults.add({ method: 'forwardMessage', times: 1 }, refusal);
    product.telegram.actors.send(cleo.id, 'photo', {});
    await cleo.sees('could not be passed on');
    await product.group.sees(topic, 'a photo, which can’t be shown here');
    expect(await balanceOf(cleo)).toContain('9 credits');
    cleo.says('second');
    await product.group.sees(topic, 'second');
  });

  it('keeps a message that is too expensive and delivers it by itself once paid', async () => {
    const dan = await arrives('Dan');
    product.telegram.actors.send(dan.id, 'voice', {});
    product.telegram.actors.send(dan.id, 'voice', {});
    const topic = await product.group.topicOf(dan);
    await product.group.waitFor(() => product.group.copies(topic).length === 2, 'two voice messages');
    dan.says('and this one?');
    const notice = await dan.sees('costs 1 credit');
    expect(notice.text).toContain('You have 0 credits. Missing: 1 credit');
    expect(product.group.copies(topic)).toHaveLength(2);
    dan.pays(dan.pageOf(notice, '10 credits'));
    await product.group.sees(topic, 'and this one?');
    await dan.sees('Paid');
    expect(await balanceOf(dan)).toContain('9 credits');
  });

  it('shows the same page again while unpaid, straight from /buy10, and lists the packs for another number', async () => {
    const eli = await arrives('Eli');
    eli.says('/buy10');
    const first = await eli.sees('10 credits for $5.00');
    const page = eli.pageOf(first, 'Pay $5.00');
    eli.says('/buy10');
    await eli.waitFor(
      () => eli.chat().filter((message) => message.text.includes('for $5.00')).length === 2,
      'a second offer',
    );
    const second = eli.chat().filter((message) => message.text.includes('for $5.00'))[1];
    expect(second?.buttons.flat()[0]?.['url']).toBe(page);
    eli.says('/buy11');
    const hint = await eli.sees('no pack of 11 credits');
    expect(hint.text).toContain('/buy10, /buy25, /buy50, /buy100');
  });

  it('tells customer and General when a card is declined; the same page can still be paid', async () => {
    const fay = await arrives('Fay');
    fay.says('/buy25');
    const page = fay.pageOf(await fay.sees('25 credits for'), 'Pay');
    fay.pays(page, 'declined');
    await fay.sees('Your bank declined');
    const alert = await product.group.sees(0, 'Payment failed');
    expect(alert.text).toContain('$10.00');
    expect(alert.text).toContain(`Fay (${fay.id})`);
    fay.pays(page);
    await fay.sees('Your balance: 35 credits');
  });

  it('grants once although every webhook comes three times and in the wrong order', async () => {
    const gus = await arrives('Gus');
    product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 3, times: 20 });
    product.stripe.control.faults.webhook({ kind: 'shuffle', times: 20 });
    await gus.buys('50 credits');
    await gus.sees('Your balance: 60 credits');
    await product.stripe.control.settled();
    product.stripe.control.faults.clear();
    expect(await balanceOf(gus)).toContain('60 credits');
    expect(gus.chat().filter((message) => message.text.includes('Paid'))).toHaveLength(1);
  });

  it('alerts General about a dispute with its deadline', async () => {
    const hal = await arrives('Hal');
    hal.says('/buy100');
    const page = hal.pageOf(await hal.sees('100 credits for'), 'Pay');
    hal.pays(page);
    await hal.sees('Paid');
    const charge = product.stripe.control.charges().at(-1);
    product.stripe.control.createDispute(charge?.id ?? '', { reason: 'fraudulent' });
    const alert = await product.group.sees(0, 'Dispute opened');
    expect(alert.text).toContain('$30.00');
    expect(alert.text).toMatch(/Answer by \w{3} \d{1,2}, \d{4}, .*days left/);
    expect(alert.text).toContain('Hal');
  });

  it('makes messages free while a pass runs, and a second pass begins where the first ends', async () => {
    const ida = await arrives('Ida');
    await ida.buys('Day pass');
    await ida.sees('Messages are free until');
    product.telegram.actors.send(ida.id, 'voice', {});
    const topic = await product.group.topicOf(ida);
    await product.group.waitFor(() => product.group.copies(topic).length === 1, 'the voice message');
    expect(await balanceOf(ida)).toContain('10 credits');
    await ida.buys('Day pass');
    await ida.waitFor(
      () => ida.chat().filter((message) => message.text.includes('Paid')).length === 2,
      'the second receipt',
    );
    const spans = await product.rows<{ hours: number }>(
      `select extract(epoch from max(ends_at) - min(starts_at))::int / 3600 as hours from access_periods
       where user_id = (select id from users where telegram_id = $1)`,
      [ida.id],
    );
    expect(spans[0]?.hours).toBe(48);
  });

  it('grants a plan’s credits for every paid period, once each', async () => {
    const jan = await arrives('Jan');
    await jan.buys('Monthly plan');
    await jan.sees('Your balance: 110 credits');
    expect(await balanceOf(jan)).toMatch(/Monthly plan: messages are free until/);
    const subscription = product.stripe.control.subscriptions().at(-1);
    product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 2, times: 20 });
    product.stripe.control.renewSubscription(subscription?.id ?? '');
    await jan.sees('Your balance: 210 credits');
    await product.stripe.control.settled();
    product.stripe.control.faults.clear();
    expect(await balanceOf(jan)).toContain('210 credits');
  });

  it('opens the billing page for those who bought, and offers products to the others', async () => {
    const kay = await arrives('Kay');
    kay.says('/billing');
    const nothing = await kay.sees('You have not bought anything yet');
    kay.pays(kay.pageOf(nothing, '10 credits'));
    await kay.sees('Paid');
    kay.says('/billing');
    const portal = await kay.sees('on this private page');
    const page = await fetch(kay.pageOf(portal, 'Open billing page'));
    expect(page.status).toBe(200);
  });

  it('finds out by itself about a payment whose webhooks were all lost', async () => {
    const nia = await arrives('Nia');
    product.stripe.control.faults.webhook({ kind: 'drop', times: 50 });
    await nia.buys('25 credits');
    product.stripe.control.faults.clear();
    expect(await balanceOf(nia)).toContain('10 credits');
    await product.part(FetchMissedEvents).handle();
    await nia.sees('Your balance: 35 credits');
    await product.part(FetchMissedEvents).handle();
    expect(await balanceOf(nia)).toContain('35 credits');
  });

  it('says that the payment page is away when Stripe is, and tries again at a press', async () => {
    const max = await arrives('Max');
    product.stripe.control.faults.api({
      kind: '500-before-commit',
      method: 'POST',
      path: '/v1/checkout/sessions',
      times: 30,
    });
    max.says('/buy10');
    const apology = await max.sees('cannot be opened at the moment');
    max.start('buy_day_pass');
    await max.waitFor(
      () => max.chat().filter((message) => message.text.includes('cannot be opened')).length === 2,
      'both apologies',
    );
    product.stripe.control.faults.clear();
    max.press(apology, '🔄 Try again');
    await max.sees('10 credits for $5.00');
  });

  it('grants nothing for a session that was tampered with, and tells General', async () => {
    const lea = await arrives('Lea');
    lea.says('/buy10');
    const session = sessionOf(lea.pageOf(await lea.sees('10 credits for'), 'Pay'));
    await product.rows(`update purchases set amount = 499 where session_id = $1`, [session]);
    product.stripe.control.payCheckout(session);
    const alert = await product.group.sees(0, 'does not match what was sold');
    expect(alert.text).toContain('499 usd');
    expect(await balanceOf(lea)).toContain('10 credits');
  });
});
