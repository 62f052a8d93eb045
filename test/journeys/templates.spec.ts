import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { calm, calmWithoutTrouble } from '../support/calm.js';
import type { Group } from '../support/group.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

describe('templates and silent messages', () => {
  let product: Product;
  let group: Group;
  let kim: SupportThread;

  beforeAll(async () => {
    product = await Product.start();
    ({ group } = product);
    kim = await SupportThread.open(product, 'Kim <b>{credits}</b>');
  });
  afterEach(async () => {
    await calmWithoutTrouble(product);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  async function asks(text: string, topic = 0, options: { by?: number } = {}): Promise<VisibleMessage> {
    const id = group.writes(topic, text, options);
    const find = (): VisibleMessage | undefined =>
      group.messages(topic).find(({ replyTo }) => replyTo === id);
    await group.waitFor(() => find() !== undefined, `an answer to ${text}`);
    return find() as VisibleMessage;
  }
  const isQuiet = (text: string): unknown =>
    product.telegram.journal
      .calls()
      .filter(({ params }) => params['chat_id'] === kim.customer.id)
      .find(({ params }) => String(params['text']).includes(text))?.params['disable_notification'];

  it('admins keep them, whoever else tries is refused, and what is wrong is named', async () => {
    expect((await asks('/tpl')).text).toContain('There are no templates yet');
    expect((await asks('/tpl add hello Hi', 0, { by: group.member })).text).toContain(
      'Only the owner and admins',
    );
    expect((await asks('/tpl add Hello Hi {first_name}, {credits} credits. {moderator}')).text).toBe(
      '✅ Template hello is kept.',
    );
    expect((await asks('/tpl add hello again')).text).toContain('one of that name already');
    expect((await asks('/tpl add other Hi {name} {price}')).text).toContain(
      'I do not know {name} {price}. There is: {first_name}',
    );
    expect((await asks('/tpl add other')).text).toContain('The text is missing');
    expect((await asks(`/tpl add other ${'x'.repeat(3_001)}`)).text).toContain('at most 3000');
    expect((await asks('/tpl add hello:fr Salut')).text).toContain('Admins: /tpl add');
    expect((await asks('/tpl edit nothing here')).text).toContain('none of that name');
    await asks('/tpl add hello:es Hola {first_name}');
    const list = await asks('/tpl', 0, { by: group.member });
    expect(list.text).toMatch(/\/tpl hello \(en\) Hi \{first_name\}.*\n• \/tpl hello \(es\) Hola/);
  });

  it('one goes to the customer as the moderator’s message: filled, marked, and answered to', async () => {
    const id = group.writes(kim.topic, '/tpl HELLO', { by: group.member });
    const sent = await kim.customer.sees('Hi Kim <b>{credits}</b>, 9 credits. Max');
    await group.waitFor(
      () => group.messages(kim.topic).find(({ message_id }) => message_id === id)?.reactions.length === 1,
      'the delivered mark',
    );
    kim.customer.says('thanks', { replyTo: sent.message_id });
    const copy = await group.sees(kim.topic, 'thanks');
    expect(copy.replyTo).toBe(id);
    const eva = product.customer('Eva', 'es-419');
    eva.says('hola');
    group.writes(await group.topicOf(eva), '/tpl hello');
    await eva.sees('Hola Eva');
    expect((await asks('/tpl nothing', kim.topic)).text).toContain('the customer got nothing');
    expect((await asks('/tpl hello')).text).toContain('in the topic of a customer');
    product.telegram.actors.editInGroup(group.id, id, '/tpl goodbye');
    await calm(product);
    expect(kim.customer.chat().filter(({ text }) => text.includes('/tpl'))).toEqual([]);
  });

  it.each([
    ['/tpl hello', 'credits. Ada'],
    ['/silent Sorry, wrong window', 'wrong window'],
  ])('/del takes away what a command sent, on both sides, also at once: %s', async (command, text) => {
    const stands = (): boolean =>
      kim.customer.chat().some((message) => message.isFromBot && message.text.includes(text));
    const inTopic = (ids: readonly number[]): boolean =>
      group.messages(kim.topic).some(({ message_id: id }) => ids.includes(id));
    const first = group.writes(kim.topic, command);
    await kim.customer.waitFor(stands, text);
    const removal = group.writes(kim.topic, '/del', { replyTo: first });
    await group.waitFor(() => !inTopic([first, removal]), 'it is gone here');
    expect(stands()).toBe(false);
    const second = group.writes(kim.topic, command);
    const again = group.writes(kim.topic, '/del', { replyTo: second });
    await group.waitFor(() => !inTopic([second, again]), 'the second one is gone here');
    await calm(product);
    expect(stands()).toBe(false);
  });

  it('a change is undone once, by an admin, unless it was changed again', async () => {
    const gone = await asks('/tpl del hello:es');
    expect((await group.press(gone, '↩️ Undo', group.member).answered()).text).toContain(
      'Only the owner and admins',
    );
    await group.press(gone, '↩️ Undo').answered();
    await group.sees(0, '↩️ Undone. ✅ Template hello is kept.');
    const edited = await asks('/tpl edit hello One');
    await asks('/tpl edit hello Two');
    expect((await group.press(edited, '↩️ Undo').answered()).text).toContain('changed again');
    expect(await product.rows(`select language, body from reply_templates order by language`)).toEqual([
      { language: 'en', body: 'Two' },
      { language: 'es', body: 'Hola {first_name}' },
    ]);
  });

  it('/silent sends one message or all of them without a sound', async () => {
    group.writes(kim.topic, '/silent good night');
    await kim.customer.sees(/^good night$/);
    expect(isQuiet('good night')).toBe(true);
    expect((await asks('/silent', kim.topic)).text).toContain('without a sound');
    await group.waitFor(
      () => group.messages(kim.topic).some(({ isPinned, text }) => isPinned && text.includes('🔕')),
      'the card shows it',
    );
    group.writes(kim.topic, '/tpl hello');
    await kim.customer.sees(/^Two$/);
    expect(isQuiet('Two')).toBe(true);
    group.writes(kim.topic, 'shh');
    await kim.customer.sees(/^shh$/);
    const copies = product.telegram.journal
      .calls()
      .filter(
        ({ method, params }) => method.startsWith('copyMessage') && params['chat_id'] === kim.customer.id,
      );
    expect(copies.at(-1)?.params['disable_notification']).toBe(true);
    expect((await asks('/silent off', kim.topic)).text).toContain('sound again');
    group.writes(kim.topic, 'loud');
    await kim.customer.sees(/^loud$/);
    const last = product.telegram.journal
      .calls()
      .filter(
        ({ method, params }) => method.startsWith('copyMessage') && params['chat_id'] === kim.customer.id,
      )
      .at(-1);
    expect(last?.params['disable_notification']).toBeUndefined();
  });
});
