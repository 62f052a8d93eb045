import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReactionsRepository } from '../../src/conversations/reactions/reactions.repository.js';
import { Reader } from '../../src/database/reader.js';
import { calm } from '../support/calm.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

const shownInList = '5368324170671202286';
const notInList = '5445284980978621387';

describe('reactions, both ways', () => {
  let product: Product;
  let kim: SupportThread;
  let answer: { original: number; copy: number };
  let question: { original: number; copy: number };
  let early: number;

  beforeAll(async () => {
    product = await Product.start();
    kim = await SupportThread.open(product);
    const original = product.group.writes(kim.topic, 'the answer');
    answer = { original, copy: (await kim.customer.sees('the answer')).message_id };
    const said = kim.customer.says('the question');
    question = { original: said, copy: (await product.group.sees(kim.topic, 'the question')).message_id };
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  const bot = (): number => product.telegram.world.bot.id;
  const botsIn = (chat: number, message: number): string | undefined =>
    product.telegram.world.message(chat, message)?.reactions.find(({ actorId }) => actorId === bot())?.emoji;
  const shownInTopic = (emoji: string | undefined, message = answer.original): Promise<void> =>
    product.group.waitFor(() => botsIn(product.group.id, message) === emoji, `the topic shows ${emoji}`);
  const shownToKim = (emoji: string | undefined, message = question.original): Promise<void> =>
    kim.customer.waitFor(() => botsIn(kim.customer.id, message) === emoji, `Kim sees ${emoji}`);
  const customer = (
    reaction?: Parameters<typeof product.telegram.actors.react>[3],
    on = answer.copy,
  ): void => {
    product.telegram.actors.react(kim.customer.id, kim.customer.id, on, reaction);
  };
  const moderator = (reaction?: string, by = product.group.administrator, on = question.copy): void => {
    product.telegram.actors.react(by, product.group.id, on, reaction);
  };

  it('shows the customer’s reaction in place of the delivered mark, which comes back with its removal', async () => {
    await shownInTopic('👌');
    customer('❤');
    await shownInTopic('❤');
    customer('😢');
    await shownInTopic('😢');
    customer();
    await shownInTopic('👌');
  });

  it('shows the customer what moderators set, the latest of them, and nothing once all took theirs away', async () => {
    moderator('🔥');
    await shownToKim('🔥');
    moderator('🎉', product.group.member);
    await shownToKim('🎉');
    moderator(undefined, product.group.member);
    await shownToKim('🔥');
    moderator();
    await shownToKim(undefined);
  });

  it('follows reactions to one’s own messages as well', async () => {
    customer('🙏', question.original);
    await shownInTopic('🙏', question.copy);
    customer(undefined, question.original);
    await shownInTopic(undefined, question.copy);
  });

  it.each([
    [
      'a custom emoji that stands for one of the list',
      { type: 'custom_emoji', custom_emoji_id: shownInList },
      '👍',
    ],
    ['a custom emoji without a counterpart', { type: 'custom_emoji', custom_emoji_id: notInList }, '👀'],
    ['a custom emoji that Telegram no longer knows', { type: 'custom_emoji', custom_emoji_id: '1' }, '👀'],
    ['a paid reaction', { type: 'paid' }, '❤'],
    ['an emoji with a variation selector', '✍\ufe0f', '✍'],
  ])('shows a stand-in for what bots cannot set: %s', async (_name, reaction, emoji) => {
    customer(reaction);
    await shownInTopic(emoji);
    customer();
    await shownInTopic('👌');
  });

  it('keeps a reaction to a message that is still on its way, and shows it when the copy stands', async () => {
    const letGo = product.telegram.faults.add(
      { method: 'copyMessage', chatId: product.group.id },
      { error: { code: 502, description: 'Bad Gateway' } },
    );
    early = kim.customer.says('still on its way');
    customer('⚡', early);
    await eventually('the reaction is kept', async () => {
      const kept = await product.rows(`select 1 from reactions where message_id = $1`, [early]);
      return kept.length === 1;
    });
    letGo();
    const copy = await product.group.sees(kim.topic, 'still on its way');
    await shownInTopic('⚡', copy.message_id);
  });

  it('makes one call of many changes while the chat must pause, with the last of them', async () => {
    const { faults, journal } = product.telegram;
    const pause = {
      code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    };
    faults.add({ method: 'setMessageReaction', chatId: product.group.id, nth: 1 }, { error: pause });
    const before = journal.calls().length;
    for (const emoji of ['🔥', '🎉', '😁', '🤔', '👏', '🥰', '🤩', '😱', '💯']) customer(emoji);
    await shownInTopic('💯');
    await calm(product);
    const calls = journal
      .calls()
      .slice(before)
      .filter(({ method }) => method === 'setMessageReaction');
    expect(calls.length).toBeLessThanOrEqual(3);
    expect(botsIn(product.group.id, answer.original)).toBe('💯');
  });

  it('ignores an older report that comes late, a repeated one, and anonymous counts', async () => {
    customer('🏆');
    await shownInTopic('🏆');
    const report = {
      chat: { id: kim.customer.id, type: 'private', first_name: 'Kim' },
      message_id: answer.copy,
      user: { id: kim.customer.id, is_bot: false, first_name: 'Kim' },
      date: Math.floor(Date.now() / 1_000) - 60,
      old_reaction: [],
    };
    const { delivery } = product.telegram;
    const sad = [{ type: 'emoji', emoji: '💔' }];
    delivery.inject({ message_reaction: { ...report, new_reaction: sad } }, 'late');
    delivery.inject({ message_reaction_count: { ...report, reactions: sad } }, 'late');
    await calm(product);
    expect(botsIn(product.group.id, answer.original)).toBe('🏆');
  });

  it('takes nothing from people who are banned, and nothing on what is not theirs', async () => {
    const card = await product.group.card(kim.topic);
    moderator('🔥', product.group.administrator, card.message_id);
    product.group.writes(kim.topic, '/ban');
    await product.group.sees(kim.topic, 'Banned.');
    customer('💩');
    await calm(product);
    expect(botsIn(product.group.id, answer.original)).toBe('🏆');
  });

  it('forgets what was taken away and what belongs to nothing that crosses', async () => {
    await product.part(ReactionsRepository).forgetIdle(product.part(Reader), new Date(Date.now() + 60_000));
    const left = await product.rows<{ message: number }>(`select message_id::int as message from reactions`);
    expect(left.map(({ message }) => message).sort((one, other) => one - other)).toEqual([
      answer.copy,
      early,
    ]);
  });
});
