import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { calmWithoutTrouble } from '../support/calm.js';
import { ContentCustomer } from '../support/content-customer.js';
import { ContentDesk } from '../support/content-desk.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

describe('what can go wrong with locked content by mistake or on purpose', () => {
  let product: Product;
  let desk: ContentDesk;

  beforeAll(async () => {
    product = await Product.start();
    desk = new ContentDesk(product);
  });
  afterEach(async () => {
    await calmWithoutTrouble(product);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const items = async (): Promise<number> => (await product.rows(`select 1 from content_items`)).length;

  it.each([
    ['/lock', 'Answer the message that you want to sell'],
    ['/lock five', 'Answer the message that you want to sell'],
    ['/lock -5 title', 'Answer the message that you want to sell'],
    ['/lock 1.5', 'Answer the message that you want to sell'],
    ['/lock 5credits', 'Answer the message that you want to sell'],
    ['/lock 0', 'whole number from 1 to 100000'],
    ['/lock 100001', 'whole number from 1 to 100000'],
    [`/lock ${'9'.repeat(30)}`, 'whole number from 1 to 100000'],
    [`/lock ${'9'.repeat(400)}`, 'Answer the message that you want to sell'],
    [`/lock 5 ${'x'.repeat(101)}`, 'at most 100 characters'],
    ['/lock 0x10', 'Answer the message that you want to sell'],
    ["/lock 5'; drop table content_items; --", 'Answer the message that you want to sell'],
  ])('%s is refused with the reason', async (command, reason) => {
    const before = await items();
    expect((await desk.answerTo(0, command, desk.posts(0, ''))).text).toContain(reason);
    expect(await items()).toBe(before);
  });

  it('without an answered message, or with one that cannot be sold, it says why', async () => {
    const before = await items();
    const { customer, topic } = await SupportThread.open(product);
    const { actors } = product.telegram;
    const { administrator, id: chat } = product.group;
    expect((await desk.answerTo(0, '/lock 5')).text).toContain('Answer the message');
    expect((await desk.answerTo(topic, '/lock 5')).text).toContain('Answer the message');
    for (const kind of ['poll', 'dice'] as const) {
      const message = actors.sendInTopic(administrator, chat, undefined, kind, {}).message_id;
      const text = kind === 'poll' ? 'A poll cannot be locked' : 'this kind of message';
      expect((await desk.answerTo(0, '/lock 5', message)).text).toContain(text);
    }
    const own = await desk.answerTo(0, '/help');
    expect((await desk.answerTo(0, '/lock 5', own.message_id)).text).toContain('not what I wrote');
    const said = product.group.copies(topic)[0]?.message_id ?? 0;
    expect((await desk.answerTo(topic, '/lock 5', said)).text).toContain('not what the customer sent');
    const photo = desk.posts(0, '');
    actors.pin(administrator, chat, photo);
    const pinned = actors.transcript(chat, 0, { withService: true }).find(({ kind }) => kind === 'service');
    expect((await desk.answerTo(0, '/lock 5', pinned?.message_id)).text).toContain('a notice of Telegram’s');
    const empty = product.group.writes(topic, '//');
    expect((await desk.answerTo(topic, '/lock 5', empty)).text).toContain('nothing behind the //');

    const shown = desk.posts(topic, 'for you');
    await customer.waitFor(() => customer.chat().some(({ text }) => text === 'for you'), 'the photo');
    const known = await desk.answerTo(topic, '/lock 5', shown);
    expect(known.text).toContain('This customer already has it, so nothing was locked.');
    expect(await items()).toBe(before);
  });

  it('needs an administrator, and a repeated update makes one item and one offer', async () => {
    const { customer, topic } = await SupportThread.open(product, 'Lea');
    const note = product.group.writes(topic, '// once');
    const before = await items();
    const refused = await desk.answerTo(topic, '/lock 5 Once', note, product.group.member);
    expect(refused.text).toContain('Only administrators');
    expect(await items()).toBe(before);
    const id = await desk.locks(topic, note, '5 Once');
    await customer.sees('Once');
    const [command] = await product.rows<{ key: string }>(
      `select request_key as key from content_items where id = $1`,
      [id],
    );
    const [, chat, message] = (command?.key ?? '').split(':');
    product.telegram.delivery.inject(
      {
        message: {
          message_id: Number(message),
          date: 1,
          chat: { id: Number(chat), type: 'supergroup', title: 'Moderators', is_forum: true },
          from: { id: product.group.administrator, is_bot: false, first_name: 'Ada' },
          message_thread_id: topic,
          is_topic_message: true,
          text: '/lock 5 Once',
          entities: [{ type: 'bot_command', offset: 0, length: 5 }],
          reply_to_message: {
            message_id: note,
            date: 1,
            chat: { id: Number(chat), type: 'supergroup', title: 'Moderators' },
            from: { id: product.group.administrator, is_bot: false, first_name: 'Ada' },
            text: '// once',
          },
        },
      },
      `chat:${chat ?? ''}`,
    );
    await calmWithoutTrouble(product);
    expect(await items()).toBe(before + 1);
    expect(customer.chat().filter(({ text }) => text.includes('Once'))).toHaveLength(1);
  });

  it.each([
    'unlock:1:0',
    'unlock:999999:5',
    'unlock:999999999999999:100000',
    `unlock:${'9'.repeat(16)}:5`,
    'unlock:-1:5',
    'unlock:1e3:5',
    'unlock:1:5:extra',
    'unlock::',
    'open:999999',
    'open:',
    "open:1'--",
    'item:1:1',
    'items:1',
    'itemhide:1:1',
    'unlock:1:5\n',
  ])('forged data “%s” of a customer costs nothing, shows nothing and is answered', async (data) => {
    const id = await desk.sells('5 Target');
    const eve = await ContentCustomer.arrive(product, 'Eve');
    const teaser = await eve.finds(id);
    const press = product.telegram.actors.pressData(
      eve.customer.id,
      eve.customer.id,
      teaser.message_id,
      data.replace('unlock:1:', `unlock:${id}:`).replace('open:1', `open:${id}`),
    );
    await press.answered();
    await calmWithoutTrouble(product);
    expect(eve.content).toEqual([]);
    expect(await eve.account()).toEqual({ credits: 10, held: 0 });
  });

  it.each([
    'itemhide:999999:1',
    'itemshow:x:1',
    'itemhide:1',
    'item:0:0',
    'items:999999',
    'items:-1',
    'itemhide:1:1:1',
  ])('forged data “%s” in the group changes nothing and is answered', async (data) => {
    await desk.sells('5 Standing');
    const list = await desk.answerTo(0, '/content');
    const { administrator, id } = product.group;
    const before = await product.rows(`select id, hidden_at from content_items order by id`);
    await product.telegram.actors.pressData(administrator, id, list.message_id, data).answered();
    await calmWithoutTrouble(product);
    expect(await product.rows(`select id, hidden_at from content_items order by id`)).toEqual(before);
  });

  it.each([
    ['/content 999999', 'There is no such item'],
    ['/content 999999 price 5', 'There is no such item'],
    ['/content price 5', 'Write /content for the list'],
    ['/content 1 price', 'Write /content for the list'],
    ['/content 1 price five', 'Write /content for the list'],
    ['/content 1 price 0', 'whole number from 1 to 100000'],
    [`/content 1 price ${'9'.repeat(30)}`, 'whole number from 1 to 100000'],
    [`/content 1 title ${'x'.repeat(101)}`, 'at most 100 characters'],
    ['/content 1 colour red', 'Write /content for the list'],
    [`/content ${'9'.repeat(40)}`, 'Write /content for the list'],
  ])('%s is answered with what is wrong', async (command, text) => {
    expect((await desk.answerTo(0, command)).text).toContain(text);
  });

  it.each(['item_0', 'item_999999', `item_${'9'.repeat(15)}`])(
    'the link %s leads to a friendly answer',
    async (link) => {
      const noa = product.customer('Noa');
      noa.start(link);
      await noa.sees('This content is not available any more');
      await noa.sees('Hello, Noa!');
    },
  );

  it('titles are shown as they were written, whatever they contain', async () => {
    const title = '<b>&amp; "quotes" 😀 {x} %s \\ ]';
    const id = await desk.sells(`5 ${title}`);
    const ann = await ContentCustomer.arrive(product, 'Ann');
    expect((await ann.finds(id)).text).toContain(title);
    expect((await desk.answerTo(0, `/content ${id}`)).text).toContain(title);
  });

  it('a strange group cannot lock, look or change', async () => {
    const { actors } = product.telegram;
    const eve = actors.createUser({ firstName: 'Eve' });
    const strange = actors.createSupergroup({ title: 'Strange', isForum: true });
    actors.addMember(strange, eve, { status: 'creator' });
    actors.addBot(strange);
    const before = await items();
    const photo = actors.sendInTopic(eve, strange, undefined, 'photo', {});
    actors.writeInGeneral(eve, strange, '/lock 5 Mine', { replyTo: photo });
    actors.writeInGeneral(eve, strange, '/content');
    actors.pressData(eve, strange, photo, 'itemhide:1:1');
    await calmWithoutTrouble(product);
    expect(actors.transcript(strange).filter(({ isFromBot }) => isFromBot)).toEqual([]);
    expect(await items()).toBe(before);
  });
});
