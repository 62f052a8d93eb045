import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { DropUnpaid } from '../../src/conversations/relay/drop-unpaid.use-case.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

const minute = 60 * 1_000;

describe('messages beyond the balance', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  /** Somebody who has spent the welcome credits. */
  async function spent(name: string, language = 'en'): Promise<{ customer: Customer; topic: number }> {
    const customer = product.customer(name, language);
    customer.start();
    await customer.waitFor(() => customer.chat().length > 1, 'the greeting');
    for (let voice = 0; voice < 2; voice += 1) product.telegram.actors.send(customer.id, 'voice', {});
    const topic = await product.group.topicOf(customer);
    await product.group.waitFor(() => product.group.copies(topic).length === 2, 'both voice messages');
    return { customer, topic };
  }

  const notices = (customer: Customer, text: string): string[] =>
    customer
      .chat()
      .filter((message) => message.isFromBot && message.text.includes(text))
      .map((message) => message.text);
  const marks = (customer: Customer): (string | undefined)[] =>
    customer
      .chat()
      .filter((message) => !message.isFromBot && message.text.startsWith('no. '))
      .map((message: VisibleMessage) => message.reactions[0]?.emoji);
  const write = (customer: Customer, from: number, to: number): void => {
    for (let number = from; number <= to; number += 1) customer.says(`no. ${number}`);
  };

  it('have one notice that counts them, a mark each, cost nothing, and go out in order once paid', async () => {
    const { customer: ann, topic } = await spent('Ann');
    write(ann, 1, 8);
    await ann.waitFor(() => notices(ann, '8 messages').length === 1, 'the notice counts');
    await calm(product);
    expect(notices(ann, 'Missing:')).toEqual([
      expect.stringContaining('Together they cost 8 credits. You have 0 credits. Missing: 8 credits.'),
    ]);
    expect(marks(ann)).toEqual(Array(8).fill('😴'));
    expect(product.group.copies(topic)).toHaveLength(2);
    await ann.buys('10 credits');
    await ann.sees('Paid: 10 credits');
    await product.group.waitFor(() => product.group.copies(topic).length === 10, 'all of them');
    const copies = product.group.copies(topic).map(({ text }) => text);
    expect(copies.slice(2)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `no. ${number}`));
    await ann.waitFor(() => marks(ann).every((mark) => mark === undefined), 'the marks are gone');
  });

  it('after a pause have a notice of their own, and another mark when nobody paid for them', async () => {
    const { customer: bea } = await spent('Bea', 'es');
    write(bea, 1, 2);
    await bea.waitFor(() => notices(bea, '2 mensajes').length === 1, 'the first notice');
    product.advance(11 * minute);
    write(bea, 3, 3);
    await bea.waitFor(() => notices(bea, '3 mensajes').length === 1, 'the second notice');
    expect(notices(bea, 'faltan')).toHaveLength(2);
    product.advance(25 * 60 * minute);
    await product.part(DropUnpaid).execute();
    await bea.waitFor(() => marks(bea).every((mark) => mark === '🙈'), 'every one is marked');
  });
});
