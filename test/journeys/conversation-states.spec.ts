import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cardDue } from '../../src/conversations/conversations.jobs.js';
import { WakeSnoozed } from '../../src/conversations/threads/wake-snoozed.cron.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

const hour = 60 * 60 * 1_000;

describe('the state of a conversation', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start({ variables: { TIME_ZONE: 'Asia/Tokyo' } });
  });
  afterEach(async () => {
    expect(await product.rows('select kind, error from dead_lane_items')).toEqual([]);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const topicView = (
    topic: number,
  ): { name: string; icon: string | undefined; isClosed: boolean } | undefined =>
    product.group.topics().find(({ threadId }) => threadId === topic);

  /** The icon in the list of topics, once the pause between two changes of a card is over. */
  async function shows(topic: number, icon: string): Promise<void> {
    await calm(product);
    product.advance(31_000);
    await product.rows(`update graphile_worker._private_jobs set run_at = now() where task_id =
      (select id from graphile_worker._private_tasks where identifier = '${cardDue.name}')`);
    await product.group.waitFor(() => topicView(topic)?.icon === icon, `the topic shows ${icon}`);
  }
  async function stateOf(customer: Customer): Promise<object | undefined> {
    const [row] = await product.rows(
      `select state, waiting_since is not null as "isWaiting" from threads
       where user_id = (select id from users where telegram_id = $1)`,
      [customer.id],
    );
    return row;
  }

  it('shows by the icon of the topic whose turn it is, without a trace in the topic', async () => {
    const { customer, topic } = await SupportThread.open(product, 'Ivy');
    // The icon came with the topic, so that a new customer costs no call more.
    expect(topicView(topic)?.icon).toBe('❗️');
    const edits = (): number =>
      product.telegram.journal.calls().filter(({ method, params }) => {
        return method === 'editForumTopic' && Number(params['message_thread_id']) === topic;
      }).length;
    expect(edits()).toBe(0);

    product.group.writes(topic, 'Good morning, Ivy');
    await customer.sees('Good morning, Ivy');
    await shows(topic, '💬');
    customer.says('And another question');
    await product.group.sees(topic, 'another question');
    await shows(topic, '❗️');
    product.group.writes(topic, '/close');
    await product.group.sees(topic, 'Conversation closed');
    await product.group.waitFor(() => topicView(topic)?.icon === '✅', 'at once, somebody looks at it');
    expect(edits()).toBe(3);
    await calm(product);
    const notes = product.telegram.actors
      .transcript(product.group.id, topic, { withService: true })
      .filter(({ content }) => 'forum_topic_edited' in content);
    expect(notes).toEqual([]);
  });

  it('says by icon and name that a customer is banned or blocked the bot, and keeps a name of one’s own', async () => {
    const { customer, topic } = await SupportThread.open(product, 'Bob');
    product.group.writes(topic, '/ban spam');
    await product.group.waitFor(() => topicView(topic)?.icon === '👮‍♂️', 'the icon of a ban');
    expect(topicView(topic)?.name).toBe(`⛔️ Bob · ${customer.id}`);
    product.group.writes(topic, '/unban');
    await product.group.waitFor(() => topicView(topic)?.icon === '❗️', 'the icon from before');
    expect(topicView(topic)?.name).toBe(`Bob · ${customer.id}`);
    product.telegram.actors.renameTopic(
      product.group.administrator,
      product.group.id,
      topic,
      'Bob the builder',
    );
    product.group.writes(topic, '/close');
    await product.group.waitFor(() => topicView(topic)?.icon === '✅', 'the icon of a closed one');
    expect(topicView(topic)?.name).toBe('Bob the builder');
    product.telegram.actors.block(customer.id);
    await product.group.waitFor(() => topicView(topic)?.isClosed === true, 'closed');
    await shows(topic, '🧳');
    expect(topicView(topic)?.name).toBe(`🚫 Bob · ${customer.id}`);
  });

  it('can be snoozed, and the topic hears when the time is over', async () => {
    const { customer, topic } = await SupportThread.open(product, 'Sue');
    product.group.writes(topic, '/snooze soon', { by: product.group.member });
    await product.group.sees(topic, 'Write how long: /snooze 30m');
    product.group.writes(topic, '/snooze 2h', { by: product.group.member });
    const told = await product.group.sees(topic, 'Snoozed until');
    const end = new Date(product.time.now().getTime() + 2 * hour);
    const inTokyo = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Tokyo' } as const;
    expect(told.text).toContain(new Intl.DateTimeFormat('en', inTokyo).format(end));
    await product.group.waitFor(() => topicView(topic)?.icon === '☕️', 'the icon of a snoozed one');

    const cron = product.part(WakeSnoozed);
    await cron.handle();
    expect(await stateOf(customer)).toEqual({ state: 'snoozed', isWaiting: true });
    product.advance(2 * hour);
    await Promise.all([cron.handle(), cron.handle()]);
    await product.group.sees(topic, 'The snooze is over');
    expect(await stateOf(customer)).toEqual({ state: 'open', isWaiting: true });
    await shows(topic, '❗️');
    expect(
      product.group.messages(topic).filter(({ text }) => text.includes('The snooze is over')),
    ).toHaveLength(1);
  });

  it('wakes by a message of the customer, and an answer leaves the reminder in place', async () => {
    const { customer, topic } = await SupportThread.open(product, 'Tom');
    product.group.writes(topic, '/snooze tomorrow 9:00');
    await product.group.sees(topic, 'Snoozed until');
    product.group.writes(topic, 'I ask our colleagues');
    await customer.sees('I ask our colleagues');
    await calm(product);
    expect(await stateOf(customer)).toEqual({ state: 'snoozed', isWaiting: false });
    customer.says('No hurry');
    await product.group.sees(topic, 'no longer snoozed');
    expect(await stateOf(customer)).toEqual({ state: 'open', isWaiting: true });
  });

  it('answers what does not fit the state', async () => {
    const { topic } = await SupportThread.open(product, 'Una');
    product.group.writes(topic, '/reopen');
    await product.group.sees(topic, 'open already');
    product.group.writes(topic, '/close');
    await product.group.sees(topic, 'Conversation closed');
    product.group.writes(topic, '/snooze 2h');
    await product.group.sees(topic, '/reopen it first');
    product.group.writes(topic, '/close');
    await product.group.sees(topic, 'closed already');
    product.group.writes(topic, '/reopen');
    await product.group.sees(topic, 'Conversation reopened');
    await product.group.waitFor(() => topicView(topic)?.isClosed === false, 'open at Telegram too');
  });

  it('needs no call when somebody closes the topic in Telegram', async () => {
    const { customer, topic } = await SupportThread.open(product, 'Vic');
    product.telegram.actors.closeTopic(product.group.administrator, product.group.id, topic);
    await product.group.waitFor(() => topicView(topic)?.icon === '✅', 'the icon follows');
    await calm(product);
    const calls = product.telegram.journal
      .calls()
      .filter(
        ({ method, params }) => /^(close|reopen)/.test(method) && params['message_thread_id'] === topic,
      );
    expect(calls).toEqual([]);
    expect(await stateOf(customer)).toEqual({ state: 'closed', isWaiting: false });
  });

  it('goes on when icons cannot be had or the bot may not edit topics', async () => {
    const description = 'Bad Request: not enough rights to edit the topic';
    const { customer, topic } = await SupportThread.open(product, 'Wim');
    product.telegram.faults.add({ method: 'editForumTopic', nth: 1 }, { error: { code: 400, description } });
    product.group.writes(topic, 'Hello Wim');
    await customer.sees('Hello Wim');
    await calm(product);
    product.advance(31_000);
    product.group.writes(topic, '/snooze 1h');
    await product.group.sees(0, 'not enough rights to edit the topic');
    product.group.writes(topic, '/close');
    await product.group.waitFor(() => topicView(topic)?.icon === '✅', 'the next change');
  });
});
