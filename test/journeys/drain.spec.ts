import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '../support/customer.js';
import { Group } from '../support/group.js';
import { Product } from '../support/product.js';

describe('several groups, and one that runs empty', () => {
  let product: Product;
  let second: Group;

  beforeAll(async () => {
    product = await Product.start();
    second = Group.create(product.telegram);
    await product.restart({ ADMIN_GROUP_ID: `${product.group.id},${second.id}` });
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  const newcomer = async (name: string, group: Group): Promise<{ customer: Customer; topic: number }> => {
    const customer = product.customer(name);
    customer.says(`I am ${name}`);
    const topic = await group.topicOf(customer);
    await group.sees(topic, `I am ${name}`);
    return { customer, topic };
  };
  const logged = (): Promise<object[]> =>
    product.rows(`select action, actor_name as by from audit_log where action like '%_group' order by id`);

  it('shares new customers out by open conversations', async () => {
    await newcomer('Ann', product.group);
    await newcomer('Ben', second);
    const { topic } = await newcomer('Cid', product.group);
    product.group.writes(topic, '/close');
    await product.group.sees(topic, 'Conversation closed');
    await newcomer('Dan', product.group);
    await newcomer('Eva', second);
  });

  it('refuses members, odd words, and the last group that takes customers', async () => {
    product.group.writes(0, '/drain', { by: product.group.member });
    await product.group.sees(0, 'Only administrators');
    product.group.writes(0, '/drain now');
    await product.group.sees(0, 'Write /drain to let no new customers');
    product.group.writes(0, '/drain off');
    await product.group.sees(0, 'New customers come here already');
    expect(await logged()).toEqual([]);
  });

  it('sends new customers elsewhere, keeps open conversations, and moves closed ones with their next message', async () => {
    const { customer: staying, topic: present } = await newcomer('Fay', product.group);
    const { customer: leaving, topic: old } = await newcomer('Gus', second);
    second.writes(old, '/close');
    await second.sees(old, 'Conversation closed');
    product.telegram.delivery.faults.duplicate(3);
    second.writes(0, '/drain');
    await second.sees(0, 'No new customers come here from now on');
    expect(await logged()).toEqual([{ action: 'drain_group', by: 'Ada' }]);

    await newcomer('Hal', product.group);
    await newcomer('Ivy', product.group);
    staying.says('still here');
    await product.group.sees(present, 'still here');

    const texts = ['I am back', 'with a question'];
    for (const text of texts) leaving.says(text);
    const topic = await product.group.topicOf(leaving);
    await product.group.sees(topic, 'with a question');
    expect(product.group.copies(topic).map(({ text }) => text)).toEqual(texts);
    await product.group.card(topic);
    product.group.writes(topic, 'the answer');
    await leaving.sees('the answer');
    second.writes(old, 'and a late one');
    await leaving.sees('and a late one');
  });

  it('never leaves customers without any group, and remembers over a restart until it is undone', async () => {
    product.group.writes(0, '/drain');
    await product.group.sees(0, 'No other group takes new customers');
    await product.restart();
    second.writes(0, '/drain off');
    await second.sees(0, 'not in ADMIN_GROUP_ID');
    await product.restart({ ADMIN_GROUP_ID: `${product.group.id},${second.id}` });
    await newcomer('Jim', product.group);
    second.writes(0, '/drain off');
    await second.sees(0, 'New customers come here again');
    await newcomer('Kay', second);
    expect(await logged()).toEqual([
      { action: 'drain_group', by: 'Ada' },
      { action: 'fill_group', by: 'Ada' },
    ]);
  });
});
