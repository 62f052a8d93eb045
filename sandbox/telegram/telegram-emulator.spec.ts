import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Scene } from './testing/scene.js';

describe('a bridge over the emulator', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await Scene.open();
  });
  afterEach(async () => {
    await scene.close();
  });

  it('delivers /start with its entity, headers and the secret to the overridden origin', async () => {
    await scene.listen({ secret_token: 'top-secret' });
    scene.telegram.actors.start(scene.ann, 'src_ad');
    await scene.idle();
    const [first] = scene.receiver.received;
    expect(first?.path).toBe('/hook');
    expect(first?.headers['x-telegram-bot-api-secret-token']).toBe('top-secret');
    expect(first?.update['message']).toMatchObject({
      text: '/start src_ad',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      chat: { id: scene.ann, type: 'private', first_name: 'Ann' },
      from: { id: scene.ann, language_code: 'en', is_bot: false },
    });
  });

  it('copies a customer message into a topic that carries its root as implied reply', async () => {
    const { bot, group, ann, telegram } = scene;
    const sent = telegram.actors.sendText(ann, 'Hello');
    const topic = await bot.ok('createForumTopic', { chat_id: group, name: 'Ann' });
    const threadId = topic['message_thread_id'] as number;
    const copy = await bot.ok('copyMessage', {
      chat_id: group,
      message_thread_id: threadId,
      from_chat_id: ann,
      message_id: sent.message_id,
    });
    expect(Object.keys(copy)).toEqual(['message_id']);
    expect(telegram.actors.transcript(group, threadId)).toMatchObject([
      { text: 'Hello', isFromBot: true, copiedFrom: { chatId: ann, messageId: sent.message_id } },
    ]);
    const card = await bot.ok('sendMessage', { chat_id: group, message_thread_id: threadId, text: 'Card' });
    expect(card).toMatchObject({
      message_thread_id: threadId,
      is_topic_message: true,
      reply_to_message: { message_id: threadId, forum_topic_created: { name: 'Ann' } },
    });
  });

  it('shows the bot its own service messages but not its ordinary ones', async () => {
    await scene.listen();
    await scene.bot.ok('createForumTopic', { chat_id: scene.group, name: 'Ann' });
    await scene.bot.ok('sendMessage', { chat_id: scene.group, text: 'In General' });
    await scene.idle();
    expect(scene.receiver.of('message').map((message) => Object.keys(message))).toEqual([
      expect.arrayContaining(['forum_topic_created', 'message_thread_id', 'is_topic_message']),
    ]);
  });

  it('presses a button, waits for the answer and can press again under a new update_id', async () => {
    const { bot, ann, telegram } = scene;
    await scene.listen();
    telegram.actors.start(ann);
    const messageId = await bot.sendId('sendMessage', {
      chat_id: ann,
      text: 'Choose',
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go:1' }]] },
    });
    const press = telegram.actors.pressButton(ann, ann, messageId, 'Go');
    await scene.idle();
    expect(scene.receiver.of('callback_query')).toMatchObject([
      { id: press.queryId, data: 'go:1', message: { message_id: messageId } },
    ]);
    const again = telegram.actors.repress(press);
    expect(again.updateId).toBe((press.updateId ?? 0) + 1);
    await bot.ok('answerCallbackQuery', { callback_query_id: press.queryId, text: 'Done', show_alert: true });
    await expect(press.answered()).resolves.toMatchObject({ text: 'Done', showAlert: true });
    expect(again.answer).toBeUndefined();
  });

  it('goes on from a snapshot', async () => {
    const { bot, group, ann, telegram } = scene;
    telegram.actors.start(ann);
    const topic = await bot.ok('createForumTopic', { chat_id: group, name: 'Ann' });
    const snapshot: unknown = JSON.parse(JSON.stringify(telegram.snapshot()));
    const restored = await Scene.open({ snapshot }).catch(() => undefined);
    // The second scene makes its own people; the first ones are there, too, with ids that do not collide.
    expect(restored?.telegram.actors.topics(group)).toMatchObject([{ threadId: topic['message_thread_id'] }]);
    expect(restored?.telegram.actors.privateChat(ann).map((message) => message.text)).toEqual(['/start']);
    expect(restored?.ann).not.toBe(ann);
    const next = await restored?.bot.ok('sendMessage', { chat_id: ann, text: 'Hi again' });
    expect(next?.['message_id']).toBeGreaterThan(telegram.actors.lastMessage(ann)?.message_id ?? Infinity);
    await restored?.close();
  });
});
