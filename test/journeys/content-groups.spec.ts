import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { calm } from '../support/calm.js';
import { ContentCustomer } from '../support/content-customer.js';
import { Group } from '../support/group.js';
import { Product } from '../support/product.js';

describe('locked content of several admin groups', () => {
  let product: Product;
  let second: Group;
  beforeAll(async () => {
    product = await Product.start();
    second = Group.create(product.telegram);
    await product.restart({ ADMIN_GROUP_ID: `${product.group.id},${second.id}` });
  });
  afterAll(async () => {
    await calm(product);
    expect(await product.violations()).toEqual([]);
    await product.stop();
  });

  /** The bot's answer to a command in that group. */
  async function answer(group: Group, command: string, replyTo?: number): Promise<VisibleMessage> {
    const written = group.writes(0, command, replyTo === undefined ? {} : { replyTo });
    const find = (): VisibleMessage | undefined =>
      group.general().find((message) => message.isFromBot && message.replyTo === written);
    await group.waitFor(() => find() !== undefined, `an answer to ${command}`);
    return find() as VisibleMessage;
  }

  /** A photo of that group, locked; the number of the item and of the message. */
  async function sells(group: Group, words: string): Promise<{ id: number; photo: number }> {
    const { actors } = product.telegram;
    const photo = actors.sendInTopic(group.administrator, group.id, undefined, 'photo', {}).message_id;
    const id = /Locked as #(\d+)/.exec((await answer(group, `/lock ${words}`, photo)).text)?.[1];
    return { id: Number(id), photo };
  }

  it('comes from the group in which it was posted, and both groups see how all of it sells', async () => {
    const [one, two] = [await sells(product.group, '2 First set'), await sells(second, '3 Second set')];
    const ann = await ContentCustomer.arrive(product, 'Ann');
    for (const { id } of [two, one]) ann.unlocks(await ann.finds(id));
    const copies = await ann.has(2);
    expect(copies.map(({ copiedFrom }) => copiedFrom)).toEqual([
      { chatId: second.id, messageId: two.photo },
      { chatId: product.group.id, messageId: one.photo },
    ]);
    await ann.isLeftWith(5);
    for (const group of [product.group, second]) {
      const list = await answer(group, '/content');
      expect(list.text).toContain('First set');
      expect(list.text).toContain('Second set');
      expect(list.text).toMatch(/Unlocks in 14 days: 2; most on \w{3} \d+: 2\n▁{13}█ /);
    }
    const item = await answer(product.group, `/content ${two.id}`);
    expect(item.text).toContain('Unlocks in 14 days: 1;');
  });

  it('is changed from either group, and gone when its own group deleted the message', async () => {
    const { id, photo } = await sells(second, '2 Third set');
    await answer(product.group, `/content ${id} price 4`);
    const ben = await ContentCustomer.arrive(product, 'Ben');
    const teaser = await ben.finds(id);
    expect(teaser.text).toContain('4 credits');
    product.telegram.actors.deleteMessage(second.id, photo);
    ben.unlocks(teaser);
    await ben.customer.sees('went back to your balance');
    await ben.isLeftWith(10);
    expect((await answer(second, `/content ${id}`)).text).toContain('Nothing was unlocked in 14 days');
  });
});
