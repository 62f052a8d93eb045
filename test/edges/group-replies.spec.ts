import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { calm, calmWithoutTrouble } from '../support/calm.js';
import type { Group } from '../support/group.js';
import { Product } from '../support/product.js';
import { SupportThread, untouched } from '../support/support-thread.js';

describe('answers in a topic to what has no other side, and people who left', () => {
  let product: Product;
  let group: Group;

  beforeAll(async () => {
    product = await Product.start();
    ({ group } = product);
  });
  afterEach(async () => {
    await calmWithoutTrouble(product);
  });
  afterAll(async () => {
    await product.stop();
  });

  it('an answer to a service message, to the card, or to a copy of another topic crosses as a plain message', async () => {
    const [kim, lee] = [await SupportThread.open(product, 'Kim'), await SupportThread.open(product, 'Lee')];
    const foreign = await group.sees(lee.topic, 'hello');
    const answers = [
      { text: 'to the beginning', replyTo: kim.topic },
      { text: 'to the card', replyTo: kim.card.message_id },
      { text: 'to another topic', replyTo: foreign.message_id },
    ];
    for (const { text, replyTo } of answers) group.writes(kim.topic, text, { replyTo });
    for (const { text } of answers) expect((await kim.customer.sees(text)).replyTo).toBeUndefined();
    expect(lee.customer.chat().filter(({ text }) => text.startsWith('to '))).toEqual([]);
  });

  it('an answer to a question for a note stays here also when nobody knows where the question stands', async () => {
    const kim = await SupportThread.open(product, 'Kim');
    const question = 'Answer this message with your note';
    product.telegram.faults.add(
      { method: 'sendMessage', times: 1, when: ({ raw }) => String(raw['text']).includes(question) },
      'execute-then-drop',
    );
    await group.press(kim.card, 'Note').answered();
    const asked = await group.sees(kim.topic, question);
    group.writes(kim.topic, 'likes tea', { replyTo: asked.message_id });
    await group.sees(kim.topic, 'Note kept');
    await calm(product);
    product.telegram.faults.clear();
    expect(kim.customer.chat().filter(({ text }) => text.includes('tea'))).toEqual([]);
    expect(await product.rows('select body from notes')).toEqual([{ body: 'likes tea' }]);
    // Whoever quotes the bot's words is answered all the same.
    kim.customer.says(asked.text);
    const copy = (): VisibleMessage | undefined =>
      group.copies(kim.topic).find(({ text }) => text === asked.text);
    await group.waitFor(() => copy() !== undefined, 'the copy of the same words');
    await calm(product);
    group.writes(kim.topic, 'You too', { replyTo: copy()?.message_id ?? 0 });
    await kim.customer.sees('You too');
  });

  it('an administrator who left the group has no more rights over cards and commands', async () => {
    const kim = await SupportThread.open(product, 'Kim');
    const bea = product.telegram.actors.createUser({ firstName: 'Bea', username: 'bea' });
    product.telegram.actors.addMember(group.id, bea, { status: 'administrator' });
    await calm(product);
    await group.press(kim.card, 'Gift Credits', bea.id).answered();
    product.telegram.actors.leave(bea.id, group.id);
    await calm(product);
    for (const data of [
      `ban:${kim.id}`,
      `give:${kim.id}:10:1`,
      'set:groups',
      `close:${kim.id}`,
      `note:${kim.id}`,
    ]) {
      const press = product.telegram.actors.pressData(bea.id, group.id, kim.card, data);
      expect(await press.answered()).toMatchObject({ showAlert: true });
    }
    await calm(product);
    expect(await kim.state()).toEqual(untouched);
    product.telegram.journal.clear();
  });

  it.each(['/settings', '/user', '/audit', '/role', '/assign', '/tpl', '/silent'])(
    '%s with arguments of any kind breaks nothing and sends the customer nothing',
    async (command) => {
      const kim = await SupportThread.open(product, 'Kim');
      await calm(product);
      const before = kim.customer.chat().length;
      const odd = ['\u202e\u0007', '<b>&amp;</b>', '😀'.repeat(200), '-1', '@', "'; drop table users; --"];
      const arguments_ = command === '/silent' ? ['off'] : odd;
      const ids = arguments_.map((argument) => group.writes(kim.topic, `${command} ${argument}`));
      const answered = (): number =>
        group.messages(kim.topic).filter(({ replyTo }) => replyTo !== undefined && ids.includes(replyTo))
          .length;
      await group.waitFor(() => answered() === ids.length, `an answer to each ${command}`);
      await calm(product);
      expect(kim.customer.chat()).toHaveLength(before);
    },
  );
});
