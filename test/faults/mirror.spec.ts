import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { CallEntry } from '../../sandbox/telegram/journal.js';
import { SeededRandom } from '../../sandbox/telegram/state/seeded-random.js';
import { calm } from '../support/calm.js';
import type { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';
import { VirtualTime } from '../support/virtual-time.js';

const seed = 20_261_125;
const rounds = 6;
const operationsPerRound = 10;
const emoji = ['🔥', '🎉', '😢', '🙏'];

/** One message as either side shows it, named by its original. */
interface Shown {
  readonly origin: string;
  readonly kind: string;
  readonly text: string;
  readonly answers: string | undefined;
  /** The originals that stand as one album with it. */
  readonly album: readonly string[];
}

/** A send that Telegram carried out and whose answer got lost on the way. */
interface LostSend {
  readonly chatId: number;
  readonly messageIds: readonly number[];
}

const keyOf = ({ chatId, message_id: id, copiedFrom }: VisibleMessage): string =>
  copiedFrom === undefined ? `${chatId}:${id}` : `${copiedFrom.chatId}:${copiedFrom.messageId}`;

function shownOf(messages: readonly VisibleMessage[]): Shown[] {
  const keys = new Map(messages.map((message) => [message.message_id, keyOf(message)]));
  return messages.map((message) => ({
    origin: keyOf(message),
    kind: message.kind,
    text: message.text,
    answers: message.replyTo === undefined ? undefined : keys.get(message.replyTo),
    album: messages
      .filter(({ mediaGroupId }) => mediaGroupId !== undefined && mediaGroupId === message.mediaGroupId)
      .map(keyOf),
  }));
}

function lostSends(calls: readonly CallEntry[]): LostSend[] {
  return calls
    .filter(
      ({ method, ok, fault }) => ok && method.startsWith('copy') && fault?.includes('execute-then-drop'),
    )
    .map(({ params, result }) => ({
      chatId: Number(params['chat_id']),
      messageIds: [result as { message_id: number } | { message_id: number }[]]
        .flat()
        .map((sent) => sent.message_id),
    }));
}

describe('both sides of the bridge under trouble', () => {
  let time: VirtualTime;
  let product: Product;
  let threads: SupportThread[];

  beforeAll(async () => {
    time = await VirtualTime.start({});
    ({ product } = time);
    threads = [];
    for (const name of ['Ann', 'Ben', 'Cid']) {
      const thread = await SupportThread.open(product, name);
      product.group.writes(thread.topic, '/gift 500');
      await thread.customer.sees('500 credits');
      threads.push(thread);
    }
    await calm(product);
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  const lost = (): LostSend[] => lostSends(product.telegram.journal.calls());
  const isRepeated = ({ chatId, message_id: id }: VisibleMessage): boolean =>
    lost().some((send) => send.chatId === chatId && send.messageIds.includes(id));
  /** Everything that crossed or is to cross, with what a lost answer made stand twice. */
  const everythingIn = (chat: number, topic?: number, withDeleted = false): VisibleMessage[] =>
    product.telegram.actors
      .transcript(chat, topic, { withDeleted })
      .filter(({ isFromBot, copiedFrom, text }) =>
        isFromBot ? copiedFrom !== undefined : !text.startsWith('/'),
      );
  const inChat = ({ customer }: SupportThread): VisibleMessage[] =>
    everythingIn(customer.id).filter((message) => !isRepeated(message));
  const inTopic = ({ topic }: SupportThread): VisibleMessage[] =>
    everythingIn(product.group.id, topic).filter((message) => !isRepeated(message));
  const bot = (): number => product.telegram.world.bot.id;

  /** Whether nothing is on its way any more. */
  async function hasCrossed(): Promise<boolean> {
    if (!product.telegram.delivery.isIdle) return false;
    const waiting = await product.rows(`select 1 from lane_items where lane not like 'card:%'`);
    return waiting.length === 0;
  }

  function trouble(): void {
    const { faults } = product.telegram;
    const flood = {
      code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    };
    const rule = { probability: 0.06 };
    faults.add({ ...rule, seed: seed + 1 }, { error: flood });
    faults.add({ ...rule, seed: seed + 2 }, { error: { code: 500, description: 'Internal Server Error' } });
    faults.add({ ...rule, seed: seed + 3 }, { html: 502 });
    faults.add({ ...rule, seed: seed + 4 }, 'drop-before');
    const lossy = ['editMessageText', 'setMessageReaction', 'deleteMessages', 'copyMessage', 'copyMessages'];
    for (const [index, method] of lossy.entries())
      faults.add({ method, probability: 0.2, seed: seed + 5 + index }, 'execute-then-drop');
    // Not left to chance.
    for (const nth of [2, 4, 6]) faults.add({ method: 'copyMessages', nth }, 'execute-then-drop');
    product.telegram.delivery.faults.duplicate(2, 20);
    product.telegram.delivery.faults.loseAck(20);
  }

  /**
   * Telegram has no key against repeated sends and cannot be asked what it sent: after a lost answer the same stands
   * twice, one right behind the other, and only the second is known.
   */
  function expectRepeatsInPlace(): void {
    expect(lost().length).toBeGreaterThan(2);
    expect(lost().some(({ messageIds }) => messageIds.length > 1)).toBe(true);
    for (const { chatId, messageIds } of lost()) {
      const topic = threads.find(({ topic }) =>
        everythingIn(chatId, topic, true).some(({ message_id: id }) => id === messageIds[0]),
      )?.topic;
      const side = everythingIn(chatId, chatId < 0 ? topic : undefined, true);
      const origins = side.map(keyOf);
      const begin = side.findIndex(({ message_id: id }) => id === messageIds[0]);
      const first = origins.slice(begin, begin + messageIds.length);
      expect(origins.slice(begin + messageIds.length, begin + 2 * messageIds.length)).toEqual(first);
    }
  }

  it(
    `shows the same on both sides, in order, after 60 operations (seed ${seed})`,
    { timeout: 90_000 },
    async () => {
      const { actors } = product.telegram;
      const random = new SeededRandom(seed);
      const pick = <Item>(items: readonly Item[]): Item =>
        items[Math.floor(random.next() * items.length)] as Item;
      const done: string[] = [];
      let count = 0;
      trouble();
      for (let round = 0; round < rounds; round += 1) {
        // In one round a conversation has one author, so that there is one order to compare.
        const byCustomer = new Map(threads.map((thread) => [thread, random.next() < 0.5]));
        const touched = new Set<string>();
        const before = new Map(
          threads.map((thread) => [thread, { chat: inChat(thread), topic: inTopic(thread) }]),
        );
        for (let step = 0; step < operationsPerRound; step += 1) {
          const thread = pick(threads);
          const { customer, topic } = thread;
          const fromCustomer = byCustomer.get(thread) === true;
          const moderator = pick([product.group.administrator, product.group.member]);
          const side = before.get(thread)?.[fromCustomer ? 'chat' : 'topic'] ?? [];
          const free = side.filter((message) => !touched.has(keyOf(message)));
          const own = free.filter(
            ({ fromId, kind, isFromBot }) =>
              kind === 'text' && !isFromBot && (!fromCustomer || fromId === customer.id),
          );
          const wish = pick(['text', 'text', 'album', 'edit', 'reply', 'react', 'unreact', 'delete']);
          const targets = wish === 'edit' ? own : free;
          const isNew = wish === 'text' || wish === 'album' || targets.length === 0;
          const target = isNew ? undefined : pick(targets);
          const operation = target === undefined && wish !== 'album' ? 'text' : wish;
          const text = `${operation} ${(count += 1)}`;
          if (target !== undefined) touched.add(keyOf(target));
          switch (operation) {
            case 'album': {
              const parts = [{ kind: 'photo', caption: text }, { kind: 'photo' }] as const;
              if (fromCustomer) await actors.sendAlbum(customer.id, [...parts]);
              else await actors.albumInTopic(moderator, product.group.id, topic, [...parts]);
              break;
            }
            case 'edit':
              if (target === undefined) break;
              if (fromCustomer) actors.editText(customer.id, target, text);
              else actors.editInGroup(product.group.id, target, text);
              break;
            case 'react':
            case 'unreact': {
              if (target === undefined) break;
              const chosen = operation === 'react' ? pick(emoji) : undefined;
              if (fromCustomer) actors.react(customer.id, customer.id, target, chosen);
              else actors.react(product.group.administrator, product.group.id, target, chosen);
              break;
            }
            case 'delete': {
              const shown = before
                .get(thread)
                ?.topic.find((message) => target !== undefined && keyOf(message) === keyOf(target));
              if (shown !== undefined) product.group.writes(topic, '/del', { replyTo: shown.message_id });
              break;
            }
            default: {
              const options = target === undefined ? {} : { replyTo: target.message_id };
              if (fromCustomer) customer.says(text, options);
              else product.group.writes(topic, text, { by: moderator, ...options });
            }
          }
          done.push(operation);
        }
        await time.until('everything has crossed', hasCrossed, 60_000);
      }
      product.telegram.faults.clear();
      expect(done).toHaveLength(rounds * operationsPerRound);
      expectRepeatsInPlace();
      for (const thread of threads) {
        const [chat, topic] = [inChat(thread), inTopic(thread)];
        expect(chat.length).toBeGreaterThan(5);
        expect(shownOf(chat)).toEqual(shownOf(topic));
        const marks = new Map(topic.map((message) => [keyOf(message), message]));
        for (const message of chat) {
          const other = marks.get(keyOf(message));
          const theirs = (one?: VisibleMessage): string | undefined =>
            one?.reactions.find(({ actorId }) => actorId !== bot())?.emoji;
          const bots = (one?: VisibleMessage): string | undefined =>
            one?.reactions.find(({ actorId }) => actorId === bot())?.emoji;
          expect(bots(message)).toBe(theirs(other));
          expect(bots(other)).toBe(theirs(message) ?? (message.isFromBot ? '👌' : undefined));
        }
      }
    },
  );
});
