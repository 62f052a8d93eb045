import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Product } from '../support/product.js';

describe('the first day of a customer', () => {
  let product: Product;

  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    await product.stop();
  });

  it('goes from /start to paying to a moderator’s answer', async () => {
    // Given somebody who opens the bot
    const anna = product.customer('Anna', 'en', 'anna');
    anna.start();
    const greeting = await anna.sees('Hello, Anna');
    expect(greeting.buttons.flat().map((button) => button['text'])).toEqual(['▶️ Start']);

    // When they press the button, the same message turns into the product list
    anna.press(greeting, '▶️ Start');
    await anna.waitFor(
      () => anna.chat().some((message) => message.text.includes('What would you like?')),
      'the list',
    );
    const list = await anna.sees('What would you like?');
    expect(list.message_id).toBe(greeting.message_id);
    expect(list.buttons).toHaveLength(7);

    // And pay for ten credits
    anna.pays(anna.pageOf(list, '10 credits · $5.00'));
    const receipt = await anna.sees('Paid');
    expect(receipt.text).toContain('Your balance: 20 credits');

    // When they write, the moderators get a topic with a pinned card
    anna.says('Good morning!');
    const topic = await product.group.topicOf(anna);
    expect(product.group.topics()[0]?.name).toBe(`Anna · @anna · ${anna.id}`);
    await product.group.sees(topic, 'Good morning!');
    const card = await product.group.card(topic);
    expect(card.text).toContain('@anna');

    // When a moderator answers, the customer reads it and the answer gets its mark
    const answer = product.group.writes(topic, 'Good morning, Anna!');
    await anna.sees('Good morning, Anna!');
    await product.group.waitFor(
      () =>
        product.group.messages(topic).find((message) => message.message_id === answer)?.reactions.length ===
        1,
      'the delivered mark',
    );
    expect(await product.violations()).toEqual([]);
  });
});
