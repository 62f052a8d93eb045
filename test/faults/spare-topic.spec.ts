import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Product } from '../support/product.js';

describe('a topic whose creation was lost on the way', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  it('and that was made again still leads to the customer', async () => {
    const { telegram, group } = product;
    const ann = product.customer('Ann');
    ann.start();
    await ann.sees('Hello');
    telegram.faults.add({ method: 'createForumTopic', times: 1 }, 'execute-then-drop');
    const release = telegram.delivery.faults.hold({ queue: `chat:${group.id}` });
    ann.says('Good morning');
    await group.waitFor(() => group.topics().length === 2, 'a second topic');
    const [first = 0, second = 0] = group.topics().map(({ threadId }) => threadId);
    await group.sees(second, 'Good morning');

    const answer = group.writes(first, 'An answer in the first topic');
    release();
    await ann.sees('An answer in the first topic');
    await group.sees(first, 'goes on in another topic');
    await group.waitFor(
      () => group.messages(first).find((message) => message.message_id === answer)?.reactions.length === 1,
      'the delivered mark',
    );

    // Put away by a moderator, it takes nothing along.
    telegram.actors.closeTopic(group.administrator, group.id, first);
    ann.says('Thank you');
    await group.sees(second, 'Thank you');
    expect(await product.rows('select state from threads')).toEqual([{ state: 'open' }]);
    expect(group.topics()).toHaveLength(2);
  });
});
