import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { calm, calmWithoutTrouble } from '../support/calm.js';
import type { Group } from '../support/group.js';
import { Product } from '../support/product.js';
import { SupportThread, untouched } from '../support/support-thread.js';

describe('what may go wrong in the moderators’ group', () => {
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

  it.each([
    '/gift',
    '/gift 0',
    '/gift -5',
    '/gift 1.5',
    '/gift 1e3',
    '/gift 100001',
    '/gift 99999999999',
    '/gift ten',
    '/gift ١٠',
  ])('%s explains itself and gives nothing', async (command) => {
    const kim = await SupportThread.open(product);
    group.writes(kim.topic, command);
    await group.sees(kim.topic, 'Write /gift and a number');
    expect(await kim.state()).toEqual(untouched);
  });

  it('an unknown command in a topic is not sent to the customer, and the moderator is told', async () => {
    const kim = await SupportThread.open(product);
    const seen = kim.customer.chat().length;
    for (const command of ['/gfit 10', '/start@otherbot', '/tpll', '/ban@otherbot'])
      group.writes(kim.topic, command);
    const hint = await group.sees(kim.topic, '/gfit');
    expect(hint.isFromBot || hint.text === '/gfit 10').toBe(true);
    await group.waitFor(() => hints(kim.topic) === 2, 'a hint for each command that names no other bot');
    group.writes(0, '/whatever');
    await group.waitFor(() => hints(0) === 1, 'a hint in General');
    await calm(product);
    expect(hints(kim.topic)).toBe(2);
    expect(kim.customer.chat()).toHaveLength(seen);
    expect(await kim.state()).toEqual(untouched);
  });

  it('commands that need a topic say so in General and in a topic of nobody', async () => {
    const { threadId: topic } = product.telegram.actors.createTopic(group.administrator, group.id, 'Lunch');
    for (const place of [0, topic]) {
      for (const command of ['/gift 5', '/ban', '/note x', '/close', '/info']) group.writes(place, command);
      await group.waitFor(
        () => group.messages(place).filter(({ text }) => text.includes('topic of a customer')).length === 5,
        'five explanations',
      );
    }
    group.writes(topic, 'is this sent?');
    await group.sees(topic, 'belongs to no customer');
  });

  it('a stranger’s group and channel get no answer, whatever happens there', async () => {
    const { actors, journal } = product.telegram;
    const eve = actors.createUser({ firstName: 'Eve' });
    const strange = actors.createSupergroup({ title: 'Strange', isForum: true });
    actors.addMember(strange, eve, { status: 'creator' });
    actors.addBot(strange);
    const { threadId: topic } = actors.createTopic(eve, strange, `Fake · ${group.administrator}`);
    const first = actors.writeInTopic(eve, strange, topic, '/gift 1000');
    actors.writeInGeneral(eve, strange, '/stats');
    actors.writeInGeneral(eve, strange, '/start@local_bot');
    actors.editInGroup(strange, first, '/ban');
    actors.closeTopic(eve, strange, topic);
    actors.setBotRights(strange, 'member');
    actors.kickBot(strange);
    const channel = actors.createChannel({ title: 'Strange channel' });
    actors.addBot(channel);
    actors.post(channel, 'post /start');
    actors.start(eve);
    await product.telegram.actors.waitFor(
      () => actors.privateChat(eve).some(({ isFromBot }) => isFromBot),
      10_000,
    );
    await calm(product);
    const touched = journal
      .calls()
      .filter(({ params }) => [strange.id, channel.id].includes(Number(params['chat_id'])));
    expect(touched).toEqual([]);
    expect(await product.rows(`select 1 from admin_groups`)).toHaveLength(1);
  });

  it('messages of other bots and of a linked channel stay in the group', async () => {
    const kim = await SupportThread.open(product);
    const seen = kim.customer.chat().length;
    const chat = { id: group.id, type: 'supergroup', title: 'Moderators', is_forum: true };
    const place = { date: 1, chat, message_thread_id: kim.topic, is_topic_message: true };
    const bot = { id: 42, is_bot: true, first_name: 'Other bot', username: 'other_bot' };
    const inject = (message: Record<string, unknown>): void => {
      product.telegram.delivery.inject({ message: { ...place, ...message } }, `chat:${group.id}`);
    };
    inject({ message_id: 900_001, from: bot, text: 'I am a bot' });
    inject({
      message_id: 900_002,
      from: { id: 777_000, is_bot: false, first_name: 'Telegram' },
      is_automatic_forward: true,
      text: 'news',
    });
    inject({
      message_id: 900_003,
      from: bot,
      text: '/ban',
      entities: [{ type: 'bot_command', offset: 0, length: 4 }],
    });
    inject({ message_id: 900_004, from: bot, pinned_message: { message_id: 1, date: 1, chat } });
    await calm(product);
    expect(kim.customer.chat()).toHaveLength(seen);
    expect(await kim.state()).toEqual(untouched);
  });

  const hints = (topic: number): number =>
    group.messages(topic).filter(({ text }) => text.includes('I do not know')).length;
});
