import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallEntry } from '../../sandbox/telegram/journal.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { quickenMinute } from '../support/group-minute.js';
import { Product } from '../support/product.js';

const people = 40;
const each = 2;
/** Of those who write again while others still wait for their first turn. */
const again = 5;
/** A topic, what was written, the card, its pin. */
const callsPerPerson = 4;
const banSeconds = 2;
/** So many places apart two customers may still have had their turns together. */
const atOnce = 5;
/** A call that was on its way when the ban began is innocent. */
const onTheWayMs = 500;

describe('one group with 20 calls a minute', () => {
  let product: Product;
  beforeAll(async () => {
    // 240 times as fast. The ways of calls are not, so Telegram's minute is the shorter one.
    const fast = { chatPerSecond: 240, chatBurst: 20, globalPerSecond: 7_200, minuteMs: 100 };
    product = await Product.start({
      telegram: { limits: fast },
      variables: { TELEGRAM_CHAT_RATE: '240', TELEGRAM_GROUP_RATE: '20', TELEGRAM_GLOBAL_RATE: '7200' },
    });
    await quickenMinute((sql) => product.rows(sql), 240);
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  const counted = /^(send|copy|forward|edit|pin|createForumTopic)/;
  const toGroup = (): CallEntry[] =>
    product.telegram.journal
      .calls()
      .filter(({ method, params }) => counted.test(method) && Number(params['chat_id']) === product.group.id);
  const copies = (): CallEntry[] => toGroup().filter(({ method, ok }) => ok && method.startsWith('copy'));

  it(
    'brings everybody through in the fewest calls, each in turn, and is silent during a ban',
    { timeout: 60_000 },
    async () => {
      const gate = `chat:${product.group.id}`;
      await product.rows(`insert into lane_gates values ($1, now() + interval '1 hour')`, [gate]);
      const customers = Array.from({ length: people }, (_, index) => product.customer(`G${index}`));
      for (let n = 0; n < each; n += 1) for (const customer of customers) customer.says(`${n}`);
      await eventually(
        'everything waits for the group',
        async () =>
          (await product.rows(`select 1 from messages where status = 'queued'`)).length === people * each,
        60_000,
      );
      product.telegram.faults.add(
        { method: 'copyMessages', chatId: product.group.id, nth: 15 },
        {
          error: {
            code: 429,
            description: `Too Many Requests: retry after ${banSeconds}`,
            parameters: { retry_after: banSeconds },
          },
        },
      );
      const order = await product.rows<{ id: string }>(
        `select u.telegram_id as id from lanes l join threads t on l.lane = 'topic:' || t.id join users u on u.id = t.user_id
         order by l.ready_since`,
      );
      await product.rows(`update lane_gates set open_at = now() where gate = $1`, [gate]);
      await eventually('the first have had their turn', () => copies().length >= again, 30_000);
      const served = copies()
        .slice(0, again)
        .map(({ params }) => Number(params['from_chat_id']));
      const eager = customers.filter(({ id }) => served.includes(id));
      for (const customer of eager) customer.says('more');
      await eventually('all cards are pinned', () => pins() === people, 45_000);
      await calm(product);

      const minimum = people * callsPerPerson + again;
      expect(toGroup().length).toBeLessThanOrEqual(1.1 * minimum);
      expect(product.telegram.limiter.refused).toBe(0);
      expect(copies()).toHaveLength(people + again);
      const turns = copies().map(({ params }) => Number(params['from_chat_id']));
      // Turns that have begun at the same time may end in another order.
      for (const [place, { id }] of order.entries())
        expect(Math.abs(turns.indexOf(Number(id)) - place)).toBeLessThanOrEqual(atOnce);
      for (const id of served) expect(turns.lastIndexOf(id)).toBeGreaterThanOrEqual(people - atOnce);
      await expectAllShown(customers, eager);
      expectSilenceDuringBan();
    },
  );

  const pins = (): number => toGroup().filter(({ method, ok }) => ok && method === 'pinChatMessage').length;

  async function expectAllShown(customers: readonly Customer[], eager: readonly Customer[]): Promise<void> {
    for (const customer of customers) {
      const texts = product.group.copies(await product.group.topicOf(customer)).map(({ text }) => text);
      expect(texts).toEqual(['0', '1', ...(eager.includes(customer) ? ['more'] : [])]);
    }
  }

  function expectSilenceDuringBan(): void {
    const begin = toGroup().find(({ error }) => error?.code === 429)?.at ?? Number.NaN;
    expect(begin).toBeGreaterThan(0);
    const during = toGroup().filter(({ at }) => at > begin + onTheWayMs && at < begin + banSeconds * 1_000);
    expect(during).toEqual([]);
  }
});
