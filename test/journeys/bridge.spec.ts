import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

const kinds = [
  'photo',
  'video',
  'animation',
  'audio',
  'document',
  'voice',
  'video_note',
  'sticker',
  'location',
  'venue',
  'contact',
  'poll',
  'dice',
] as const;

describe('the bridge between a customer and the moderators', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  /** Somebody with credits to spare, a topic and a card. */
  async function known(name: string): Promise<{ customer: Customer; topic: number }> {
    const customer = product.customer(name);
    customer.start();
    await customer.sees('Hello');
    await customer.buys('100 credits');
    await customer.sees('Paid');
    customer.says(`I am ${name}`);
    const topic = await product.group.topicOf(customer);
    await product.group.sees(topic, `I am ${name}`);
    await product.group.card(topic);
    return { customer, topic };
  }

  it('carries every kind of message both ways, in order', async () => {
    const { customer, topic } = await known('Kim');
    for (const kind of kinds) product.telegram.actors.send(customer.id, kind, {});
    await product.group.waitFor(
      () => product.group.copies(topic).length === kinds.length + 1,
      'all kinds in the topic',
    );
    expect(product.group.copies(topic).map((message) => message.kind)).toEqual(['text', ...kinds]);

    const before = customer.chat().length;
    for (const kind of kinds) {
      product.telegram.actors.sendInTopic(product.group.administrator, product.group.id, topic, kind, {});
    }
    await customer.waitFor(
      () => customer.chat().length >= before + kinds.length,
      'all kinds at the customer',
    );
    expect(
      customer
        .chat()
        .slice(before)
        .map((message) => message.kind),
    ).toEqual([...kinds]);
  });

  it('keeps replies, both ways', async () => {
    const { customer, topic } = await known('Rita');
    const question = customer.says('Is it open on Sunday?');
    const copy = await product.group.sees(topic, 'Is it open on Sunday?');
    // A copy is seen a moment before it is known where it stands.
    await calm(product);
    product.group.writes(topic, 'Yes, from ten.', { replyTo: copy.message_id });
    const answer = await customer.sees('Yes, from ten.');
    await calm(product);
    expect(answer.replyTo).toBe(question);

    customer.says('Thank you!', { replyTo: answer.message_id });
    const thanks = await product.group.sees(topic, 'Thank you!');
    const original = await product.group.sees(topic, 'Yes, from ten.');
    expect(thanks.replyTo).toBe(original.message_id);
  });

  it('lets edits follow in place, both ways, and shows them beside a forward', async () => {
    const { customer, topic } = await known('Eva');
    const text = customer.says('Tuesday');
    await product.group.sees(topic, 'Tuesday');
    product.telegram.actors.editText(customer.id, text, 'Wednesday');
    const copy = await product.group.sees(topic, 'Wednesday');
    expect(copy.copiedFrom?.messageId ?? copy.isEdited).toBeTruthy();
    expect(product.group.messages(topic).some((message) => message.text === 'Tuesday')).toBe(false);

    const answer = product.group.writes(topic, 'At nine');
    await customer.sees('At nine');
    product.telegram.actors.editInGroup(product.group.id, answer, 'At ten');
    await customer.sees('At ten');
    expect(customer.chat().some((message) => message.text === 'At nine')).toBe(false);
  });

  it('keeps albums whole, and what is written after an album behind it', async () => {
    const { customer, topic } = await known('Alba');
    await product.telegram.actors.sendAlbum(
      customer.id,
      [{ kind: 'photo', caption: 'one' }, { kind: 'photo' }, { kind: 'photo', caption: 'three' }],
      { gapMs: 20 },
    );
    customer.says('That was my album');
    await product.group.sees(topic, 'That was my album');
    const shown = product.group.copies(topic).slice(-4);
    expect(shown.map((message) => message.text)).toEqual(['one', '', 'three', 'That was my album']);
    expect(new Set(shown.slice(0, 3).map((message) => message.mediaGroupId)).size).toBe(1);
    expect(shown[0]?.mediaGroupId).toBeDefined();
  });

  it('makes one topic when the first ten messages arrive at once', async () => {
    const customer = product.customer('Burst');
    const texts = Array.from({ length: 10 }, (_, index) => `message ${index}`);
    for (const text of texts) customer.says(text);
    const topic = await product.group.topicOf(customer);
    await product.group.sees(topic, 'message 9');
    expect(product.group.copies(topic).map((message) => message.text)).toEqual(texts);
    const own = product.group.topics().filter((candidate) => candidate.name.endsWith(String(customer.id)));
    expect(own).toHaveLength(1);
  });

  it('makes a deleted topic again with the message that found it gone, and a card', async () => {
    const { customer, topic } = await known('Dora');
    product.telegram.actors.deleteTopic(product.group.id, topic);
    customer.says('Are you there?');
    await product.group.waitFor(
      () =>
        product.group
          .topics()
          .some((candidate) => candidate.name.startsWith('Dora') && candidate.threadId !== topic),
      'a new topic',
    );
    const again = await product.group.topicOf(customer);
    await product.group.sees(again, 'Are you there?');
    await product.group.card(again);
    product.group.writes(again, 'We are');
    await customer.sees('We are');
  });

  it('writes into a topic that a moderator closed, and opens it again', async () => {
    const { customer, topic } = await known('Clara');
    product.telegram.actors.closeTopic(product.group.administrator, product.group.id, topic);
    await product.group.waitFor(
      () => product.group.topics().some((candidate) => candidate.threadId === topic && candidate.isClosed),
      'the topic is closed',
    );
    customer.says('One more thing');
    await product.group.sees(topic, 'One more thing');
  });

  it('closes and reopens the topic with the conversation', async () => {
    const { customer, topic } = await known('Olga');
    const isClosed = (): boolean =>
      product.group.topics().find((one) => one.threadId === topic)?.isClosed === true;
    product.group.writes(topic, '/close');
    await product.group.waitFor(isClosed, 'the topic is closed');
    await product.group.sees(topic, 'Conversation closed');
    customer.says('Sorry, one more question');
    await product.group.sees(topic, 'one more question');
    await product.group.waitFor(() => !isClosed(), 'the topic is open again');
  });

  it('removes a message on both sides with /del', async () => {
    const { customer, topic } = await known('Dell');
    const wrong = product.group.writes(topic, 'wrong window');
    await customer.sees('wrong window');
    const command = product.group.writes(topic, '/del', { replyTo: wrong });
    await customer.waitFor(
      () => !customer.chat().some((message) => message.text === 'wrong window'),
      'it is gone',
    );
    await product.group.waitFor(
      () => !product.group.messages(topic).some((message) => [wrong, command].includes(message.message_id)),
      'it is gone in the topic too',
    );
    product.group.writes(topic, '/del');
    await product.group.sees(topic, 'Answer the message');
  });

  it('tells the moderator in the topic that a customer blocked the bot, and heals when they come back', async () => {
    const { customer, topic } = await known('Bert');
    product.telegram.actors.block(customer.id);
    await product.group.waitFor(() => true, 'the block is known');
    const lost = product.group.writes(topic, 'Hello?');
    const notice = await product.group.sees(topic, 'Not delivered');
    expect(notice.replyTo).toBe(lost);
    expect(notice.text).toContain('blocked');
    product.telegram.actors.unblock(customer.id);
    product.group.writes(topic, 'Welcome back');
    await customer.sees('Welcome back');
  });

  it('never carries commands, // notes, General or service messages to the customer', async () => {
    const { customer, topic } = await known('Nora');
    const before = customer.chat().length;
    product.group.writes(topic, '// do not tell her');
    product.group.writes(topic, '/note likes mornings');
    product.group.writes(topic, '/nonsense');
    product.group.writes(0, 'General talk');
    product.telegram.actors.renameTopic(
      product.group.administrator,
      product.group.id,
      topic,
      `Renamed ${customer.id}`,
    );
    product.group.writes(topic, 'The answer');
    await customer.sees('The answer');
    expect(
      customer
        .chat()
        .slice(before)
        .map((message) => message.text),
    ).toEqual(['The answer']);
  });

  it('takes anonymous administrators and plain members as moderators', async () => {
    const { customer, topic } = await known('Anon');
    product.telegram.actors.writeAnonymously(product.group.id, topic, 'from the house');
    await customer.sees('from the house');
    product.group.writes(topic, 'from Max', { by: product.group.member });
    await customer.sees('from Max');
  });

  it('shows where a forwarded message came from, by forwarding it', async () => {
    const { customer, topic } = await known('Fwd');
    const newspaper = product.telegram.actors.createUser({ firstName: 'Newspaper' });
    product.telegram.actors.forward(customer.id, { fromUser: newspaper, content: { text: 'Breaking news' } });
    const copy = await product.group.sees(topic, 'Breaking news');
    expect(copy.forwardOrigin).toBeDefined();
  });
});
