import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { calm } from '../support/calm.js';
import { eventually } from '../support/eventually.js';
import { Group } from '../support/group.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

describe('a group and its topics, after what people do to them', () => {
  let product: Product;
  let kim: SupportThread;
  let second: Group;

  beforeAll(async () => {
    product = await Product.start();
    kim = await SupportThread.open(product);
    product.group.writes(kim.topic, '/gift 100');
    await product.group.sees(kim.topic, '100 credits given');
    second = Group.create(product.telegram);
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  const copies = (texts: readonly string[], group = product.group.id): VisibleMessage[] =>
    product.telegram.actors
      .transcript(group)
      .filter(({ text, copiedFrom }) => copiedFrom !== undefined && texts.includes(text));
  const stand = (texts: readonly string[], group = product.group.id): Promise<void> =>
    product.group.waitFor(() => copies(texts, group).length === texts.length, texts.join(', '));
  const shown = (texts: readonly string[], group = product.group.id): string[] =>
    copies(texts, group).map(({ text }) => text);
  /** The pause between two attempts is over. */
  const hurry = async (): Promise<void> => {
    await product.rows(`update lanes set next_at = now() where not idle and next_at > now() returning 1`);
  };
  const needHelp = async (): Promise<string[]> => {
    const answer = await fetch(`${product.url}/health`);
    return ((await answer.json()) as { groups: { needHelp: string[] } }).groups.needHelp;
  };
  const isWaiting = (problem: string): Promise<void> =>
    expect.poll(needHelp, { timeout: 10_000 }).toContainEqual(expect.stringContaining(problem));

  it.each([
    ['just now', 0],
    ['a while ago', 120_000],
  ])('makes one topic in place of one that was deleted %s, with all that was said', async (_when, ms) => {
    const topic = await product.group.topicOf(kim.customer);
    const question = kim.customer.says(`before ${ms}`);
    await stand([`before ${ms}`]);
    product.telegram.actors.deleteTopic(product.group.id, topic);
    product.telegram.clock.advance(ms);
    const texts = ['one', 'two', 'three'].map((text) => `${text} ${ms}`);
    for (const text of texts) kim.customer.says(text, { replyTo: question });
    product.telegram.actors.editText(kim.customer.id, question, 'edited meanwhile');
    await stand(texts);
    await calm(product);
    expect(shown(texts)).toEqual(texts);
    const again = await product.group.topicOf(kim.customer);
    expect(again).not.toBe(topic);
    await product.group.card(again);
    expect(product.group.topics().filter(({ name }) => name.endsWith(String(kim.customer.id)))).toHaveLength(
      1,
    );
    product.group.writes(again, `answer ${ms}`);
    await kim.customer.sees(`answer ${ms}`);
  });

  it('reopens a topic that is closed for the bot', async () => {
    const topic = await product.group.topicOf(kim.customer);
    product.telegram.faults.add(
      { method: 'copyMessage', nth: 1 },
      { error: { code: 400, description: 'Bad Request: TOPIC_CLOSED' } },
    );
    product.telegram.actors.closeTopic(product.group.administrator, product.group.id, topic);
    kim.customer.says('hello again');
    await stand(['hello again']);
    await product.group.waitFor(
      () => product.group.topics().some(({ threadId, isClosed }) => threadId === topic && !isClosed),
      'the topic is open',
    );
  });

  it('goes on in a topic with another name', async () => {
    const topic = await product.group.topicOf(kim.customer);
    product.telegram.actors.renameTopic(product.group.administrator, product.group.id, topic, 'VIP');
    kim.customer.says('same place');
    await stand(['same place']);
    expect(copies(['same place'])[0]?.threadId).toBe(topic);
    product.telegram.actors.renameTopic(
      product.group.administrator,
      product.group.id,
      topic,
      `Kim · ${kim.customer.id}`,
    );
  });

  it('says at once that a right was taken away, keeps what needs it, and goes on once it is back', async () => {
    product.telegram.actors.setBotRights(product.group.id, { can_manage_topics: false });
    await product.group.sees(0, 'the bot may not manage topics');
    const nora = product.customer('Nora');
    const texts = ['first', 'second', 'third'];
    for (const text of texts) nora.says(text);
    await isWaiting('not enough rights to create a topic');
    kim.customer.says('known customers go on');
    await stand(['known customers go on']);
    product.telegram.actors.setBotRights(product.group.id, {});
    await hurry();
    await stand(texts);
    expect(shown(texts)).toEqual(texts);
    await expect.poll(needHelp, { timeout: 10_000 }).toEqual([]);
  });

  it('keeps everything while topics are switched off, also for customers who have one', async () => {
    const topic = await product.group.topicOf(kim.customer);
    product.telegram.actors.toggleForum(product.group.id, false);
    const olga = product.customer('Olga');
    olga.says('a new customer');
    await isWaiting('not a forum');
    // The answer to the next edit of a card shows the chat as it is now.
    product.group.press(await product.group.card(topic), 'Gift Credits');
    product.advance(60_000);
    await product.rows(
      `update graphile_worker._private_jobs set run_at = now() where key like 'card:%' returning 1`,
    );
    await calm(product);
    const texts = ['in no topic', 'in no topic either'];
    for (const text of texts) kim.customer.says(text);
    await expect.poll(async () => (await needHelp()).length, { timeout: 10_000 }).toBeGreaterThan(0);
    product.telegram.actors.toggleForum(product.group.id, true);
    await hurry();
    await stand([...texts, 'a new customer']);
    expect(copies(texts).map(({ threadId }) => threadId)).toEqual([topic, topic]);
  });

  it.each(['a refused topic', 'anything that is written in the group'])(
    'lets nothing into a chat without topics once %s has shown it',
    async (what) => {
      await expect.poll(needHelp, { timeout: 10_000 }).toEqual([]);
      const topic = await product.group.topicOf(kim.customer);
      product.telegram.actors.toggleForum(product.group.id, false);
      if (what === 'a refused topic') {
        product.customer('Petra').says('somebody new');
        await isWaiting('not a forum');
      } else {
        product.group.writes(0, 'Where are the topics?');
        await calm(product);
      }
      const text = `after ${what}`;
      kim.customer.says(text);
      const waiting = `select 1 from lane_items where lane = $1 and last_error like '%not a forum%'`;
      const isHeldBack = async (): Promise<boolean> =>
        (await product.rows(waiting, [`topic:${kim.id}`])).length > 0;
      await eventually('it is held back', isHeldBack);
      expect(copies([text])).toEqual([]);
      product.telegram.actors.toggleForum(product.group.id, true);
      await hurry();
      await stand([text]);
      expect(copies([text]).map(({ threadId }) => threadId)).toEqual([topic]);
    },
  );

  it('takes back what was sent into a chat without topics before anything showed that, and sends it again', async () => {
    await expect.poll(needHelp, { timeout: 10_000 }).toEqual([]);
    const topic = await product.group.topicOf(kim.customer);
    await calm(product);
    product.advance(60_000);
    product.telegram.actors.toggleForum(product.group.id, false);
    const texts = ['is this', 'the right place?'];
    for (const text of texts) kim.customer.says(text);
    await isWaiting('not a forum');
    expect(product.telegram.journal.calls().some(({ method }) => method === 'deleteMessages')).toBe(true);
    expect(copies(texts)).toEqual([]);
    product.telegram.actors.toggleForum(product.group.id, true);
    await hurry();
    await stand(texts);
    await calm(product);
    expect(copies(texts).map(({ threadId }) => threadId)).toEqual([topic, topic]);
  });

  it('keeps everything while the bot is out of the group, tells the other group, and goes on inside', async () => {
    await product.restart({ ADMIN_GROUP_ID: `${product.group.id},${second.id}` });
    product.telegram.actors.kickBot(product.group.id);
    await second.sees(0, `in the group ${product.group.id}`);
    const texts = ['is', 'anybody', 'there'];
    for (const text of texts) kim.customer.says(text);
    await isWaiting('bot was kicked');
    product.telegram.actors.addBot(product.group.id);
    await hurry();
    await stand(texts);
    expect(shown(texts)).toEqual(texts);
    await product.restart({ ADMIN_GROUP_ID: String(product.group.id) });
  });

  it('moves with the group: replies, edits and reactions find their other side, settings may lag behind', async () => {
    const { actors } = product.telegram;
    const topic = await product.group.topicOf(kim.customer);
    const question = kim.customer.says('asked before the move');
    await stand(['asked before the move']);
    const copy = copies(['asked before the move'])[0]?.message_id ?? 0;
    const answer = product.group.writes(topic, 'answered before the move');
    await kim.customer.sees('answered before the move');
    const moved = actors.migrateGroup(product.group.id).id;
    actors.writeInTopic(product.group.administrator, moved, topic, 'answered after it', { replyTo: copy });
    expect((await kim.customer.sees('answered after it')).replyTo).toBe(question);
    actors.editInGroup(moved, answer, 'answered better');
    await kim.customer.sees('answered better');
    actors.editText(kim.customer.id, question, 'asked better');
    actors.react(kim.customer.id, kim.customer.id, question, '🔥');
    await product.group.waitFor(
      () =>
        product.telegram.world.message(moved, copy)?.reactions.some(({ emoji }) => emoji === '🔥') === true,
      'the reaction in the moved group',
    );
    await product.group.waitFor(
      () => product.telegram.world.message(moved, copy)?.content['text'] === 'asked better',
      'the edit in the moved group',
    );
    await product.group.waitFor(
      () => actors.transcript(moved, 0).some(({ text }) => text.includes('This group has a new id')),
      'General knows',
    );

    await product.restart();
    const zoe = product.customer('Zoe');
    zoe.says('new after the restart');
    await stand(['new after the restart'], moved);
    kim.customer.says('old after the restart');
    await stand(['old after the restart'], moved);
    const groups = await product.rows(
      `select chat_id::bigint as chat, draining from admin_groups where chat_id in ($1, $2)`,
      [product.group.id, moved],
    );
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ draining: false });
  });
});
