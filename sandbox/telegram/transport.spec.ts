import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Scene } from './testing/scene.js';

describe('the HTTP of the Bot API', () => {
  let scene: Scene;
  let root: string;

  beforeEach(async () => {
    scene = await Scene.open();
    root = `${scene.telegram.url}/bot${scene.telegram.token}`;
  });
  afterEach(async () => {
    await scene.close();
  });

  it('reads a query, a form and JSON alike, whatever the case of the method', async () => {
    const { group, telegram } = scene;
    const markup = JSON.stringify({ inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] });
    await fetch(`${root}/SENDMESSAGE?chat_id=${group}&text=query`);
    const form = new URLSearchParams({ chat_id: String(group), text: 'form', reply_markup: markup });
    await fetch(`${root}/test/sendMessage`, { method: 'POST', body: form });
    await scene.bot.ok('sendMessage', { chat_id: group, text: 'json' });
    const sent = telegram.actors.transcript(group);
    expect(sent.map((message) => message.text)).toEqual(['query', 'form', 'json']);
    expect(sent[1]?.buttons).toEqual([[{ text: 'Go', callback_data: 'go' }]]);
  });

  it('takes uploads, gives them a file_id that can be sent again, and serves the bytes', async () => {
    const { group, telegram, bot } = scene;
    const form = new FormData();
    form.set('chat_id', String(group));
    form.set(
      'media',
      JSON.stringify([{ type: 'document', media: 'attach://one', caption: '<b>A</b>', parse_mode: 'HTML' }]),
    );
    form.set('one', new Blob(['first\r\nfile']), 'one.csv');
    const response = await fetch(`${root}/sendMediaGroup`, { method: 'POST', body: form });
    const { result } = (await response.json()) as { result: Record<string, unknown>[] };
    const document = result[0]?.['document'] as { file_id: string; file_name: string };
    expect(result[0]).toMatchObject({
      caption: 'A',
      caption_entities: [{ type: 'bold', offset: 0, length: 1 }],
    });
    expect(document.file_name).toBe('one.csv');
    await bot.ok('sendDocument', { chat_id: group, document: document.file_id });
    const file = await bot.ok('getFile', { file_id: document.file_id });
    const bytes = await fetch(`${telegram.url}/file/bot${telegram.token}/${String(file['file_path'])}`);
    expect(await bytes.text()).toBe('first\r\nfile');
    const shown = await fetch(`${telegram.url}/actor/file/${document.file_id}`);
    expect(await shown.text()).toBe('first\r\nfile');
  });

  it('answers a wrong token and an unknown method', async () => {
    const wrong = await fetch(`${scene.telegram.url}/bot1:wrong/getMe`);
    expect([wrong.status, await wrong.json()]).toEqual([
      401,
      { ok: false, error_code: 401, description: 'Unauthorized' },
    ]);
    expect(await scene.bot.call('makeCoffee')).toMatchObject({
      error_code: 404,
      description: 'Not Found: method not found',
    });
  });

  it('notes unknown parameters and stubs in the journal', async () => {
    const { bot, group, telegram } = scene;
    await bot.ok('sendMessage', { chat_id: group, text: 'x', colour: 'red', disable_notification: 7 });
    expect(telegram.journal.calls('sendMessage')[0]?.warnings).toEqual([
      'unknown parameter colour',
      'parameter disable_notification should be bool',
    ]);
    expect(await bot.ok('setChatTitle', { chat_id: group, title: 'x' })).toBe(true);
    expect(telegram.journal.calls('setChatTitle')[0]?.isUnmodelled).toBe(true);
    expect(await bot.call('setChatTitle', { chat_id: group })).toMatchObject({ error_code: 400 });
  });

  it('parses HTML into entities with UTF-16 offsets', async () => {
    const { bot, group } = scene;
    const text = '😀 <b>bold <i>both</i></b> &lt;a&gt; <a href="https://e.test/?a=1&amp;b=2">link</a>';
    const sent = await bot.ok('sendMessage', { chat_id: group, text, parse_mode: 'HTML' });
    expect(sent['text']).toBe('😀 bold both <a> link');
    expect(sent['entities']).toEqual([
      { type: 'bold', offset: 3, length: 9 },
      { type: 'italic', offset: 8, length: 4 },
      { type: 'text_link', url: 'https://e.test/?a=1&b=2', offset: 17, length: 4 },
    ]);
  });
});

describe('the actor API over HTTP', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await Scene.open();
  });
  afterEach(async () => {
    await scene.close();
  });

  const act = async (
    action: string,
    body: unknown,
  ): Promise<{ ok: boolean; result: unknown; error?: string }> => {
    const response = await fetch(`${scene.telegram.url}/actor/${action}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return (await response.json()) as { ok: boolean; result: unknown };
  };

  it('takes named and positional arguments and shows the state', async () => {
    const { result } = await act('createUser', { firstName: 'Zoe' });
    const zoe = (result as { id: number }).id;
    await act('start', { user: zoe, payload: 'item_1' });
    await act('sendText', [zoe, 'Hello']);
    expect(await act('pressButton', { user: zoe, chat: zoe, message: 1, button: 'x' })).toMatchObject({
      ok: false,
      error: expect.stringContaining('No button') as string,
    });
    expect(await act('waitFor', [])).toMatchObject({ ok: false });
    const state = (await (await fetch(`${scene.telegram.url}/actor/state`)).json()) as {
      chats: { id: number; messages: { text: string }[] }[];
    };
    const chat = state.chats.find(({ id }) => id === zoe);
    expect(chat?.messages.map((message) => message.text)).toEqual(['/start item_1', 'Hello']);
  });

  it('is steered over HTTP, too', async () => {
    const { telegram, bot, group } = scene;
    const control = async (name: string, body: unknown): Promise<unknown> =>
      (await fetch(`${telegram.url}/control/${name}`, { method: 'POST', body: JSON.stringify(body) })).json();
    const before = telegram.clock.now();
    expect(await control('advanceClock', { ms: 60_000 })).toEqual({ ok: true, result: true });
    expect(telegram.clock.now() - before).toBeGreaterThanOrEqual(60_000);
    const effect = { error: { code: 500, description: 'Internal Server Error' } };
    await control('addFault', { rule: { method: 'sendMessage', times: 1 }, effect });
    expect((await bot.call('sendMessage', { chat_id: group, text: 'x' })).error_code).toBe(500);
    expect(await control('toString', {})).toMatchObject({ ok: false });
  });

  it('streams changes and journal entries', async () => {
    const response = await fetch(`${scene.telegram.url}/actor/events`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await scene.bot.ok('getMe');
    scene.telegram.actors.sendText(scene.ann, 'x');
    let seen = '';
    while (!/event: journal[\s\S]*event: change/.test(seen)) {
      const chunk = await reader?.read();
      seen += chunk?.value ?? '';
    }
    expect(seen).toContain('"method":"getMe"');
    await reader?.cancel();
  });
});
