import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallEntry } from '../../sandbox/telegram/journal.js';
import { relayToTopic } from '../../src/conversations/conversations.jobs.js';
import { priorities, topicLane } from '../../src/conversations/outbound-lanes.js';
import { Transactor } from '../../src/database/transactor.js';
import { Lanes } from '../../src/jobs/lanes/lanes.js';
import { asChatId } from '../../src/kernel/ids.js';
import { CallBudget } from '../../src/telegram/outbound/call-budget.js';
import { Outbox } from '../../src/telegram/outbound/outbox.js';
import type { Customer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';

const relays = 1_000;
const receipts = 500;
/** From the moderator's writing to the arrival of the call; on a machine so slow that a reply takes long without any backlog, as a multiple of that. */
const withinMs = 2_000;
const withinTimes = 10;
/** Two seconds of the bot-wide rate. */
const mostBetween = 60;

interface Reply {
  readonly messageId: number;
  readonly written: number;
  readonly accepted: number;
  readonly copied: number;
}

describe('a moderator’s reply', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start({
      telegram: { limits: {} },
      variables: { TELEGRAM_CHAT_RATE: '1', TELEGRAM_GROUP_RATE: '20', TELEGRAM_GLOBAL_RATE: '30' },
    });
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    await product.stop();
  });

  const counted = (): CallEntry[] =>
    product.telegram.journal
      .calls()
      .filter(({ method, ok }) => ok && /^(send|copy|createForum)/.test(method));

  it('finds a call of the bot’s burst that nothing else takes', async () => {
    const budget = product.part(CallBudget);
    let chat = 0;
    /** A reply may go before the moment that another call was told to wait for. */
    const goesBeforeOthers = async (): Promise<boolean> => {
      let openAt: Date | undefined;
      while ((openAt = await budget.reserve((chat += 1))) === undefined);
      return (await budget.reserve((chat += 1), true)) === undefined && Date.now() < openAt.getTime();
    };
    // On a slow machine that moment has sometimes come meanwhile.
    await eventually('a reply goes before others', goesBeforeOthers);
  });

  it(
    'overtakes 1,000 relays that wait for the group and 500 receipts that wait for the bot',
    { timeout: 60_000 },
    async () => {
      const anna = product.customer('Anna');
      anna.says('hello');
      const topic = await product.group.topicOf(anna);
      await product.group.card(topic);
      const alone = await reply(anna, topic, 'Hello');
      await queueRelays();
      const before = counted().length;
      await queueReceipts();
      await eventually('receipts go out', () => counted().length > before + 20, 30_000);

      const { messageId, written, accepted, copied } = await reply(anna, topic, 'Here I am');
      const between = counted().filter(({ at }) => at > accepted && at < copied);
      const limit = Math.max(withinMs, withinTimes * (alone.copied - alone.written));
      expect(copied - written).toBeLessThanOrEqual(limit);
      expect(accepted).toBeLessThanOrEqual(copied);
      expect(between.length).toBeLessThanOrEqual(mostBetween);
      expect(await waiting('send-call')).toBeGreaterThan(100);
      expect(await waiting(relayToTopic)).toBe(relays);
      await expectMarkBeforeRelays(messageId);
    },
  );

  /** What a moderator writes, and the moments in which it was written, taken over and shown. */
  async function reply(customer: Customer, topic: number, text: string): Promise<Reply> {
    const written = product.telegram.clock.now();
    const messageId = product.group.writes(topic, text);
    await customer.sees(text);
    const [row] = await product.rows<{ at: Date }>(
      `select created_at as at from messages where direction = 'from_moderator' and message_id = $1`,
      [messageId],
    );
    const accepted = row?.at.getTime() ?? Number.NaN;
    const copy = counted().find(({ params }) => params['message_id'] === messageId);
    return { messageId, written, accepted, copied: copy?.arrivedAt ?? Number.NaN };
  }

  /** Its mark counts against no limit: it comes with the opening of the gate and takes no relay's turn. */
  async function expectMarkBeforeRelays(messageId: number): Promise<void> {
    const before = toGroup();
    await product.rows(`update lane_gates set open_at = now() where gate like 'chat:-%'`);
    const isMark = ({ method, params }: CallEntry): boolean =>
      method === 'setMessageReaction' && params['message_id'] === messageId;
    await eventually('the mark', () => product.telegram.journal.calls().some(isMark));
    // One turn may have begun in the same moment.
    expect(toGroup() - before).toBeLessThanOrEqual(1);
  }

  const toGroup = (): number =>
    counted().filter(({ params }) => Number(params['chat_id']) === product.group.id).length;

  async function waiting(kind: string): Promise<number> {
    return (await product.rows('select 1 from lane_items where kind = $1', [kind])).length;
  }

  /** As they stand once the group's minute is used up. */
  async function queueRelays(): Promise<void> {
    const chatId = asChatId(product.group.id);
    await product.rows(
      `insert into lane_gates values ($1, now() + interval '1 hour')
      on conflict (gate) do update set open_at = excluded.open_at`,
      [`chat:${chatId}`],
    );
    const messages = await product.rows<{ thread: string; message: string }>(
      `with person as (
         insert into users (telegram_id, first_name, created_at, updated_at)
         select 6000000000 + n, 'P' || n, now(), now() from generate_series(1, $1::int) n returning id, telegram_id
       ), thread as (
         insert into threads (user_id, admin_group_id, created_at)
         select person.id, g.id, now() from person, admin_groups g returning id, user_id
       )
       insert into messages (thread_id, direction, chat_id, message_id, kind, relay, status, created_at)
       select t.id, 'from_customer', p.telegram_id, 1, 'text', 'copy', 'queued', now()
       from thread t join person p on p.id = t.user_id returning thread_id as thread, id as message`,
      [relays],
    );
    const items = messages.map(({ thread, message }) => ({
      queue: 'outbound' as const,
      ...topicLane(Number(thread), chatId),
      kind: relayToTopic,
      payload: { threadId: Number(thread), message: Number(message), album: null },
      priority: priorities.relay,
    }));
    await product.part(Transactor).run((tx) => product.part(Lanes).enqueueMany(tx, items));
  }

  async function queueReceipts(): Promise<void> {
    const outbox = product.part(Outbox);
    const customers = Array.from({ length: receipts }, (_, n) => product.customer(`R${n}`));
    for (const { id } of customers)
      Object.assign(product.telegram.world.users.get(id) ?? {}, { hasStarted: true });
    await product.part(Transactor).run(async (tx) => {
      for (const { id } of customers)
        await outbox.toCustomer(tx, id, { text: 'receipt' }, priorities.receipt);
    });
  }
});
