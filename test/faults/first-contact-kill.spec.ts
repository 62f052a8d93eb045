import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StripeEmulator } from '../../sandbox/stripe/stripe-emulator.js';
import { TelegramEmulator } from '../../sandbox/telegram/telegram-emulator.js';
import { invariantsSql } from '../../src/billing/ledger/invariants.js';
import { BotProcess, freePort } from '../support/bot-process.js';
import { Customer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { FirstContact } from '../support/first-contact.js';
import { Group } from '../support/group.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const words = ['one', 'two', 'three', 'four', 'five'];

describe('messages of somebody unknown, when the process is killed', () => {
  let database: TestDatabase;
  let telegram: TelegramEmulator;
  let stripe: StripeEmulator;
  let group: Group;
  let sql: pg.Pool;
  let bot: BotProcess;
  let settings: Record<string, string>;
  let port: number;

  beforeAll(async () => {
    database = await createTestDatabase();
    sql = new pg.Pool({ connectionString: database.url, max: 2 });
    port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    telegram = await TelegramEmulator.start({
      limits: 'none',
      timeScale: 0.05,
      latencyMs: 3,
      deliverTo: url,
    });
    stripe = await StripeEmulator.start({ timeScale: 0.001, webhookUrl: `${url}/stripe-webhook` });
    group = Group.create(telegram);
    settings = {
      DATABASE_URL: database.url,
      BOT_TOKEN: telegram.token,
      ADMIN_GROUP_ID: String(group.id),
      STRIPE_API_KEY: stripe.apiKey,
      STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
      STRIPE_API_URL: stripe.url,
      PUBLIC_URL: 'https://bot.example',
      TELEGRAM_API_ROOT: telegram.url,
      TELEGRAM_WEBHOOK_SECRET: 'telegram-secret',
      TELEGRAM_GROUP_RATE: '100000',
      TELEGRAM_CHAT_RATE: '10000',
      TELEGRAM_GLOBAL_RATE: '100000',
      LOG_LEVEL: 'warn',
    };
    await sql.query(
      `insert into settings (key, value, updated_at, updated_by) values ('first_contact', '"captcha"', now(), 'test')`,
    );
    bot = await BotProcess.start(settings, port);
  });
  afterAll(async () => {
    await bot.kill();
    await sql.end();
    await Promise.all([telegram.stop(), stripe.stop()]);
    await database.drop();
  });
  async function dies(): Promise<void> {
    await bot.kill();
    bot = await BotProcess.start(settings, port);
  }

  it('cross once each, in order, after the right button', { timeout: 120_000 }, async () => {
    const people = ['Ann', 'Ben', 'Cid'].map((name) => {
      const user = telegram.actors.createUser({ firstName: name, languageCode: 'en' });
      return new Customer(telegram, stripe, user.id, name);
    });
    for (const word of words) for (const person of people) person.says(word);
    const questions = await Promise.all(people.map((person) => new FirstContact(person).question()));
    await eventually('everything is held', async () => {
      const held = await sql.query(`select 1 from messages where status = 'held'`);
      return held.rowCount === people.length * words.length;
    });
    await dies();
    for (const [index, person] of people.entries()) {
      const question = questions[index];
      if (question !== undefined) new FirstContact(person).press(question, true);
    }
    await dies();
    for (const person of people) {
      const topic = await group.topicOf(person);
      const copies = (): string[] => group.copies(topic).map(({ text }) => text);
      await eventually(`all of ${person.name}\n${bot.output}`, () => copies().length >= words.length, 30_000);
      // A call whose answer died with the process is made again; the order holds all the same.
      expect(copies().filter((text, index, all) => all.indexOf(text) === index)).toEqual(words);
    }
    await eventually('all are delivered', async () => {
      const open = await sql.query(`select 1 from messages where status <> 'delivered'`);
      return open.rowCount === 0;
    });
    const { rows } = await sql.query<{ credits: number }>(
      `select credits::int from credit_accounts where user_id is not null`,
    );
    expect(rows.map(({ credits }) => credits)).toEqual([5, 5, 5]);
    expect((await sql.query(invariantsSql)).rows).toEqual([]);
    expect((await sql.query('select kind, error from dead_lane_items')).rows).toEqual([]);
  });
});
