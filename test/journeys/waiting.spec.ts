import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { CloseSilent } from '../../src/conversations/threads/close-silent.cron.js';
import { Transactor } from '../../src/database/transactor.js';
import { SettingsService } from '../../src/users/settings/settings.service.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

const hour = 60 * 60 * 1_000;

describe('customers who wait, and those who do not come back', () => {
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

  async function answer(command: string): Promise<VisibleMessage> {
    const asked = product.group.writes(0, command, { by: product.group.member });
    const find = (): VisibleMessage | undefined =>
      product.group.general().find(({ replyTo }) => replyTo === asked);
    await product.group.waitFor(() => find() !== undefined, `an answer to ${command}`);
    return find() as VisibleMessage;
  }
  const message = (id: number): VisibleMessage | undefined =>
    product.group.general().find(({ message_id }) => message_id === id);

  it('are listed with the longest wait first, each with a link into the topic', async () => {
    expect((await answer('/waiting')).text).toBe('🎉 Nobody is waiting for an answer.');
    const ann = await SupportThread.open(product, 'Ann <3');
    await product.group.sees(ann.topic, 'hello');
    await calm(product);
    product.advance(2 * hour);
    const ben = await SupportThread.open(product, 'Ben');
    await product.group.sees(ben.topic, 'hello');
    await calm(product);
    product.advance(60_000);
    const list = await answer('/waiting');
    expect(list.text).toMatch(
      /^⏳ 2 customers wait for an answer, the longest first\n\n• Ann <3 – 2 h\n• Ben – \d+ s$/,
    );
    const links = (list.content['entities'] as { type: string; url?: string }[]).filter(({ url }) => url);
    const group = String(product.group.id).replace('-100', '');
    expect(links[0]?.url).toBe(`https://t.me/c/${group}/${ann.topic}`);

    // Answered, put off, closed or out of reach: nobody waits there.
    product.group.writes(ann.topic, 'Hello Ann');
    await ann.customer.sees('Hello Ann');
    await calm(product);
    product.group.press(list, '🔄 Refresh', product.group.member);
    await product.group.waitFor(
      () => message(list.message_id)?.text.startsWith('⏳ 1 customer waits') === true,
      'the list is up to date',
    );
    product.telegram.actors.block(ben.customer.id);
    await calm(product);
    expect((await answer('/waiting')).text).toContain('Nobody is waiting');
  });

  it('are shown page by page, and a page that is gone is the last one', async () => {
    await product.rows(
      `with people as (
         insert into users (telegram_id, first_name, created_at, updated_at)
         select 880000 + n, 'Guest ' || n, now(), now() from generate_series(1, 17) n returning id, telegram_id, first_name
       ), accounts as (insert into credit_accounts (user_id) select id from people)
       insert into threads (user_id, admin_group_id, topic_id, state, waiting_since, created_at)
       select p.id, g.id, p.telegram_id, 'open', now() - make_interval(mins => (p.telegram_id - 880000)::int), now()
       from people p, admin_groups g`,
    );
    const list = await answer('/waiting');
    expect(list.text).toContain('17 customers wait for an answer, the longest first (page 1 of 3)');
    expect(list.text.split('\n')[2]).toContain('Guest 17 –');
    product.group.press(list, 'Shorter »');
    await product.group.waitFor(
      () => message(list.message_id)?.text.includes('page 2 of 3') === true,
      'the next page',
    );
    expect(message(list.message_id)?.text.split('\n')[2]).toContain('Guest 9 –');
    await product.rows(`update threads set state = 'waiting', waiting_since = null where topic_id > 880001`);
    product.group.press(message(list.message_id) as VisibleMessage, 'Shorter »');
    await product.group.waitFor(
      () => message(list.message_id)?.text.startsWith('⏳ 1 customer waits') === true,
      'what is left',
    );
    await product.rows(`update threads set state = 'closed', waiting_since = null where topic_id > 880000`);
  });

  describe('who wrote no more', () => {
    const setHours = (hours: number): Promise<void> =>
      product
        .part(Transactor)
        .run((tx) => product.part(SettingsService).change(tx, 'auto_close_hours', hours, 'test'));
    const look = async (): Promise<void> => {
      const cron = product.part(CloseSilent);
      await Promise.all([cron.handle(), cron.handle()]);
      await calm(product);
    };
    const isClosed = (topic: number): boolean | undefined =>
      product.group.topics().find(({ threadId }) => threadId === topic)?.isClosed;
    const count = (customer: Customer, text: string): number =>
      customer.chat().filter((one) => one.text.includes(text)).length;
    async function answered(name: string, language = 'en'): Promise<{ customer: Customer; topic: number }> {
      const customer = product.customer(name, language);
      customer.says('hello');
      const topic = await product.group.topicOf(customer);
      await product.group.card(topic);
      product.group.writes(topic, 'How can we help?');
      await customer.sees('How can we help?');
      await calm(product);
      return { customer, topic };
    }

    it('have their conversation closed and hear of it once, in their language', async () => {
      const [cid, rosa, yura] = [
        await answered('Cid'),
        await answered('Rosa', 'es'),
        await answered('Yura', 'ru'),
      ];
      const dora = await SupportThread.open(product, 'Dora');
      await product.group.sees(dora.topic, 'hello');
      await calm(product);
      product.advance(100 * hour);
      await look();
      // Off unless somebody wants it.
      expect([cid, rosa, yura].map(({ topic }) => isClosed(topic))).toEqual([false, false, false]);
      await setHours(72);
      await look();
      await look();
      expect([cid, rosa, yura].map(({ topic }) => isClosed(topic))).toEqual([true, true, true]);
      expect(count(cid.customer, 'we closed this conversation')).toBe(1);
      expect(count(rosa.customer, 'hemos cerrado esta conversación')).toBe(1);
      expect(count(yura.customer, 'мы закрыли этот разговор')).toBe(1);
      // Whoever waits for us is never closed away.
      expect(isClosed(dora.topic)).toBe(false);
      cid.customer.says('I am back');
      await product.group.waitFor(() => isClosed(cid.topic) === false, 'it goes on');
    });

    it('count from the last message of either side', async () => {
      await setHours(72);
      const eve = await answered('Eve');
      product.advance(71 * hour);
      product.group.writes(eve.topic, 'Are you still there?');
      await eve.customer.sees('Are you still there?');
      await calm(product);
      product.advance(2 * hour);
      await look();
      expect(isClosed(eve.topic)).toBe(false);
      product.advance(71 * hour);
      await look();
      expect(isClosed(eve.topic)).toBe(true);
    });
  });
});
