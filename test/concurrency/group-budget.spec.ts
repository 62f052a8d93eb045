import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallEntry } from '../../sandbox/telegram/journal.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import type { Product } from '../support/product.js';
import { shortestDrain, type Silence } from '../support/shortest-drain.js';
import { VirtualTime } from '../support/virtual-time.js';

const people = 100;
const each = 2;
/** Of those who write again while others still wait for their first turn. */
const again = 5;
/** A topic, what was written, the card, its pin. */
const callsPerPerson = 4;
/** So many places apart two customers may still have had their turns together. */
const atOnce = 5;
const banSeconds = 30;

describe('one group with 20 calls a minute', () => {
  let time: VirtualTime;
  let product: Product;
  beforeAll(async () => {
    // Telegram's own limits, in its own minutes.
    time = await VirtualTime.start({
      telegram: { limits: {} },
      variables: { TELEGRAM_CHAT_RATE: '1', TELEGRAM_GROUP_RATE: '20', TELEGRAM_GLOBAL_RATE: '30' },
    });
    product = time.product;
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  /** Reads count against no limit. */
  const toGroup = (): CallEntry[] =>
    product.telegram.journal
      .calls()
      .filter(({ method, params }) => method !== 'getChat' && Number(params['chat_id']) === product.group.id);
  const copies = (): CallEntry[] => toGroup().filter(({ method, ok }) => ok && method.startsWith('copy'));
  const pins = (): number => toGroup().filter(({ method, ok }) => ok && method === 'pinChatMessage').length;

  const waiting = async (): Promise<number> =>
    (await product.rows(`select 1 from messages where status = 'queued'`)).length;

  it(
    'brings 100 at once through in the fewest calls, each in turn, in little more than the shortest time',
    { timeout: 180_000 },
    async () => {
      const gate = `chat:${product.group.id}`;
      await product.rows(`insert into lane_gates values ($1, now() + interval '2 minutes')`, [gate]);
      const customers = Array.from({ length: people }, (_, index) => product.customer(`G${index}`));
      for (let n = 0; n < each; n += 1) for (const customer of customers) customer.says(`${n}`);
      await eventually(
        'everything waits for the group',
        async () => (await waiting()) === people * each,
        60_000,
      );
      const order = await product.rows<{ id: string }>(
        `select u.telegram_id as id from lanes l join threads t on l.lane = 'topic:' || t.id join users u on u.id = t.user_id
         order by l.ready_since`,
      );
      trouble();
      await time.until('the first have had their turn', () => copies().length >= again, 30_000);
      const served = copies()
        .slice(0, again)
        .map(({ params }) => Number(params['from_chat_id']));
      const eager = customers.filter(({ id }) => served.includes(id));
      for (const customer of eager) customer.says('more');
      await time.until('all cards are pinned', () => pins() === people, 120_000);
      await calm(product);

      const fewest = people * callsPerPerson + again;
      const ban = banOf(toGroup());
      expect(toGroup().length).toBeLessThanOrEqual(fewest + 1);
      expect(product.telegram.limiter.refused).toBe(0);
      const begun = toGroup()[0]?.arrivedAt ?? Number.NaN;
      const last = Math.max(...toGroup().map(({ at }) => at));
      const silence = { from: ban.from - begun, to: ban.to - begun };
      expect(last - begun).toBeLessThanOrEqual(1.03 * shortestDrain(fewest, [silence]));
      expectSilenceDuring(ban);
      expectTurns(order, served);
      await expectAllShown(customers, eager);
    },
  );

  /** One real ban, and calls that are much longer on their way than others. */
  function trouble(): void {
    const { faults } = product.telegram;
    const error = {
      code: 429,
      description: `Too Many Requests: retry after ${banSeconds}`,
      parameters: { retry_after: banSeconds },
    };
    faults.add({ method: 'copyMessages', nth: 34 }, { latencyMs: 500 });
    faults.add({ method: 'copyMessages', nth: 34 }, { error });
    faults.add({ method: 'createForumTopic', nth: 20 }, { latencyMs: 1_200 });
    faults.add({ method: 'sendMessage', nth: 20 }, { latencyMs: 1_200 });
  }

  function banOf(calls: readonly CallEntry[]): Silence {
    const from =
      calls.find(({ fault, error }) => fault !== undefined && error?.code === 429)?.at ?? Number.NaN;
    return { from, to: from + banSeconds * 1_000 };
  }

  /** Only what had arrived before the ban was spoken is innocent, and no more than a chat takes at once. */
  function expectSilenceDuring({ from, to }: Silence): void {
    expect(from).toBeGreaterThan(0);
    const onTheWay = toGroup().filter(({ at, arrivedAt, ok }) => ok && arrivedAt <= from && at > from);
    expect(onTheWay.length).toBeLessThanOrEqual(1);
    expect(toGroup().filter(({ arrivedAt }) => arrivedAt > from && arrivedAt < to)).toEqual([]);
  }

  function expectTurns(order: readonly { readonly id: string }[], served: readonly number[]): void {
    const turns = copies().map(({ params }) => Number(params['from_chat_id']));
    // Turns that have begun at the same time may end in another order.
    const moved = order.map(({ id }, place) => Math.abs(turns.indexOf(Number(id)) - place));
    expect(Math.max(...moved)).toBeLessThanOrEqual(atOnce);
    for (const id of served) expect(turns.lastIndexOf(id)).toBeGreaterThanOrEqual(people - atOnce);
  }

  async function expectAllShown(customers: readonly Customer[], eager: readonly Customer[]): Promise<void> {
    for (const customer of customers) {
      const texts = product.group.copies(await product.group.topicOf(customer)).map(({ text }) => text);
      expect(texts).toEqual(['0', '1', ...(eager.includes(customer) ? ['more'] : [])]);
    }
  }
});
