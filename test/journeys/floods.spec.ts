import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  AcceptMessage,
  type CustomerMessage,
} from '../../src/conversations/relay/accept-message.use-case.js';
import { Reader } from '../../src/database/reader.js';
import { Transactor } from '../../src/database/transactor.js';
import { asTelegramId } from '../../src/kernel/ids.js';
import { SettingsService } from '../../src/users/settings/settings.service.js';
import { UsersRepository } from '../../src/users/users.repository.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

const minute = 60_000;
const limit = 3;

describe('too many messages in a minute', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
    await product
      .part(Transactor)
      .run((tx) => product.part(SettingsService).change(tx, 'flood_limit', limit, 'test'));
  });
  afterEach(async () => {
    await calm(product);
    expect(await product.rows('select kind, error from dead_lane_items')).toEqual([]);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  /** Messages count by the time that Telegram gives them. */
  const passes = (ms: number): void => {
    product.advance(ms);
    product.telegram.clock.advance(ms);
  };
  const marked = (customer: Customer): string[] =>
    customer
      .chat()
      .filter(({ reactions }) => reactions.some(({ emoji }) => emoji === '🙈'))
      .map(({ text }) => text);
  const notices = (customer: Customer): number =>
    customer.chat().filter(({ isFromBot, text }) => isFromBot && text.includes('🙈')).length;

  it('are marked, told once, not charged, and welcome again a minute later', async () => {
    const ann = product.customer('Ann');
    for (const text of ['1', '2', '3', '4', '5']) ann.says(text);
    await ann.sees('we take 3 messages a minute');
    await calm(product);
    const topic = await product.group.topicOf(ann);
    expect(product.group.copies(topic).map(({ text }) => text)).toEqual(['1', '2', '3']);
    expect(marked(ann)).toEqual(['4', '5']);
    expect(await product.creditsOf(ann)).toBe(7);
    // An edit of what was refused brings nothing across either.
    const refused = ann.chat().find(({ text }) => text === '5');
    product.telegram.actors.editText(ann.id, refused?.message_id ?? 0, 'five');

    passes(minute / 2);
    ann.says('still too early');
    await calm(product);
    passes(minute / 2 + 1);
    ann.says('again');
    await product.group.sees(topic, 'again');
    await calm(product);
    expect(marked(ann)).toEqual(['4', 'five', 'still too early']);
    expect(notices(ann)).toBe(1);

    passes(10 * minute);
    for (const text of ['a', 'b', 'c', 'd']) ann.says(text);
    await ann.waitFor(() => notices(ann) === 2, 'another flood is told anew');
    await calm(product);
    expect(marked(ann)).toEqual(['4', 'five', 'still too early', 'd']);
  });

  it('are none when they were written long ago and come all at once', async () => {
    const dora = product.customer('Dora');
    dora.start();
    await dora.sees('Hello');
    product.telegram.delivery.pause();
    for (const text of ['1', '2', '3', '4', '5']) {
      dora.says(text);
      passes(minute);
    }
    product.telegram.delivery.resume();
    const topic = await product.group.topicOf(dora);
    await product.group.sees(topic, '5');
    await calm(product);
    expect(product.group.copies(topic).map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
    expect(marked(dora)).toEqual([]);
  });

  it('counts an album as one message, taken or refused whole', async () => {
    const ben = product.customer('Ben', 'es');
    const album = (name: string): Promise<unknown> =>
      product.telegram.actors.sendAlbum(ben.id, [
        { kind: 'photo', caption: `${name}1` },
        { kind: 'photo', caption: `${name}2` },
      ]);
    ben.says('1');
    ben.says('2');
    await album('a');
    await album('b');
    await ben.sees('aceptamos 3 mensajes por minuto');
    await calm(product);
    const topic = await product.group.topicOf(ben);
    expect(product.group.copies(topic).map(({ text }) => text)).toEqual(['1', '2', 'a1', 'a2']);
    expect(
      await product.rows(
        `select refused from floods f join users u on u.id = f.user_id where u.telegram_id = $1`,
        [ben.id],
      ),
    ).toEqual([{ refused: 2 }]);
    expect(await product.creditsOf(ben)).toBe(4);
  });

  it('is decided once, however many processes take messages on at the same time', async () => {
    const cid = product.customer('Cid');
    cid.start();
    await cid.sees('Hello');
    await calm(product);
    const user = await product.part(UsersRepository).byTelegramId(product.part(Reader), asTelegramId(cid.id));
    if (user === null) throw new Error('nobody');
    const message = (messageId: number): CustomerMessage => ({
      chatId: cid.id,
      messageId,
      sentAt: new Date(),
      kind: 'text',
      hasOrigin: false,
      replyToMessageId: null,
      mediaGroupId: null,
      carries: { text: { text: `${messageId}`, entities: undefined } },
      contentKey: '',
      preview: '',
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => product.part(AcceptMessage).execute(user, message(1_000 + n))),
    );
    expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(limit);
    expect(answers.filter((answer) => answer === 'refused')).toHaveLength(20 - limit);
    // The same updates once more are neither counted nor passed on.
    const again = await Promise.all(
      Array.from({ length: 20 }, (_, n) => product.part(AcceptMessage).execute(user, message(1_000 + n))),
    );
    expect(new Set(again)).toEqual(new Set(['known']));
    expect(await product.creditsOf(cid)).toBe(10 - limit);
    expect(await product.rows(`select f.refused from floods f where user_id = $1`, [user.id])).toEqual([
      { refused: 20 - limit },
    ]);
  });
});
