import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Product } from '../support/product.js';

describe('the budget of calls', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start({
      telegram: { limits: { chatPerSecond: 5, chatBurst: 3, groupPerMinute: 1_000, globalPerSecond: 30 } },
      variables: { TELEGRAM_CHAT_RATE: '5', TELEGRAM_GROUP_RATE: '1000', TELEGRAM_GLOBAL_RATE: '30' },
    });
  });
  afterAll(async () => {
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  it(
    'is never overdrawn, carries bursts in one call, and lets everybody through',
    { timeout: 60_000 },
    async () => {
      const people = Array.from({ length: 8 }, (_, index) => product.customer(`B${index}`));
      for (let round = 0; round < 6; round += 1)
        for (const person of people) person.says(`${person.name}/${round}`);
      for (const person of people) {
        const topic = await product.group.topicOf(person);
        await product.group.waitFor(() => product.group.copies(topic).length === 6, `all of ${person.name}`);
        const expected = Array.from({ length: 6 }, (_, round) => `${person.name}/${round}`);
        expect(product.group.copies(topic).map((message) => message.text)).toEqual(expected);
      }
      expect(product.telegram.limiter.refused).toBe(0);
      // 48 messages in at most three calls each for eight people: the first one, and what waited meanwhile.
      const copies = product.telegram.journal.calls().filter((call) => /^copyMessages?$/.test(call.method));
      expect(copies.length).toBeLessThanOrEqual(24);
    },
  );

  it('obeys retry_after for that chat, keeps the order, and does not slow the others down', async () => {
    const anna = product.customer('Anna');
    anna.says('one');
    const topic = await product.group.topicOf(anna);
    await product.group.sees(topic, 'one');
    const flood = {
      code: 429,
      description: 'Too Many Requests: retry after 2',
      parameters: { retry_after: 2 },
    };
    // One of the two strikes, whether or not the messages go together.
    for (const method of ['copyMessage', 'copyMessages']) {
      product.telegram.faults.add({ method, chatId: product.group.id, times: 1 }, { error: flood });
    }
    const started = performance.now();
    anna.says('two');
    anna.says('three');
    product.group.writes(topic, 'answer');
    await anna.sees('answer');
    expect(product.group.copies(topic)).toHaveLength(1);
    await product.group.sees(topic, 'three');
    expect(performance.now() - started).toBeGreaterThan(1_900);
    expect(product.group.copies(topic).map((message) => message.text)).toEqual(['one', 'two', 'three']);
  });
});
