import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { positionDue } from '../../src/conversations/conversations.jobs.js';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { eventually } from '../support/eventually.js';
import { calm } from '../support/calm.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

describe('what Telegram does not copy as it is', () => {
  let product: Product;
  let kim: SupportThread;

  beforeAll(async () => {
    product = await Product.start();
    kim = await SupportThread.open(product);
    product.group.writes(kim.topic, '/gift 100');
    await product.group.sees(kim.topic, '100 credits given');
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  const copyOf = (messageId: number): VisibleMessage | undefined =>
    product.group.copies(kim.topic).find(({ copiedFrom }) => copiedFrom?.messageId === messageId);
  const stands = async (messageId: number): Promise<VisibleMessage> => {
    await product.group.waitFor(() => copyOf(messageId) !== undefined, `a copy of ${messageId}`);
    return copyOf(messageId) as VisibleMessage;
  };
  const lastIn = (): VisibleMessage => product.group.messages(kim.topic).at(-1) as VisibleMessage;

  it.each([
    ['story', {}],
    ['game', {}],
    ['checklist', {}],
    ['paid_media', {}],
    ['giveaway', {}],
    ['poll', { isQuiz: true }],
  ] as const)('forwards what it may not copy: %s', async (kind, content) => {
    const sent = product.telegram.actors.send(kim.customer.id, kind, content).message_id;
    const shown = await stands(sent);
    expect(shown.kind).toBe(kind);
    expect(shown.forwardOrigin).toBeDefined();
  });

  it('copies a poll, and what is protected from being forwarded', async () => {
    const poll = product.telegram.actors.send(kim.customer.id, 'poll', {}).message_id;
    expect((await stands(poll)).forwardOrigin).toBeUndefined();
    product.telegram.actors.protectChat(kim.customer.id);
    const source = product.telegram.actors.createUser({ firstName: 'Newspaper' });
    const forwarded = product.telegram.actors.forward(kim.customer.id, { fromUser: source }).message_id;
    expect((await stands(forwarded)).text).toBe('Forwarded text');
  });

  it.each([
    ['story', 'a story'],
    ['paid_media', 'paid media'],
    ['giveaway', 'a giveaway'],
    ['hologram', 'a kind of message that I do not know'],
  ] as const)(
    'names in the topic what it can show in no way, and charges nothing: %s',
    async (kind, name) => {
      // Still protected, so nothing is forwarded either.
      const before = await kim.state();
      product.telegram.actors.send(kim.customer.id, kind, {});
      await product.group.sees(kim.topic, `sent ${name}, which can’t be shown here`);
      await kim.customer.sees('could not be');
      expect(await kim.state()).toEqual(before);
    },
  );

  it('does not let one such message break the batch around it, or its order', async () => {
    product.telegram.actors.protectChat(kim.customer.id, false);
    const letGo = product.telegram.faults.add(
      { chatId: product.group.id, when: (params) => params.has('from_chat_id') },
      { error: { code: 502, description: 'Bad Gateway' } },
    );
    const texts = ['one', 'two'].map((text) => kim.customer.says(text));
    const hologram = product.telegram.actors.send(kim.customer.id, 'hologram', {}).message_id;
    const more = ['three', 'four'].map((text) => kim.customer.says(text));
    await eventually('all five wait', async () => {
      const waiting = await product.rows(`select 1 from lane_items where kind = 'relay-to-topic'`);
      return waiting.length === 5;
    });
    const before = product.telegram.journal.calls().length;
    letGo();
    await stands(more[1] ?? 0);
    await calm(product);
    const calls = product.telegram.journal.calls().slice(before);
    const relayed = calls.filter(
      ({ method, params, ok }) =>
        ok && /^copy|^forward/.test(method) && params['chat_id'] === product.group.id,
    );
    expect(relayed.length).toBeLessThanOrEqual(3);
    expect(copyOf(hologram)).toBeUndefined();
    expect([...texts, ...more].map((id) => copyOf(id)?.text)).toEqual(['one', 'two', 'three', 'four']);
    expect(calls.filter(({ method }) => method === 'deleteMessages')).toEqual([]);
  });

  it('names what a moderator’s message cannot be copied as, and does not forward it', async () => {
    const before = kim.customer.chat().length;
    const quiz = product.telegram.actors.sendInTopic(
      product.group.administrator,
      product.group.id,
      kim.topic,
      'poll',
      { isQuiz: true },
    );
    await product.group.waitFor(
      () => lastIn().text.includes('does not let bots copy this kind'),
      'the reason',
    );
    expect(lastIn().replyTo).toBe(quiz.message_id);
    expect(kim.customer.chat()).toHaveLength(before);
  });

  it('keeps the quote of a reply, both ways, and the reply where the quoted words are gone', async () => {
    const question = kim.customer.says('Is it open on Sunday or on Monday?');
    const copy = await stands(question);
    product.group.writes(kim.topic, 'This one.', { replyTo: copy.message_id, quote: 'on Monday' });
    const answer = await kim.customer.sees('This one.');
    expect([answer.replyTo, answer.quote]).toEqual([question, 'on Monday']);
    // Nobody answers before it is stored where the answer stands.
    await calm(product);
    const thanks = kim.customer.says('Good', { replyTo: answer.message_id, quote: 'This one' });
    expect((await stands(thanks)).quote).toBe('This one');
    product.group.writes(kim.topic, 'Not this', { replyTo: copy.message_id, quote: 'never said' });
    const plain = await kim.customer.sees('Not this');
    expect([plain.replyTo, plain.quote]).toEqual([question, undefined]);
  });

  it('lets a new file and a new caption follow in place', async () => {
    const sent = product.telegram.actors.send(kim.customer.id, 'photo', { caption: 'old' }).message_id;
    const copy = await stands(sent);
    product.telegram.actors.editCaption(kim.customer.id, sent, 'new');
    await product.group.waitFor(() => copyOf(sent)?.text === 'new', 'the caption');
    expect(copyOf(sent)?.content['photo']).toEqual(copy.content['photo']);
    product.telegram.actors.editMedia(kim.customer.id, sent, 'video', { caption: 'film' });
    await product.group.waitFor(() => copyOf(sent)?.kind === 'video', 'the video');
    expect(copyOf(sent)?.text).toBe('film');
  });

  it('makes no call for an edit that changes nothing, and one for many that wait', async () => {
    const sent = kim.customer.says('draft');
    await stands(sent);
    const before = product.telegram.journal.calls().length;
    product.telegram.actors.touch(kim.customer.id, sent);
    await calm(product);
    expect(product.telegram.journal.calls().length).toBe(before);
    const pause = {
      code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    };
    product.telegram.faults.add({ method: 'editMessageText', nth: 1 }, { error: pause });
    for (let round = 1; round <= 10; round += 1)
      product.telegram.actors.editText(kim.customer.id, sent, `draft ${round}`);
    await product.group.waitFor(() => copyOf(sent)?.text === 'draft 10', 'the last edit');
    const edits = product.telegram.journal.calls().slice(before);
    expect(edits.filter(({ method }) => method === 'editMessageText').length).toBeLessThanOrEqual(3);
  });

  it('shows a correction where Telegram does not let the copy be edited', async () => {
    product.telegram.faults.add(
      { method: 'editMessageText', nth: 1 },
      { error: { code: 400, description: "Bad Request: message can't be edited" } },
    );
    const sent = kim.customer.says('Platform 4');
    const copy = await stands(sent);
    product.telegram.actors.editText(kim.customer.id, sent, 'At ten');
    const correction = await product.group.sees(kim.topic, '✏️ At ten');
    expect(correction.replyTo).toBe(copy.message_id);
  });

  it('edits in place what was copied although everything is forwarded', async () => {
    const { actors } = product.telegram;
    await setsRelayMode('forward');
    actors.protectChat(kim.customer.id);
    const kept = kim.customer.says('Tuesday');
    expect((await stands(kept)).forwardOrigin).toBeUndefined();
    actors.protectChat(kim.customer.id, false);
    const forwarded = kim.customer.says('Platform 4');
    expect((await stands(forwarded)).forwardOrigin).toBeDefined();
    const before = product.group.messages(kim.topic).length;
    actors.editText(kim.customer.id, kept, 'Wednesday');
    await product.group.waitFor(() => copyOf(kept)?.text === 'Wednesday', 'the edited copy');
    actors.editText(kim.customer.id, forwarded, 'Platform 7');
    expect((await product.group.sees(kim.topic, 'Platform 7')).replyTo).toBe(copyOf(forwarded)?.message_id);
    expect(product.group.messages(kim.topic)).toHaveLength(before + 1);
    await setsRelayMode('copy');
  });

  async function setsRelayMode(mode: 'copy' | 'forward'): Promise<void> {
    const command = product.group.writes(0, `/settings relay_mode ${mode}`);
    const isAnswered = (): boolean => product.group.general().some(({ replyTo }) => replyTo === command);
    await product.group.waitFor(isAnswered, `the mode ${mode}`);
  }

  it.each(['copy', 'forward'] as const)(
    'moves a live location with its sender, at its own pace, and stops it: %s',
    async (mode) => {
      await setsRelayMode(mode);
      const known = product.group.messages(kim.topic).length;
      const place = (): { latitude?: number; live_period?: number } =>
        product.group
          .messages(kim.topic)
          .slice(known)
          .findLast(({ kind }) => kind === 'location')?.content['location'] ?? {};
      const sent = product.telegram.actors.send(kim.customer.id, 'location', {
        livePeriod: 3_600,
      }).message_id;
      await product.group.waitFor(() => place().live_period !== undefined, 'a location that moves');
      const before = product.telegram.journal.calls().length;
      for (const latitude of [50, 51, 53])
        product.telegram.actors.editLocation(kim.customer.id, sent, latitude, 10);
      await calm(product);
      const waiting = await product.rows<{ position: number }>(
        `select (payload -> 'content' ->> 'latitude')::int as position from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1`,
        [positionDue.name],
      );
      expect(waiting).toEqual([{ position: 53 }]);
      expect(product.telegram.journal.calls().length).toBe(before);
      await product.rows(
        `update graphile_worker._private_jobs set run_at = now() where key like 'position:%' returning 1`,
      );
      await product.group.waitFor(() => place().latitude === 53, 'it has moved');
      product.telegram.actors.stopLocation(kim.customer.id, sent);
      await product.group.waitFor(() => place().live_period === undefined, 'it has stopped');
      expect(place().latitude).toBe(53);
      const stored = await product.rows(`select 1 from messages where carries is not null`);
      expect(stored).toEqual([]);
      await setsRelayMode('copy');
    },
  );
});
