import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WakeSnoozed } from '../../src/conversations/threads/wake-snoozed.cron.js';
import { calm } from '../support/calm.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

describe('a conversation in which several do something at once', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    product.telegram.faults.clear();
    expect(await product.rows('select kind, error from dead_lane_items')).toEqual([]);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  async function opened(name: string): Promise<SupportThread> {
    const thread = await SupportThread.open(product, name);
    await product.group.sees(thread.topic, 'hello');
    await calm(product);
    return thread;
  }

  async function stateOf({
    topic,
  }: SupportThread): Promise<{ state: string; isClosed: boolean | undefined }> {
    await calm(product);
    const [row] = await product.rows<{ state: string }>('select state from threads where topic_id = $1', [
      topic,
    ]);
    const isClosed = product.group.topics().find(({ threadId }) => threadId === topic)?.isClosed;
    return { state: row?.state ?? 'none', isClosed };
  }

  /** Keeps the thread's row until `queue` statements stand before it, in the order in which `acts` made them come. */
  async function inTurn({ topic }: SupportThread, acts: readonly (() => unknown)[]): Promise<void> {
    const holder: pg.PoolClient = await product.sql.connect();
    try {
      await holder.query('begin');
      await holder.query('select 1 from threads where topic_id = $1 for no key update', [topic]);
      const outcomes: unknown[] = [];
      for (const [index, act] of acts.entries()) {
        outcomes.push(act());
        await eventually(`${index + 1} wait for the row`, async () => {
          const { rows } = await holder.query<{ waiting: number }>(
            `select count(*)::int as waiting from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock'`,
          );
          return (rows[0]?.waiting ?? 0) > index;
        });
      }
      await holder.query('commit');
      await Promise.all(outcomes);
    } finally {
      holder.release();
    }
  }

  it('stays open for a message that came behind the command that closes it', async () => {
    const thread = await opened('Ann');
    const slow = { method: 'copyMessage', chatId: product.group.id, nth: 1 };
    product.telegram.faults.add(slow, { latencyMs: 700 });
    thread.customer.says('One more thing');
    await eventually('the message is on its way', async () => {
      return (await product.rows(`select 1 from messages where status = 'queued'`)).length === 1;
    });
    product.group.writes(thread.topic, '/close');
    await product.group.sees(thread.topic, 'Conversation closed');
    await product.group.sees(thread.topic, 'One more thing');
    expect(await stateOf(thread)).toEqual({ state: 'open', isClosed: false });
  });

  it('is closed by whoever has seen the last message', async () => {
    const thread = await opened('Ben');
    await inTurn(thread, [
      () => thread.customer.says('Thank you, bye'),
      () => product.group.writes(thread.topic, '/close'),
    ]);
    await product.group.sees(thread.topic, 'Conversation closed');
    expect(await stateOf(thread)).toEqual({ state: 'closed', isClosed: true });
  });

  it('is not closed by a command that was written before a message that stands already', async () => {
    const thread = await opened('Cid');
    const release = product.telegram.delivery.faults.hold({ queue: `chat:${product.group.id}` });
    product.group.writes(thread.topic, '/close');
    thread.customer.says('Wait!');
    await product.group.sees(thread.topic, 'Wait!');
    release();
    await product.group.sees(thread.topic, 'The customer has just written');
    expect(await stateOf(thread)).toEqual({ state: 'open', isClosed: false });
  });

  it('ends closed when it wakes at the moment in which it is closed, whoever comes first', async () => {
    for (const order of [0, 1]) {
      const thread = await opened(`Dora ${order}`);
      product.group.writes(thread.topic, '/snooze 1h');
      await product.group.sees(thread.topic, 'Snoozed until');
      await calm(product);
      product.advance(61 * 60_000);
      const wake = (): unknown => product.part(WakeSnoozed).handle();
      const close = (): unknown => product.group.writes(thread.topic, '/close');
      await inTurn(thread, order === 0 ? [wake, close] : [close, wake]);
      await product.group.sees(thread.topic, 'Conversation closed');
      expect(await stateOf(thread)).toEqual({ state: 'closed', isClosed: true });
      const woke = product.group
        .messages(thread.topic)
        .filter(({ text }) => text.includes('The snooze is over'));
      expect(woke).toHaveLength(order === 0 ? 1 : 0);
    }
  });

  it('stays closed when an answer arrives that was written before', async () => {
    const thread = await opened('Eve');
    const slow = { method: 'copyMessage', chatId: thread.customer.id, nth: 1 };
    product.telegram.faults.add(slow, { latencyMs: 500 });
    product.group.writes(thread.topic, 'All the best');
    product.group.writes(thread.topic, '/close');
    await product.group.sees(thread.topic, 'Conversation closed');
    await thread.customer.sees('All the best');
    expect(await stateOf(thread)).toEqual({ state: 'closed', isClosed: true });
  });

  it('still waits for us when the customer wrote while our answer was on its way', async () => {
    const thread = await opened('Fay');
    const slow = { method: 'copyMessage', chatId: thread.customer.id, nth: 1 };
    product.telegram.faults.add(slow, { latencyMs: 500 });
    product.group.writes(thread.topic, 'Which colour?');
    thread.customer.says('Also, is it open on Sunday?');
    await thread.customer.sees('Which colour?');
    expect(await stateOf(thread)).toEqual({ state: 'open', isClosed: false });
    product.group.writes(thread.topic, 'It is');
    await thread.customer.sees('It is');
    expect(await stateOf(thread)).toEqual({ state: 'waiting', isClosed: false });
  });
});
