import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BotProcess } from '../support/bot-process.js';
import { Stage } from '../support/stage.js';

describe('one process for the web, one that works', { timeout: 60_000 }, () => {
  let stage: Stage;
  let web: BotProcess;
  let worker: BotProcess;

  beforeAll(async () => {
    stage = await Stage.set();
    [worker, web] = await Promise.all([
      stage.bot({ PROCESS_ROLE: 'worker' }),
      stage.bot({ PROCESS_ROLE: 'web' }),
    ]);
  });
  afterAll(async () => {
    await stage.clear();
  });

  it('the web process alone introduces itself to Telegram', async () => {
    const { journal, actors } = stage.telegram;
    await actors.waitFor(() => journal.calls('setMyCommands').length === 4, 10_000);
    expect(journal.calls('setWebhook').map(({ params }) => params)).toEqual([
      {
        url: 'https://bot.example/telegram-webhook',
        secret_token: 'the-secret-of-telegrams-webhook',
        max_connections: 100,
        allowed_updates: [
          'message',
          'edited_message',
          'callback_query',
          'my_chat_member',
          'chat_member',
          'chat_join_request',
          'message_reaction',
          'pre_checkout_query',
          'channel_post',
          'purchased_paid_media',
          'subscription',
        ],
      },
    ]);
    const lists = journal.calls('setMyCommands').map(({ params }) => params);
    expect(lists.map(({ scope, language_code: language }) => ({ scope, language }))).toEqual([
      { scope: { type: 'all_private_chats' }, language: undefined },
      { scope: { type: 'all_private_chats' }, language: 'es' },
      { scope: { type: 'all_private_chats' }, language: 'ru' },
      { scope: { type: 'chat', chat_id: stage.group.id }, language: undefined },
    ]);
    for (const { commands } of lists) {
      for (const { command, description } of commands as { command: string; description: string }[]) {
        expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
        expect(description.length).toBeGreaterThan(0);
        expect(description.length).toBeLessThanOrEqual(256);
      }
    }
    expect(journal.calls().flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it('both answer the probes', async () => {
    for (const { url } of [web, worker]) {
      for (const path of ['/health', '/health/live', '/metrics']) {
        expect((await fetch(url + path)).status).toBe(200);
      }
    }
  });

  it('together they carry a whole journey', async () => {
    const eva = stage.customer('Eva');
    eva.start();
    const greeting = await eva.sees('Hello, Eva');
    await eva.press(greeting, '▶️ Start').answered();
    await eva.waitFor(() => eva.chat().some(({ text }) => text.includes('What would you like?')), 'the list');
    eva.pays(eva.pageOf(await eva.sees('What would you like?'), '10 credits'));
    await eva.sees('Paid');
    eva.says('Good morning!');
    const topic = await stage.group.topicOf(eva);
    await stage.group.sees(topic, 'Good morning!');
    stage.group.writes(topic, 'Good morning, Eva!');
    await eva.sees('Good morning, Eva!');
    expect(await stage.rows(`select kind, error from dead_lane_items`)).toEqual([]);
  });

  it('without the worker updates wait, and the web process goes on taking them', async () => {
    const ole = stage.customer('Ole');
    expect(await worker.terminate()).toBe(0);
    ole.start();
    await stage.telegram.actors.waitFor(() => stage.telegram.delivery.isIdle, 10_000);
    expect(ole.chat()).toHaveLength(1);
    await stage.bot({ PROCESS_ROLE: 'worker' });
    await ole.sees('Hello, Ole');
    expect(stage.telegram.journal.calls('setWebhook')).toHaveLength(1);
  });
});
