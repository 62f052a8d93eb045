import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EraseTraces } from '../../src/users/privacy/erase-traces.job.js';
import { asTelegramId, asUserId } from '../../src/kernel/ids.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { DataOwner } from '../support/data-owner.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';

describe('/privacy', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    expect(await product.rows('select kind, error from dead_lane_items')).toEqual([]);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const owner = (customer: Customer): DataOwner => new DataOwner(product, customer);
  /** Every table that has one of these words anywhere in one of its rows. */
  async function tablesWith(words: readonly string[]): Promise<string[]> {
    const tables = await product.rows<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await product.rows(`select 1 from ${name} t where t::text ~* $1 limit 1`, [
        words.join('|'),
      ]);
      if (rows.length > 0) found.push(name);
    }
    return found;
  }

  it('sends everything that is stored, and nothing about others', async () => {
    const anna = product.customer('Anna', 'en', 'anna_a');
    const ben = product.customer('Ben', 'en', 'ben_b');
    for (const customer of [anna, ben]) {
      customer.says('hello');
      await product.group.card(await product.group.topicOf(customer));
    }
    await anna.buys('10 credits');
    await anna.sees('Paid');
    const topic = await product.group.topicOf(anna);
    product.group.writes(topic, '/note likes mornings');
    await product.group.sees(topic, 'Note kept');
    await calm(product);
    const page = await owner(anna).opens();
    anna.press(page, '📄 Send me a copy');
    await anna.waitFor(() => anna.chat().some(({ kind }) => kind === 'document'), 'the file');
    const file = anna.chat().find(({ kind }) => kind === 'document');
    const { file_id: fileId, file_name: name } = file?.content['document'] as {
      file_id: string;
      file_name: string;
    };
    expect(name).toMatch(/^my-data-\d{4}-\d\d-\d\d\.json$/);
    const text = await product.download(fileId);
    const data = JSON.parse(text) as Record<string, Record<string, unknown>[]>;
    expect(data['profile']).toMatchObject([{ first_name: 'Anna', username: 'anna_a', telegram_id: anna.id }]);
    expect(data['messages']).toMatchObject([{ kind: 'text', status: 'delivered' }]);
    expect(data['notes_about_you']).toMatchObject([{ body: 'likes mornings' }]);
    expect(data['payments']).toMatchObject([{ amount: 500, currency: 'usd' }]);
    expect(data['ledger']?.length).toBeGreaterThanOrEqual(4);
    expect(text).not.toContain('ben_b');
    expect(text).not.toContain('"Ada"');
  });

  it('erases everything but the books, after a question, and tells General', async () => {
    const cleo = product.customer('Cleopatra', 'en', 'cleo_c');
    cleo.says('hello');
    const topic = await product.group.topicOf(cleo);
    await product.group.card(topic);
    product.group.writes(topic, '/note Cleopatra is shy');
    await product.group.sees(topic, 'Note kept');
    product.group.writes(topic, 'hello Cleopatra');
    await cleo.sees('hello Cleopatra');
    await cleo.buys('10 credits');
    await cleo.sees('Paid');
    product.group.writes(topic, '/gift 5 Cleopatra asked nicely');
    await cleo.sees('You received 5 credits');
    product.group.writes(topic, '/ban Cleopatra was rude');
    await product.group.sees(topic, '⛔️ Banned.');
    product.group.writes(topic, '/unban');
    await calm(product);
    const userId = await owner(cleo).userId();
    const revenue = await product.rows('select * from revenue_by_day');

    // The first tap changes nothing, and "no" goes back.
    const page = await owner(cleo).opens();
    cleo.press(page, '🗑 Erase my data');
    const question = await owner(cleo).turns(page, 'Erase everything');
    expect(question.text).toContain('This is lost: 24 credits');
    cleo.press(question, '« No, keep it');
    await owner(cleo).turns(page, 'You can have a copy');
    await owner(cleo).erases();

    expect(product.group.topics().some(({ threadId }) => threadId === topic)).toBe(false);
    const alert = await product.group.sees(0, 'had their data erased');
    expect(alert.text).toContain(`number ${userId}`);
    await product.part(EraseTraces).handle({ userId: asUserId(userId), telegramId: asTelegramId(cleo.id) });
    await product.rows(`delete from graphile_worker._private_jobs where run_at > now()`);
    expect(await tablesWith([String(cleo.id), 'cleopatra', 'cleo_c', 'shy'])).toEqual([]);
    expect(
      await product.rows('select credits, held, owed from credit_accounts where user_id = $1', [userId]),
    ).toEqual([{ credits: 0, held: 0, owed: 0 }]);
    expect(await product.rows('select * from revenue_by_day')).toEqual(revenue);
    expect(
      await product.rows(
        `select actor_name as who, action, reason, after from audit_log where user_id = $1 order by id`,
        [userId],
      ),
    ).toMatchObject([
      { who: 'Ada', action: 'gift', reason: '[erased]', after: { credits: expect.any(Number) as number } },
      { who: 'Ada', action: 'ban', reason: '[erased]', after: { banned: true } },
      { who: 'Ada', action: 'unban', reason: null },
      { who: 'the customer', action: 'erase', reason: 'own request', after: { reasonsErased: 2 } },
    ]);

    // Whoever comes back starts anew, with a topic and without another welcome.
    cleo.start();
    await cleo.waitFor(() => cleo.chat().some(({ text }) => text.includes('Hello, Cleopatra')), 'a greeting');
    cleo.says('/balance');
    await cleo.sees('0 credits');
    expect(await owner(cleo).userId()).not.toBe(userId);
  });

  it('asks General to delete by hand what Telegram does not let the bot delete', async () => {
    const { group } = product;
    const ned = product.customer('Ned');
    ned.says('hello');
    const topic = await group.topicOf(ned);
    await group.card(topic);
    const question = await owner(ned).asks();
    product.telegram.actors.setBotRights(group.id, { can_delete_messages: false });
    ned.press(question, '🗑 Yes, erase everything');
    const kept = await group.sees(0, 'the bot may not delete it');
    expect(kept.text).toContain('right “Delete messages”');
    expect(kept.text).not.toContain('Ned');
    product.telegram.actors.setBotRights(group.id, {});
    const isGone = (): boolean => !group.topics().some(({ threadId }) => threadId === topic);
    await eventually('the topic goes by itself', async () => {
      await product.rows(`update lanes set next_at = now() where not idle and next_at > now()`);
      return isGone();
    });
    await calm(product);
    expect(group.general().filter(({ text }) => text.includes('may not delete it'))).toHaveLength(1);

    // Content on sale is other people's, too.
    const oda = product.customer('Oda');
    oda.says('hello');
    const second = await group.topicOf(oda);
    await group.card(second);
    const post = group.writes(second, '// a picture');
    group.writes(second, '/lock 5 Picture', { replyTo: post });
    await group.sees(second, /Locked.*Picture/s);
    await calm(product);
    await owner(oda).erases();
    await group.sees(0, 'it holds content that is on sale');
    expect(group.topics().some(({ threadId }) => threadId === second)).toBe(true);
  });

  it('waits for the end of a plan that renews, and asks again when the credits are others', async () => {
    const dina = product.customer('Dina', 'ru');
    const page = await owner(dina).opens('Ваши данные');
    dina.press(page, '🗑 Удалить мои данные');
    const question = await owner(dina).turns(page, 'Удалить всё о вас?');
    await dina.buys('10 кредитов');
    await dina.sees('Оплачено');
    await calm(product);
    const answer = await dina.press(question, '🗑 Да, удалить всё').answered();
    expect(answer.text).toContain('изменились');
    await owner(dina).turns(page, '20 кредитов');
    await dina.buys('Подписка на месяц');
    await dina.sees('Оплачено: Подписка');
    await calm(product);
    product.telegram.actors.pressData(dina.id, dina.id, page.message_id, 'privacy:erase:120');
    await owner(dina).turns(page, 'подписка продлевается');
    expect(await owner(dina).userId()).toBeGreaterThan(0);
  });

  it('keeps a ban, and gives nothing twice', async () => {
    const finn = product.customer('Finn');
    finn.says('hello');
    const topic = await product.group.topicOf(finn);
    product.group.writes(topic, '/ban rude');
    await calm(product);
    await owner(finn).erases();
    finn.says('me again');
    await finn.sees('Your messages are not passed on');
    finn.says('/balance');
    await finn.sees('0 credits');
  });

  it('does it once, however often the button is pressed, also while the customer writes', async () => {
    const gus = product.customer('Gustavus');
    gus.says('hello');
    const topic = await product.group.topicOf(gus);
    await product.group.card(topic);
    const page = await owner(gus).opens();
    gus.press(page, '🗑 Erase my data');
    const question = await owner(gus).turns(page, 'Erase everything');
    const before = (await product.rows('select 1 from users')).length;
    product.group.writes(topic, 'one more thing');
    gus.press(question, '🗑 Yes, erase everything');
    gus.press(question, '🗑 Yes, erase everything');
    await owner(gus).turns(page, 'Everything about you is erased');
    await calm(product);
    const erased = await product.rows(`select 1 from audit_log where action = 'erase'`);
    const gone = await product.rows(`select 1 from users where telegram_id is null`);
    expect(erased.length).toBe(gone.length);
    expect((await product.rows('select 1 from users')).length).toBeLessThanOrEqual(before + 1);
  });
});
