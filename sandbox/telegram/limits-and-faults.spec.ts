import { afterEach, describe, expect, it } from 'vitest';
import { DOCUMENTED_LIMITS } from './rate-limiter.js';
import { Scene } from './testing/scene.js';

describe('limits', () => {
  let scene: Scene;
  afterEach(async () => {
    await scene.close();
  });

  it('lets three through in a burst, then one per second, and tells when', async () => {
    scene = await Scene.open({ limits: {} });
    const { bot, ann, telegram } = scene;
    telegram.actors.start(ann);
    const send = async (): Promise<number | undefined> =>
      (await bot.call('sendMessage', { chat_id: ann, text: 'x' })).error_code;
    expect([await send(), await send(), await send(), await send()]).toEqual([
      undefined,
      undefined,
      undefined,
      429,
    ]);
    expect(telegram.limiter.refused).toBe(1);
    telegram.clock.advance(1000);
    expect(await send()).toBeUndefined();
  });

  it('refuses the 21st call to a group within a minute, with Retry-After', async () => {
    scene = await Scene.open({ limits: { chatBurst: 100, chatPerSecond: 100, globalPerSecond: 100 } });
    const { bot, group, telegram } = scene;
    for (let index = 0; index < 20; index += 1) await bot.ok('sendMessage', { chat_id: group, text: 'x' });
    telegram.clock.advance(30_000);
    const response = await fetch(`${telegram.url}/bot${telegram.token}/sendMessage?chat_id=${group}&text=x`);
    const body = (await response.json()) as { description: string; parameters: { retry_after: number } };
    const { retry_after: retryAfter } = body.parameters;
    expect(response.status).toBe(429);
    expect(retryAfter).toBeGreaterThan(25);
    expect(retryAfter).toBeLessThanOrEqual(30);
    expect(response.headers.get('retry-after')).toBe(String(retryAfter));
    expect(body.description).toBe(`Too Many Requests: retry after ${retryAfter}`);
    // Free of the limit: reactions, deletions, chat actions, get*.
    expect((await bot.call('sendChatAction', { chat_id: group, action: 'typing' })).ok).toBe(true);
    telegram.clock.advance(retryAfter * 1000);
    expect((await bot.call('sendMessage', { chat_id: group, text: 'x' })).ok).toBe(true);
  });

  it('makes a ban longer for who calls during it', async () => {
    scene = await Scene.open({ limits: { chatBurst: 1, groupPerMinute: 1 } });
    const { bot, group, telegram } = scene;
    const send = async (): Promise<unknown> =>
      (await bot.call('sendMessage', { chat_id: group, text: 'x' })).parameters?.['retry_after'];
    await send();
    const first = Number(await send());
    telegram.clock.advance(10_000);
    expect(Number(await send())).toBeGreaterThan(first);
  });

  it('counts a batch once or per message', async () => {
    scene = await Scene.open({ limits: { ...DOCUMENTED_LIMITS, chatBurst: 50, countBatchAs: 'messages' } });
    const { bot, group, ann, telegram } = scene;
    const ids = Array.from({ length: 15 }, () => telegram.actors.sendText(ann, 'x').message_id);
    const batch = { chat_id: group, from_chat_id: ann, message_ids: ids };
    expect((await bot.call('copyMessages', batch)).ok).toBe(true);
    expect((await bot.call('copyMessages', batch)).error_code).toBe(429);
  });
});

describe('faults', () => {
  let scene: Scene;
  afterEach(async () => {
    await scene.close();
  });

  const send = async (text: string): Promise<unknown> =>
    scene.bot.call('sendMessage', { chat_id: scene.group, text }).catch(() => 'connection lost');

  it('breaks the nth call of a method, and only that', async () => {
    scene = await Scene.open();
    const error = {
      code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    };
    scene.telegram.faults.add({ method: 'sendMessage', nth: 2 }, { error });
    expect([await send('1'), await send('2'), await send('3')]).toMatchObject([
      { ok: true },
      { ok: false, error_code: 429, parameters: { retry_after: 3 } },
      { ok: true },
    ]);
  });

  it('drops the connection before or after the work', async () => {
    scene = await Scene.open();
    const { telegram, group } = scene;
    const texts = (): string[] => telegram.actors.transcript(group).map((message) => message.text);
    telegram.faults.add({ times: 1 }, 'drop-before');
    expect(await send('never')).toBe('connection lost');
    telegram.faults.clear();
    telegram.faults.add({ times: 1 }, 'execute-then-drop');
    expect(await send('ambiguous')).toBe('connection lost');
    expect(texts()).toEqual(['ambiguous']);
  });

  it('answers with the page of a proxy', async () => {
    scene = await Scene.open();
    scene.telegram.faults.add({ chatId: scene.group }, { html: 502 });
    const response = await fetch(
      `${scene.telegram.url}/bot${scene.telegram.token}/sendMessage?chat_id=${scene.group}&text=x`,
    );
    expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html']);
  });

  it('strikes at random, the same way for the same seed', async () => {
    const run = async (seed: number): Promise<boolean[]> => {
      scene = await Scene.open();
      const error = { code: 500, description: 'Internal Server Error' };
      scene.telegram.faults.add({ probability: 0.5, seed }, { error });
      const answers = [];
      for (let index = 0; index < 12; index += 1) answers.push((await scene.bot.call('getMe')).ok);
      await scene.close();
      return answers;
    };
    const first = await run(5);
    expect(await run(5)).toEqual(first);
    expect(await run(6)).not.toEqual(first);
    scene = await Scene.open();
  });
});
