import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DeliverToTopic } from '../../src/conversations/relay/deliver-to-topic.use-case.js';
import { TimeOutMessages } from '../../src/conversations/relay/time-out-messages.cron.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

interface Row {
  readonly id: number;
  readonly thread: number;
  readonly status: string;
}

describe('a hold whose time is over, and the delivery of its message', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    product.telegram.faults.clear();
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const timeOut = (): Promise<void> => product.part(TimeOutMessages).handle();
  const copy = (
    customer: Customer,
  ): { method: string; when: (params: { text(name: string): string | undefined }) => boolean } => ({
    method: 'copyMessage',
    when: (params) => params.text('from_chat_id') === String(customer.id),
  });

  /** Somebody with a topic, 9 credits left and nothing on the way. */
  async function writer(name: string): Promise<{ customer: Customer; topic: number }> {
    const customer = product.customer(name);
    customer.start();
    await customer.sees('10 credits');
    customer.says('first');
    const topic = await product.group.topicOf(customer);
    await product.group.sees(topic, 'first');
    await product.group.waitFor(() => product.group.copies(topic).length === 1, 'the first message');
    return { customer, topic };
  }

  async function account(customer: Customer): Promise<object | undefined> {
    const [row] = await product.rows(
      `select credits::int, held::int, owed::int from credit_accounts a
       join users u on u.id = a.user_id where u.telegram_id = $1`,
      [customer.id],
    );
    return row;
  }

  async function last(customer: Customer): Promise<Row> {
    const [row] = await product.rows<Row>(
      `select id::int, thread_id::int as thread, status from messages where chat_id = $1 order by id desc limit 1`,
      [customer.id],
    );
    return row ?? { id: 0, thread: 0, status: 'missing' };
  }

  async function comesIn(customer: Customer, text: string): Promise<Row> {
    const messageId = customer.says(text);
    const stored = (): Promise<Row[]> =>
      product.rows<Row>(
        `select id::int, thread_id::int as thread, status from messages where chat_id = $1 and message_id = $2`,
        [customer.id, messageId],
      );
    await expect.poll(stored, { timeout: 15_000 }).toHaveLength(1);
    return (await stored())[0] as Row;
  }

  const overdue = (message: Row): Promise<object[]> =>
    product.rows(
      `update credit_holds set expires_at = now() - interval '1 minute'
       where id = (select hold_id from messages where id = $1)`,
      [message.id],
    );

  /** What becomes of an item after its last attempt. */
  const giveUp = (message: Row): Promise<object[]> =>
    product.rows(
      `with gone as (delete from lane_items where payload ->> 'message' = $1 returning *)
       insert into dead_lane_items (id, queue, lane, position, kind, payload, priority, attempts, created_at, error)
       select id, queue, lane, position, kind, payload, priority, 12, created_at, 'a defect' from gone returning id`,
      [String(message.id)],
    );

  /** The topic's lane takes nothing while the group's gate is closed. */
  async function gate(open: boolean): Promise<void> {
    await product.rows(
      `insert into lane_gates (gate, open_at) values ($1, now() + $2::interval)
       on conflict (gate) do update set open_at = excluded.open_at`,
      [`chat:${product.group.id}`, open ? '-1 second' : '1 hour'],
    );
    if (open)
      await product.rows(`update lanes set next_at = now(), wake = wake + 1, idle = false where gate = $1`, [
        `chat:${product.group.id}`,
      ]);
  }

  it('stays open while the message may still be delivered, and is taken when it is', async () => {
    const { customer, topic } = await writer('Ann');
    product.telegram.faults.add(copy(customer), { latencyMs: 1_500 });
    const message = await comesIn(customer, 'slow');
    await overdue(message);
    await Promise.all([timeOut(), timeOut()]);
    expect(await account(customer)).toEqual({ credits: 8, held: 1, owed: 0 });
    await product.group.sees(topic, 'slow');
    await expect.poll(() => account(customer), { timeout: 15_000 }).toEqual({ credits: 8, held: 0, owed: 0 });
    expect((await last(customer)).status).toBe('delivered');
  });

  it('gives the credits back and tells both sides when nothing will deliver the message any more', async () => {
    const { customer, topic } = await writer('Ben');
    await gate(false);
    const message = await comesIn(customer, 'stuck');
    expect(await giveUp(message)).toHaveLength(1);
    await timeOut();
    expect((await last(customer)).status).toBe('queued');
    await overdue(message);
    await Promise.all([timeOut(), timeOut(), timeOut()]);
    expect(await account(customer)).toEqual({ credits: 9, held: 0, owed: 0 });
    expect((await last(customer)).status).toBe('failed');
    await customer.sees('could not be passed on for two days');
    // The operator puts it back too late: it is not delivered for nothing.
    await product.rows(
      `with back as (delete from dead_lane_items where payload ->> 'message' = $1 returning *)
       insert into lane_items (id, queue, lane, position, kind, payload, priority)
       select id, queue, lane, position, kind, payload, priority from back`,
      [String(message.id)],
    );
    await gate(true);
    await product.group.sees(topic, 'two days ago that I could not bring here');
    await expect
      .poll(() => product.rows(`select 1 from lane_items where lane = $1`, [`topic:${message.thread}`]), {
        timeout: 15_000,
      })
      .toEqual([]);
    expect(product.group.copies(topic)).toHaveLength(1);
    expect(await account(customer)).toEqual({ credits: 9, held: 0, owed: 0 });
  });

  it('is charged once when a stalled delivery comes through after all, and what is gone by then is owed', async () => {
    const { customer, topic } = await writer('Cid');
    await gate(false);
    const message = await comesIn(customer, 'stalled');
    await giveUp(message);
    await gate(true);
    product.telegram.faults.add({ ...copy(customer), times: 1 }, { latencyMs: 6_000 });
    const waiting = [{ itemId: 0, message: message.id }];
    const delivery = product.part(DeliverToTopic).execute(message.thread, waiting);
    await overdue(message);
    await timeOut();
    expect(await account(customer)).toEqual({ credits: 9, held: 0, owed: 0 });
    for (const kind of ['voice', 'video', 'sticker'] as const)
      product.telegram.actors.send(customer.id, kind, {});
    await product.group.waitFor(() => product.group.copies(topic).length === 4, 'what costs nine credits');
    await delivery;
    await product.group.sees(topic, 'stalled');
    await expect.poll(() => account(customer), { timeout: 15_000 }).toEqual({ credits: 0, held: 0, owed: 1 });
    const [row] = await product.rows<Row>(`select status from messages where id = $1`, [message.id]);
    expect(row?.status).toBe('delivered');
    customer.says('/history');
    await customer.sees(/message → 0/);
  });
});
