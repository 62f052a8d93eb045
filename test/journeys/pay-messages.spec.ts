import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { type Customer, sessionOf } from '../support/customer.js';
import { Product } from '../support/product.js';

describe('messages that lead to a payment page', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  async function arrives(name: string, language = 'en'): Promise<Customer> {
    const customer = product.customer(name, language);
    customer.start();
    await customer.waitFor(() => customer.chat().some(({ isFromBot }) => isFromBot), 'the greeting');
    return customer;
  }

  const now = (customer: Customer, { message_id }: VisibleMessage): VisibleMessage =>
    customer.chat().find((message) => message.message_id === message_id) as VisibleMessage;

  const labels = (message: VisibleMessage): unknown[] => message.buttons.flat().map(({ text }) => text);

  /** Held open until the bot's record of the message exists, as a person's first second of reading would. */
  async function remembered(message: VisibleMessage): Promise<void> {
    await expect
      .poll(() => product.rows('select 1 from pay_messages where message_id = $1', [message.message_id]))
      .toHaveLength(1);
  }

  it('turn into “paid” once paid: the page in its text, the list at its button, which then says why', async () => {
    const ann = await arrives('Ann');
    ann.says('/buy');
    const list = await ann.sees('What would you like?');
    ann.says('/buy10');
    const page = await ann.sees('10 credits for $5.00');
    await remembered(page);
    ann.pays(ann.pageOf(page, 'Pay'));
    await ann.waitFor(() => now(ann, page).text.includes('paid. Thank you!'), 'the page says paid');
    expect(now(ann, page).buttons).toEqual([]);
    await ann.waitFor(() => labels(now(ann, list)).includes('✅ 10 credits · $5.00'), 'the button says paid');
    // The other offers of the list still work.
    expect(labels(now(ann, list))).toHaveLength(7);
    expect(ann.pageOf(now(ann, list), '25 credits')).toContain('cs_');
    const press = ann.press(now(ann, list), '✅ 10 credits · $5.00');
    await ann.waitFor(() => press.answer !== undefined, 'an answer to the press');
    expect(press.answer).toMatchObject({ showAlert: true });
    expect(press.answer?.text).toMatch(/^You have paid for this already \(.+\)\. \/buy shows everything\.$/);
  });

  it('turn into “expired” together, silently, and a press opens a new page', async () => {
    const bob = await arrives('Bob');
    bob.says('/buy10');
    const page = await bob.sees('10 credits for $5.00');
    await remembered(page);
    const messages = bob.chat().length;
    product.stripe.control.expireCheckout(sessionOf(bob.pageOf(page, 'Pay')));
    await bob.waitFor(() => labels(now(bob, page)).includes('🔄 New page'), 'the page says expired');
    expect(now(bob, page).text).toContain('this page has expired. Nothing was charged.');
    expect(bob.chat()).toHaveLength(messages);
    bob.press(now(bob, page), '🔄 New page');
    await bob.waitFor(() => bob.chat().length === messages + 1, 'a new page');
    expect(bob.pageOf(bob.chat().at(-1) as VisibleMessage, 'Pay')).toContain('cs_');
  });

  it('say that money is on its way and then that it did not arrive', async () => {
    const cid = await arrives('Cid', 'es');
    cid.says('/buy25');
    const page = await cid.sees('25 créditos');
    await remembered(page);
    const session = sessionOf(cid.pageOf(page, 'Pagar'));
    product.stripe.control.payCheckout(session, { scenario: 'delayed_failure' });
    await cid.waitFor(() => now(cid, page).text.includes('está en camino'), 'on its way');
    product.stripe.control.completeAsync(session, false);
    await cid.waitFor(() => now(cid, page).text.includes('no se completó'), 'it did not arrive');
    expect(labels(now(cid, page))).toEqual(['🔄 Página nueva']);
  });

  it('answer a button of somebody else’s purchase, or of none, like a stale one', async () => {
    const dee = await arrives('Dee');
    const eve = await arrives('Eve');
    dee.says('/buy10');
    const page = await dee.sees('10 credits for $5.00');
    const [{ id } = { id: '' }] = await product.rows<{ id: string }>(
      `select id from purchases where user_id = (select id from users where telegram_id = $1)`,
      [dee.id],
    );
    const greeting = eve.chat().find(({ isFromBot }) => isFromBot) as VisibleMessage;
    for (const data of [`offer:${id}`, 'offer:00000000-0000-4000-8000-000000000000', 'offer:x']) {
      const press = product.telegram.actors.pressData(eve.id, eve.id, greeting.message_id, data);
      await eve.waitFor(() => press.answer !== undefined, `an answer to ${data}`);
      expect(press.answer?.text).toContain('out of date');
    }
    expect(labels(now(dee, page))).toEqual(['Pay $5.00']);
  });

  it('are edited in place or not at all: a deleted page is not sent again', async () => {
    const fay = await arrives('Fay');
    fay.says('/buy10');
    const page = await fay.sees('10 credits for $5.00');
    await remembered(page);
    const link = fay.pageOf(page, 'Pay');
    product.telegram.actors.deleteMessage(fay.id, page.message_id);
    fay.pays(link);
    await fay.sees('Your balance: 20 credits');
    await expect
      .poll(() => product.rows('select 1 from pay_messages where chat_id = $1', [fay.id]))
      .toHaveLength(0);
    await expect
      .poll(() => product.rows(`select 1 from lane_items where lane = $1`, [`customer:${fay.id}`]))
      .toHaveLength(0);
    expect(fay.chat().filter(({ text }) => text.includes('Thank you'))).toEqual([]);
  });
});
