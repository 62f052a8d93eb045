import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { Transactor } from '../../src/database/transactor.js';
import { SettingsService } from '../../src/users/settings/settings.service.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

const hour = 60 * 60 * 1_000;

describe('how a conversation was', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
    await product
      .part(Transactor)
      .run((tx) => product.part(SettingsService).change(tx, 'ask_for_rating', true, 'test'));
  });
  afterEach(async () => {
    expect(await product.rows('select kind, error from dead_lane_items')).toEqual([]);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const asks = (customer: Customer): VisibleMessage[] =>
    customer.chat().filter(({ buttons }) => buttons.flat().length === 5);
  const now = (customer: Customer, { message_id: id }: VisibleMessage): string =>
    customer.chat().find(({ message_id }) => message_id === id)?.text ?? '';
  async function closed(
    name: string,
  ): Promise<{ customer: Customer; topic: number; question: VisibleMessage }> {
    const { customer, topic } = await SupportThread.open(product, name);
    await product.group.sees(topic, 'hello');
    await calm(product);
    product.group.writes(topic, '/close');
    const question = await customer.sees('How was this conversation?');
    await calm(product);
    return { customer, topic, question };
  }

  it('is asked once a week, rated, changed for an hour, and shown in the topic', async () => {
    const { customer, topic, question } = await closed('Ann');
    customer.press(question, '3 ⭐');
    await product.group.sees(topic, 'rates the conversation 3 of 5.');
    product.advance(hour / 2);
    customer.press(question, `rate:1:5`);
    await product.group.sees(topic, 'rates the conversation 5 of 5, changed from 3.');
    await customer.waitFor(() => now(customer, question).includes('5 of 5'), 'the new score');
    product.advance(hour);
    const late = await customer.press(question, 'rate:1:1').answered();
    expect(late.text).toContain('is over');
    // Another conversation within the week ends without a question.
    customer.says('one more');
    await product.group.sees(topic, 'one more');
    await calm(product);
    product.group.writes(topic, '/close');
    await calm(product);
    expect(asks(customer)).toHaveLength(1);
    expect(await product.rows('select score from ratings')).toEqual([{ score: 5 }]);
  });

  it('can be explained in an answer that costs nothing and stays a note', async () => {
    const { customer, topic, question } = await closed('Ben');
    customer.press(question, '2 ⭐');
    await customer.waitFor(() => now(customer, question).includes('2 of 5'), 'thanks');
    const balance = await product.rows('select sum(credits) from credit_accounts');
    customer.says('too slow <sigh>', { replyTo: question.message_id });
    await customer.sees('Thank you, we read it');
    await product.group.sees(topic, 'too slow <sigh>');
    await calm(product);
    expect(await product.rows('select body, author_name from notes')).toEqual([
      { body: 'too slow <sigh>', author_name: 'the customer' },
    ]);
    expect(await product.rows('select sum(credits) from credit_accounts')).toEqual(balance);
    // A second answer is a message like any other.
    customer.says('and another thing', { replyTo: question.message_id });
    await product.group.waitFor(
      () => product.group.copies(topic).some(({ text }) => text === 'and another thing'),
      'a copy',
    );
    await calm(product);
  });

  it('is nobody else’s to say', async () => {
    const { question } = await closed('Cid');
    const eve = product.customer('Eve');
    eve.start();
    const greeting = await eve.sees('Hello');
    const id = /rate:(\d+):/.exec(String(question.buttons[0]?.[0]?.['callback_data']))?.[1] ?? '';
    const press = product.telegram.actors.pressData(eve.id, eve.id, greeting.message_id, `rate:${id}:1`);
    expect((await press.answered()).text).toContain('out of date');
    expect(await product.rows('select score from ratings where id = $1', [Number(id)])).toEqual([
      { score: null },
    ]);
  });
});
