import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';

const users = 100;
/** As many connections as the bot allows Telegram: `max_connections`. */
const agent = new Agent({ keepAlive: true, maxSockets: 100 });
const each = 5;

describe('500 updates from 100 users at once', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    agent.destroy();
    await product.stop();
  });

  it(
    'keeps every user’s order in one topic each, although every update is posted twice at the same moment',
    { timeout: 90_000 },
    async () => {
      const people = Array.from({ length: users }, (_, index) => product.customer(`U${index}`));
      product.telegram.delivery.pause();
      const updates = people.flatMap((person, who) =>
        Array.from({ length: each }, (_, index) => ({
          person,
          updateId: 900_000 + who * each + index,
          text: `${who}/${index}`,
        })),
      );
      const statuses = await Promise.all(
        updates.flatMap((update) => {
          const message = product.telegram.actors.sendText(update.person.id, update.text);
          const body = JSON.stringify({
            update_id: update.updateId,
            message: {
              message_id: message.message_id,
              date: 1,
              chat: { id: update.person.id, type: 'private', first_name: update.person.name },
              from: {
                id: update.person.id,
                is_bot: false,
                first_name: update.person.name,
                language_code: 'en',
              },
              text: update.text,
            },
          });
          return [post(body), post(body)];
        }),
      );
      expect(new Set(statuses)).toEqual(new Set([200]));

      await eventually(
        'every message is delivered',
        async () => (await delivered()) === users * each,
        60_000,
      );
      for (const [who, person] of people.entries()) {
        const topic = await product.group.topicOf(person);
        const expected = Array.from({ length: each }, (_, index) => `${who}/${index}`);
        expect(product.group.copies(topic).map((message) => message.text)).toEqual(expected);
      }
      expect(product.group.topics()).toHaveLength(users);
      expect(await product.violations()).toEqual([]);
      const [charged] = await product.rows<{ credits: number }>(
        'select sum(amount)::int as credits from credit_holds',
      );
      expect(charged?.credits).toBe(users * each);
    },
  );

  async function delivered(): Promise<number> {
    const [row] = await product.rows<{ count: number }>(
      `select count(*)::int as count from messages where status = 'delivered'`,
    );
    return row?.count ?? 0;
  }

  function post(body: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-telegram-bot-api-secret-token': product.telegramSecret,
      };
      const outgoing = request(`${product.url}/telegram-webhook`, { method: 'POST', agent, headers });
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        response.resume();
        response.on('end', () => {
          resolve(response.statusCode);
        });
      });
      outgoing.end(body);
    });
  }
});
