import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Scene } from './testing/scene.js';

describe('webhook delivery', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await Scene.open();
    scene.telegram.actors.start(scene.ann);
  });
  afterEach(async () => {
    await scene.close();
  });

  const textsOf = (): unknown[] => scene.receiver.of('message').map((message) => message['text']);

  it('keeps the order of a chat with one update in flight, and other chats in parallel', async () => {
    const { telegram, ann, receiver } = scene;
    const ben = telegram.actors.createUser({ firstName: 'Ben' }).id;
    receiver.answer = () => ({ delayMs: 5 });
    await scene.listen();
    for (const text of ['1', '2', '3']) telegram.actors.sendText(ann, text);
    await scene.idle();
    expect(textsOf()).toEqual(['1', '2', '3']);
    expect(receiver.peak).toBe(1);
    // Long enough to overlap on a busy machine.
    receiver.answer = () => ({ delayMs: 300 });
    telegram.actors.sendText(ann, 'a');
    telegram.actors.sendText(ben, 'b');
    await scene.idle();
    expect(receiver.peak).toBe(2);
  });

  it('obeys max_connections', async () => {
    const { telegram, receiver } = scene;
    receiver.answer = () => ({ delayMs: 100 });
    await scene.listen({ max_connections: 2 });
    for (let index = 0; index < 6; index += 1) {
      telegram.actors.sendText(telegram.actors.createUser({ firstName: `U${index}` }), 'hi');
    }
    await scene.idle();
    expect(receiver.received).toHaveLength(6);
    expect(receiver.peak).toBe(2);
  });

  it('gives message, button and block of one user to three queues', async () => {
    const { telegram, ann, bot } = scene;
    const messageId = await bot.sendId('sendMessage', {
      chat_id: ann,
      text: 'x',
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
    await scene.listen();
    const release = telegram.delivery.faults.hold({ kind: 'message' });
    telegram.actors.sendText(ann, 'first');
    telegram.actors.pressButton(ann, ann, messageId, 'go');
    telegram.actors.block(ann);
    await telegram.actors.waitFor(() => scene.receiver.received.length === 2);
    expect(scene.receiver.of('my_chat_member')).toMatchObject([{ new_chat_member: { status: 'kicked' } }]);
    release();
    await scene.idle();
    const [button, , message] = scene.receiver.ids;
    expect(message).toBeLessThan(button ?? 0);
  });

  it('repeats a failed update until it succeeds, before the next of its chat', async () => {
    const { telegram, ann, receiver } = scene;
    receiver.answer = (update, attempt) => ({ status: attempt < 4 && update['message'] ? 500 : 200 });
    await scene.listen();
    telegram.actors.sendText(ann, 'hard');
    await scene.idle();
    receiver.answer = () => ({});
    telegram.actors.sendText(ann, 'easy');
    await scene.idle();
    expect(textsOf()).toEqual(['hard', 'hard', 'hard', 'hard', 'easy']);
    const acks = telegram.journal.acks().map(({ attempt, ok }) => [attempt, ok]);
    expect(acks).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
      [1, true],
    ]);
    const info = await scene.bot.ok('getWebhookInfo');
    expect(info).toMatchObject({
      pending_update_count: 0,
      last_error_message: expect.stringContaining('500') as string,
    });
  });

  it('waits as long as a numeric Retry-After says', async () => {
    const { telegram, ann, receiver } = scene;
    receiver.answer = (_, attempt) => (attempt === 1 ? { status: 503, headers: { 'retry-after': '5' } } : {});
    await scene.listen();
    telegram.actors.sendText(ann, 'later');
    await scene.idle();
    const [first, second] = telegram.journal.entries.filter((entry) => entry.type === 'delivery');
    // timeScale 0.01 turns 5 s into 50 ms.
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(50);
  });

  it('drops what has expired instead of sending it', async () => {
    const { telegram, ann } = scene;
    await scene.listen();
    telegram.delivery.pause();
    telegram.actors.sendText(ann, 'old');
    telegram.clock.advance(25 * 3_600_000);
    telegram.actors.sendText(ann, 'new');
    telegram.delivery.resume();
    await scene.idle();
    expect(textsOf()).toEqual(['new']);
  });

  it('loads only 2 x max_connections queues, so failing heads block everybody else', async () => {
    const { telegram, receiver } = scene;
    await scene.listen({ max_connections: 1 });
    const poison = ['p1', 'p2'].map((firstName) => telegram.actors.createUser({ firstName }).id);
    const isPoison = (update: Record<string, unknown>): boolean =>
      poison.includes((update['message'] as { chat: { id: number } }).chat.id);
    receiver.answer = (update) =>
      isPoison(update) ? { status: 500, headers: { 'retry-after': '3600' } } : {};
    for (const user of poison) telegram.actors.sendText(user, 'poison');
    await telegram.actors.waitFor(() => telegram.journal.acks().length === 2);
    telegram.actors.sendText(scene.ann, 'healthy');
    // Time enough for a delivery that must not happen.
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(textsOf()).toEqual(['poison', 'poison']);
    receiver.answer = () => ({});
    // Retry-After of an hour, scaled by 0.01.
    telegram.clock.advance(36_000);
    await scene.idle();
    expect(textsOf()).toContain('healthy');
  });

  it('filters by allowed_updates when an update is made and drops pending ones on demand', async () => {
    const { telegram, ann, bot } = scene;
    await scene.listen({ allowed_updates: ['callback_query'] });
    telegram.actors.sendText(ann, 'unwanted');
    await bot.ok('setWebhook', { url: 'https://bot.example.com/hook', allowed_updates: [] });
    telegram.actors.sendText(ann, 'wanted');
    await scene.idle();
    expect(textsOf()).toEqual(['wanted']);
  });

  it('can send copies at once, lose an acknowledgement and take raw updates', async () => {
    const { telegram, ann, receiver } = scene;
    await scene.listen();
    telegram.delivery.faults.duplicate(3);
    telegram.actors.sendText(ann, 'triple');
    await scene.idle();
    telegram.delivery.faults.loseAck();
    telegram.actors.sendText(ann, 'again');
    await scene.idle();
    expect(textsOf()).toEqual(['triple', 'triple', 'triple', 'again', 'again']);
    expect(new Set(receiver.ids).size).toBe(2);
    const updateId = telegram.delivery.inject({ update_id: receiver.ids[0], message: { text: 'raw' } });
    await scene.idle();
    expect(updateId).toBe(receiver.ids[0]);
    expect(receiver.received.at(-1)?.update).toEqual({ update_id: updateId, message: { text: 'raw' } });
  });

  it('runs a method from the answer, except for get* and webhook methods', async () => {
    const { telegram, ann, receiver } = scene;
    const reply = (method: string): string =>
      JSON.stringify({ method, chat_id: ann, text: 'from the answer' });
    receiver.answer = (update) => ({ body: reply((update['message'] as { text: string }).text) });
    await scene.listen();
    telegram.actors.sendText(ann, 'sendMessage');
    telegram.actors.sendText(ann, 'getMe');
    await scene.idle();
    expect(telegram.actors.lastMessage(ann)?.text).toBe('from the answer');
    expect(telegram.journal.calls('getMe')).toHaveLength(0);
  });

  it('answers getUpdates only without a webhook', async () => {
    const { bot, telegram, ann } = scene;
    await bot.ok('deleteWebhook', { drop_pending_updates: true });
    telegram.actors.sendText(ann, 'polled');
    const updates = (await bot.ok('getUpdates')) as unknown as {
      update_id: number;
      message: { text: string };
    }[];
    expect(updates.map((update) => update.message.text)).toEqual(['polled']);
    const offset = (updates[0]?.update_id ?? 0) + 1;
    expect(await bot.ok('getUpdates', { offset })).toEqual([]);
    await scene.listen();
    expect(await bot.call('getUpdates')).toMatchObject({ ok: false, error_code: 409 });
  });

  it('opens a single connection after ten seconds of failures, until one success', async () => {
    const { telegram, receiver } = scene;
    await scene.listen();
    receiver.answer = () => ({ status: 500, delayMs: 2 });
    const users = Array.from(
      { length: 6 },
      (_, index) => telegram.actors.createUser({ firstName: `U${index}` }).id,
    );
    for (const user of users) telegram.actors.sendText(user, 'x');
    await telegram.actors.waitFor(() => telegram.journal.acks().length >= 12);
    expect(receiver.peak).toBeGreaterThan(1);
    telegram.delivery.pause();
    await telegram.actors.waitFor(() => telegram.journal.acks().length === receiver.received.length);
    receiver.peak = 0;
    // Longer than the 20 ms between two tries, so only the limit keeps them apart.
    receiver.answer = () => ({ status: 500, delayMs: 50 });
    const before = receiver.received.length;
    telegram.clock.advance(11_000);
    telegram.delivery.resume();
    await telegram.actors.waitFor(() => receiver.received.length >= before + 3);
    expect(receiver.peak).toBe(1);
    receiver.answer = () => ({});
    await scene.idle();
  });

  it('removes the webhook after 23 hours of 410', async () => {
    const { telegram, ann, receiver, bot } = scene;
    await scene.listen();
    receiver.answer = () => ({ status: 410 });
    telegram.actors.sendText(ann, 'x');
    await telegram.actors.waitFor(() => telegram.journal.acks().length >= 1);
    telegram.clock.advance(23.5 * 3_600_000);
    await telegram.actors.waitFor(() => telegram.delivery.config.url === '');
    expect(await bot.ok('getWebhookInfo')).toMatchObject({ url: '', pending_update_count: 1 });
  });
});
