import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { calm, calmWithoutTrouble } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';

const hints = {
  en: 'I do not know this command',
  es: 'No conozco ese comando',
  ru: 'Такой команды нет',
};

describe('what customers may send by mistake or on purpose', () => {
  let product: Product;

  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    await calmWithoutTrouble(product);
  });
  afterAll(async () => {
    await product.stop();
  });

  async function arrived(languageCode = 'en'): Promise<Customer> {
    const somebody = product.customer('Kim', languageCode);
    somebody.start();
    await somebody.waitFor(() => fromBot(somebody).length === 1, 'a greeting');
    return somebody;
  }
  const fromBot = (customer: Customer): VisibleMessage[] =>
    customer.chat().filter(({ isFromBot }) => isFromBot);
  const topicsOf = ({ id }: Customer): number =>
    product.group.topics().filter(({ name }) => name.endsWith(String(id))).length;
  const creditsOf = async ({ id }: Customer): Promise<unknown> =>
    product.rows(
      `select a.credits, a.held from credit_accounts a join users u on u.id = a.user_id where u.telegram_id = $1`,
      [id],
    );

  it.each(Object.entries(hints))(
    'an unknown command gets a hint and goes nowhere (%s)',
    async (language, hint) => {
      const kim = await arrived(language);
      const before = await creditsOf(kim);
      const commands = [
        '/foo',
        '/buyy',
        '/balance2',
        '/gift 10',
        '/stats',
        '/foo@local_bot',
        '/buy10@otherbot',
      ];
      for (const command of commands) kim.says(command);
      await kim.waitFor(() => fromBot(kim).length === 1 + commands.length, 'a hint for each');
      await calm(product);
      for (const { text } of fromBot(kim).slice(1)) expect(text).toContain(hint);
      expect(topicsOf(kim)).toBe(0);
      expect(await creditsOf(kim)).toEqual(before);
    },
  );

  it.each(['/buy0', '/buy11', '/buy999999999999', '/buy 7', '/buy 999999999999999999999', '/buy1e3'])(
    '%s names the packs that there are',
    async (command) => {
      const kim = await arrived();
      kim.says(command);
      const answer = await kim.sees(command === '/buy1e3' ? hints.en : 'There is no pack of');
      expect(answer.text).not.toMatch(/Infinity|NaN|e\+/);
      if (command === '/buy1e3') return;
      expect(answer.text).toContain(`pack of ${command.replace(/\D+0*(?=\d)/, '')} credits`);
      expect(answer.text).toMatch(/\/buy10, .*\/buy100/);
    },
  );

  it.each([
    '/buy10',
    '/buy00010',
    '/BUY10',
    '/buy 10',
    '/buy10@local_bot',
    '/buy@LOCAL_BOT 10',
    '/buy10 please',
  ])('%s is the pack of ten', async (command) => {
    const kim = await arrived();
    kim.says(command);
    const answer = await kim.sees('10 credits for');
    expect(answer.buttons.flat()).toHaveLength(1);
  });

  it.each(['/buy abc', '/buy -5', '/buy 10 20', '/buy@local_bot'])('%s shows the list', async (command) => {
    const kim = await arrived();
    kim.says(command);
    expect((await kim.sees('What would you like?')).buttons.length).toBeGreaterThan(3);
  });

  it('a command as a caption is a message like any other', async () => {
    const kim = await arrived();
    product.telegram.actors.send(kim.id, 'photo', { caption: '/buy10' });
    const topic = await product.group.topicOf(kim);
    await product.group.waitFor(() => product.group.copies(topic).length === 1, 'the photo');
    expect(product.group.copies(topic)[0]?.text).toBe('/buy10');
    expect(fromBot(kim)).toHaveLength(1);
  });

  it.each([
    '/start ',
    '/start src_',
    `/start ${'x'.repeat(64)}`,
    '/start buy_nothing',
    '/start item_nothing',
    '/start <b>',
  ])('%s greets', async (command) => {
    const kim = await arrived();
    kim.says(command);
    await kim.waitFor(
      () => fromBot(kim).filter(({ text }) => text.includes('Hello, Kim')).length === 2,
      'a greeting',
    );
  });

  it('button data that no button has changes nothing and is answered', async () => {
    const kim = await arrived();
    const [greeting] = fromBot(kim) as [VisibleMessage];
    const { actors } = product.telegram;
    const forged = [
      '',
      ' ',
      '\u0000',
      '😀',
      'x'.repeat(64),
      'x'.repeat(5_000),
      'buy:',
      'buy:../../etc',
      `buy:${'a'.repeat(33)}`,
      'start2',
      'ban:1',
      'gift:1',
      'give:1:100:1',
      'item:1',
      '{"action":"ban"}',
    ];
    for (const data of forged) {
      const answer = await actors.pressData(kim.id, kim.id, greeting, data).answered();
      expect(answer.text).toContain('out of date');
    }
    await calm(product);
    expect(fromBot(kim)).toHaveLength(1);
    expect(await product.rows(`select 1 from audit_log`)).toEqual([]);
  });

  it('a button of a product that is no longer sold says so and shows what is', async () => {
    const kim = await arrived();
    const [greeting] = fromBot(kim) as [VisibleMessage];
    const press = product.telegram.actors.pressData(kim.id, kim.id, greeting, 'buy:sold_out_long_ago');
    expect((await press.answered()).text).toContain('out of date');
    await kim.sees('What would you like?');
  });

  it('a button under a message that is gone still works', async () => {
    const kim = await arrived();
    const [greeting] = fromBot(kim) as [VisibleMessage];
    product.telegram.actors.deleteMessage(kim.id, greeting);
    await product.telegram.actors.pressData(kim.id, kim.id, greeting, 'start').answered();
    await kim.sees('What would you like?');
    product.telegram.journal.clear();
  });

  it('the same press ten times, and sent again under a new number, ends in one list', async () => {
    const kim = await arrived();
    const [greeting] = fromBot(kim) as [VisibleMessage];
    const presses = Array.from({ length: 10 }, () => kim.press(greeting, '▶️ Start'));
    await Promise.all(presses.map((press) => press.answered()));
    await kim.sees('What would you like?');
    await product.telegram.actors.repress(presses[0] as (typeof presses)[number]).answered();
    await calm(product);
    expect(fromBot(kim)).toHaveLength(1);
    expect(
      await product.rows(
        `select 1 from purchases p join users u on u.id = p.user_id where u.telegram_id = $1`,
        [kim.id],
      ),
    ).toHaveLength(fromBot(kim)[0]?.buttons.length ?? 0);
    // Telegram says "not modified" to the later edits; that is no trouble.
    product.telegram.journal.clear();
  });

  it('edits of messages that the bot does not know, service messages and unknown updates go nowhere', async () => {
    const kim = await arrived();
    const from = { id: kim.id, is_bot: false, first_name: 'Kim', language_code: 'en' };
    const chat = { id: kim.id, type: 'private', first_name: 'Kim' };
    const base = { message_id: 77_777, date: 1, from, chat };
    const updates = [
      { edited_message: { ...base, edit_date: 2, text: 'edited' } },
      { edited_message: { ...base, edit_date: 2, sticker: {} } },
      { message: { ...base, pinned_message: { ...base, text: 'pinned' } } },
      { message: { ...base, message_auto_delete_timer_changed: { message_auto_delete_time: 60 } } },
      { message: { ...base, write_access_allowed: {} } },
      { message: { ...base, successful_payment: { currency: 'XTR', total_amount: 1 } } },
      { message: { ...base, users_shared: { request_id: 1, users: [] } } },
      { message: { ...base } },
      { inline_query: { id: '1', from, query: 'x', offset: '' } },
      { chosen_inline_result: { result_id: '1', from, query: 'x' } },
      { callback_query: { id: '1', from, chat_instance: '1', game_short_name: 'game' } },
      { callback_query: { id: '2', from, chat_instance: '1', inline_message_id: 'x', data: 'start' } },
      { poll: { id: '1', question: '?', options: [] } },
      { poll_answer: { poll_id: '1', user: from, option_ids: [0] } },
      { message_reaction: { chat, message_id: 1, user: from, date: 1, old_reaction: [], new_reaction: [] } },
      { business_message: { ...base, business_connection_id: 'x', text: 'business' } },
      { edited_business_message: { ...base, text: 'business' } },
      { deleted_business_messages: { business_connection_id: 'x', chat, message_ids: [1] } },
      { purchased_paid_media: { from, paid_media_payload: 'x' } },
      { pre_checkout_query: { id: '1', from, currency: 'XTR', total_amount: 1, invoice_payload: 'x' } },
      { shipping_query: { id: '1', from, invoice_payload: 'x', shipping_address: {} } },
      { chat_boost: { chat, boost: {} } },
      { subscription: { user: from } },
      { never_heard_of: { from, chat } },
    ];
    for (const update of updates) product.telegram.delivery.inject(update, `chat:${kim.id}`);
    await calm(product);
    expect(topicsOf(kim)).toBe(0);
    expect(fromBot(kim)).toHaveLength(1);
    kim.says('/help');
    await kim.sees('How it works');
    // The made-up presses cannot be answered.
    product.telegram.journal.clear();
  });
});
