import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeDatabaseAway } from '../support/database-outage.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { type RawAnswer, rawRequest } from '../support/raw-request.js';

const megabyte = 1_048_576;

describe('POST /telegram-webhook', () => {
  let product: Product;
  let nextId = 1_000;

  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    await product.stop();
  });

  const post = (body: string | Buffer, headers: Record<string, string> = {}): Promise<RawAnswer> =>
    rawRequest(`${product.url}/telegram-webhook`, {
      body,
      headers: {
        'content-type': 'application/json',
        'x-telegram-bot-api-secret-token': product.telegramSecret,
        ...headers,
      },
    });
  /** How many of this test's own; the local Telegram counts from a hundred million. */
  const stored = async (): Promise<number> =>
    (await product.rows(`select 1 from telegram_updates where update_id < 100000000`)).length;
  const isStored = async (updateId: number): Promise<boolean> =>
    (await product.rows(`select 1 from telegram_updates where update_id = $1`, [updateId])).length === 1;

  /** A text of a stranger in their private chat; `text` makes it as long as one likes. */
  function textUpdate(text: string, updateId = (nextId += 1), from = 900_000 + updateId): string {
    const user = { id: from, is_bot: false, first_name: 'Zoe' };
    const message = { message_id: updateId, date: 1, from: user, chat: { id: from, type: 'private' }, text };
    return JSON.stringify({ update_id: updateId, message });
  }

  describe('a wrong or missing secret', () => {
    it.each([
      ['wrong', { 'x-telegram-bot-api-secret-token': 'guess' }],
      ['empty', { 'x-telegram-bot-api-secret-token': '' }],
      ['a prefix', { 'x-telegram-bot-api-secret-token': 'telegram-secre' }],
      ['longer', { 'x-telegram-bot-api-secret-token': 'telegram-secretx' }],
    ])('%s: 401 and nothing is stored', async (_name, headers) => {
      const before = await stored();
      expect((await post(textUpdate('hello'), headers)).status).toBe(401);
      expect(await stored()).toBe(before);
    });

    it.each([
      ['JSON', '{"update_id":1}'],
      ['undecodable', '{"update_id":'],
      ['empty', ''],
      ['larger than the limit', 'x'.repeat(2 * megabyte)],
    ])('is noticed before the body is looked at: %s', async (_name, body) => {
      const before = await stored();
      const answer = await rawRequest(`${product.url}/telegram-webhook`, { body });
      expect(answer.status).toBe(401);
      expect(answer.text).not.toContain('telegram-secret');
      expect(await stored()).toBe(before);
    });
  });

  describe('a body that is no update', () => {
    it.each([
      ['cut off', '{"update_id": 5, "message": {'],
      ['empty', ''],
      ['a form', 'update_id=5'],
      ['two values', '{}{}'],
      ['a NUL in front', '\u0000{}'],
    ])('undecodable (%s): 400', async (_name, body) => {
      const before = await stored();
      expect((await post(body)).status).toBe(400);
      expect(await stored()).toBe(before);
    });

    it.each([
      ['an array', []],
      ['a number', 17],
      ['a text', 'hello'],
      ['null', null],
      ['an empty object', {}],
      ['no update_id', { message: { text: 'x' } }],
      ['no content', { update_id: 500 }],
      ['a negative update_id', { update_id: -1, message: {} }],
      ['a fractional update_id', { update_id: 1.5, message: {} }],
      ['a huge update_id', { update_id: 1e300, message: {} }],
      ['an update_id beyond exact numbers', { update_id: 2 ** 53, message: {} }],
      ['a textual update_id', { update_id: '7', message: {} }],
      ['content that is no object', { update_id: 501, message: 'hello' }],
    ])('valid JSON, but %s: 200 and nothing happens', async (_name, body) => {
      const before = await stored();
      const answer = await post(JSON.stringify(body));
      expect([answer.status, answer.text]).toEqual([200, '']);
      expect(await stored()).toBe(before);
    });
  });

  it('takes unknown types of updates and goes on with the next', async () => {
    const bodies = [
      { update_id: (nextId += 1), not_invented_yet: { id: 5 } },
      { update_id: (nextId += 1), ['x'.repeat(5_000)]: { id: 5 } },
      { update_id: (nextId += 1), 'with\u0000nul': { id: 5 } },
      { update_id: (nextId += 1), message: {} },
      { update_id: (nextId += 1), message: { chat: { id: 'text', type: 'private' }, from: { id: {} } } },
      { update_id: (nextId += 1), message: { chat: { id: -1e300, type: 'supergroup' }, text: 5 } },
      { update_id: (nextId += 1), callback_query: { id: '5', data: 17 } },
    ];
    const deep = `{"update_id":${(nextId += 1)},"message":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_001)}`;
    for (const body of [...bodies.map((one) => JSON.stringify(one)), deep]) {
      const { status, text } = await post(body);
      expect({ body: body.slice(0, 60), status, text }).toEqual({
        body: body.slice(0, 60),
        status: 200,
        text: '',
      });
    }
    await eventually('everything is worked off', async () => {
      return (await product.rows(`select 1 from lane_items where queue = 'inbound'`)).length === 0;
    });
    expect(await product.rows(`select kind, error from dead_lane_items`)).toEqual([]);
  });

  it.each([
    ['no content type', {}],
    ['another content type', { 'content-type': 'text/plain' }],
    ['a form’s content type', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a content type that is none', { 'content-type': 'nonsense' }],
    ['a content type with another charset', { 'content-type': 'application/json; charset=latin1' }],
  ])('reads the bytes whatever their label says: %s', async (_name, headers) => {
    const updateId = (nextId += 1);
    const answer = await rawRequest(`${product.url}/telegram-webhook`, {
      body: textUpdate('/help', updateId),
      headers: { 'x-telegram-bot-api-secret-token': product.telegramSecret, ...headers },
    });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(await isStored(updateId)).toBe(true);
  });

  it('takes a body of one megabyte and refuses a larger one', async () => {
    const updateId = (nextId += 1);
    const empty = textUpdate('', updateId).length;
    expect((await post(textUpdate('x'.repeat(megabyte - empty), updateId))).status).toBe(200);
    expect(await isStored(updateId)).toBe(true);

    const before = await stored();
    const answer = await post(textUpdate('x'.repeat(2 * megabyte)));
    expect(answer.status).toBe(413);
    expect(await stored()).toBe(before);
    expect((await post('[]')).status).toBe(200);
  });

  it('stores what PostgreSQL cannot hold as it is: NUL and half characters', async () => {
    const zoe = product.customer('Zoe');
    const updateId = (nextId += 1);
    const user = { id: zoe.id, is_bot: false, first_name: 'Z\u0000oe\ud83d', username: 'a\udc00b' };
    const chat = { id: zoe.id, type: 'private' };
    const entities = [{ type: 'bot_command', offset: 0, length: 6 }];
    const message = { message_id: 1, date: 1, from: user, chat, text: '/start', entities };
    zoe.start();
    await zoe.sees('Hello, Zoe');
    expect((await post(JSON.stringify({ update_id: updateId, message }))).status).toBe(200);
    await zoe.waitFor(() => greetings(zoe.id) === 2, 'a second greeting');
    const [stored] = await product.rows(`select first_name, username from users where telegram_id = $1`, [
      zoe.id,
    ]);
    expect(stored).toEqual({ first_name: 'Z\ufffdoe\ufffd', username: 'a\ufffdb' });
  });

  it.each(['GET', 'PUT', 'DELETE', 'HEAD'])('%s is no way in', async (method) => {
    const headers = { 'x-telegram-bot-api-secret-token': product.telegramSecret };
    const answer = await rawRequest(`${product.url}/telegram-webhook`, { method, headers });
    expect([404, 405]).toContain(answer.status);
  });

  it('does once what comes twenty times at once and again later', async () => {
    const ben = product.customer('Ben');
    ben.start();
    await ben.sees('Hello, Ben');
    const update = startUpdate(ben.id, (nextId += 1));
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(update)));
    expect(new Set(answers.map(({ status, text }) => `${status}${text}`))).toEqual(new Set(['200']));
    await ben.waitFor(() => greetings(ben.id) === 2, 'a second greeting');
    expect((await post(update)).status).toBe(200);
    ben.says('/help');
    await ben.sees('How it works');
    expect(greetings(ben.id)).toBe(2);
  });

  it('answers without waiting for any call to Telegram', async () => {
    const kim = product.customer('Kim');
    kim.start();
    await kim.sees('Hello, Kim');
    let begun = 0;
    const note = (): boolean => (begun += 1) > 0;
    const release = product.telegram.faults.add({ when: note }, { latencyMs: 2_000 });
    try {
      const update = startUpdate(kim.id, (nextId += 1));
      const started = performance.now();
      for (let copy = 0; copy < 3; copy += 1) expect((await post(update)).status).toBe(200);
      await eventually('the greeting is on its way', () => begun > 0);
      expect((await post(startUpdate(kim.id, (nextId += 1)))).status).toBe(200);
      expect(performance.now() - started).toBeLessThan(1_500);
      expect(greetings(kim.id)).toBe(1);
    } finally {
      release();
    }
    await kim.waitFor(() => greetings(kim.id) === 3, 'the greetings after the slow call');
  });

  it('says 503 with a pause while the database is away, and goes on when it is back', async () => {
    const lea = product.customer('Lea');
    lea.start();
    await lea.sees('Hello, Lea');
    const update = startUpdate(lea.id, (nextId += 1));
    const giveBack = await takeDatabaseAway(product.database);
    try {
      for (let attempt = 0; attempt < 5; attempt += 1) {
        const answer = await post(update);
        expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
        expect(answer.text).not.toMatch(/postgres|127\.0\.0\.1|test_/);
      }
      expect((await post('{')).status).toBe(400);
      expect((await post(update, { 'x-telegram-bot-api-secret-token': 'guess' })).status).toBe(401);
      const live = await rawRequest(`${product.url}/health/live`, { method: 'GET' });
      expect(live.status).toBe(200);
    } finally {
      await giveBack();
    }
    await eventually('the update is taken', async () => (await post(update)).status === 200);
    await lea.waitFor(() => greetings(lea.id) === 2, 'the greeting after the outage');
  });

  function startUpdate(from: number, updateId: number): string {
    const user = { id: from, is_bot: false, first_name: product.telegram.world.user(from).firstName };
    const entities = [{ type: 'bot_command', offset: 0, length: 6 }];
    const chat = { id: from, type: 'private' };
    const message = { message_id: updateId, date: 1, from: { ...user, language_code: 'en' }, chat };
    return JSON.stringify({ update_id: updateId, message: { ...message, text: '/start', entities } });
  }

  function greetings(of: number): number {
    const { actors } = product.telegram;
    return actors.privateChat(of).filter(({ text }) => text.includes('Hello,')).length;
  }
});
