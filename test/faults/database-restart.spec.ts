import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedDatabase } from '../../sandbox/postgres/embedded-database.js';
import { sessionOf } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { migrateTemplate } from '../support/migrated-template.js';
import { Product } from '../support/product.js';

const customers = 6;
const messagesEach = 5;

describe('PostgreSQL that goes down under load', () => {
  let folder: string;
  let server: EmbeddedDatabase;
  let product: Product;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bot-restart-'));
    server = await EmbeddedDatabase.start({ dataDir: folder, persistent: true });
    await migrateTemplate(server.url, 'template_migrated');
    await server.create('bot', { template: 'template_migrated' });
    const database = { url: server.urlOf('bot'), drop: () => Promise.resolve() };
    product = await Product.start({ database });
  });
  afterAll(async () => {
    await product.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** `SIGQUIT` is PostgreSQL's immediate shutdown: no session is ended in order, the log is replayed afterwards. */
  async function crash(): Promise<void> {
    const [pid] = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGQUIT');
    await server.stop();
    await pause(300);
    server = await EmbeddedDatabase.start({ dataDir: folder, persistent: true, port: server.port });
  }

  it('loses no message and grants every payment once', { timeout: 240_000 }, async () => {
    const people = Array.from({ length: customers }, (_, index) => product.customer(`C${index}`));
    for (const person of people) person.says('/buy100');
    const pages = await Promise.all(
      people.map(async (person) => person.pageOf(await person.sees('100 credits for'), 'Pay')),
    );
    const load = (async () => {
      for (let round = 0; round < messagesEach; round += 1) {
        for (const [index, person] of people.entries()) {
          person.says(`${person.name} says ${round}`);
          if (round === index % messagesEach)
            product.stripe.control.payCheckout(sessionOf(pages[index] ?? ''));
          await pause(25);
        }
      }
    })();
    await pause(200);
    await crash();
    await pause(200);
    await crash();
    await load;

    for (const person of people) {
      const expected = Array.from({ length: messagesEach }, (_, round) => `${person.name} says ${round}`);
      await eventually(
        `the messages of ${person.name} are in the topic`,
        () => {
          product.stripe.control.retryWebhooks();
          const texts = product.group.copiesFor(person).map(({ text }) => text);
          return expected.every((text) => texts.includes(text));
        },
        90_000,
      );
    }
    await eventually(
      'everybody has what they paid for',
      async () => {
        product.stripe.control.retryWebhooks();
        const rows = await product.rows<{ credits: number; held: number }>(
          'select credits::int, held::int from credit_accounts',
        );
        return rows.every(({ credits, held }) => credits === 110 - messagesEach && held === 0);
      },
      90_000,
    );
    expect(await product.rows('select 1 from payments')).toHaveLength(customers);
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
  });
});
