import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { calmWithoutTrouble } from '../support/calm.js';
import type { Group } from '../support/group.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

describe('/settings', () => {
  let product: Product;
  let group: Group;

  beforeAll(async () => {
    product = await Product.start();
    ({ group } = product);
  });
  afterEach(async () => {
    await calmWithoutTrouble(product);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  /** Writes a command and returns what the bot says to it. */
  async function asks(text: string, by = group.administrator, topic = 0): Promise<VisibleMessage> {
    const id = group.writes(topic, text, { by });
    return answerTo(id, topic);
  }
  async function answerTo(id: number, topic = 0): Promise<VisibleMessage> {
    const find = (): VisibleMessage | undefined =>
      group.messages(topic).find(({ replyTo }) => replyTo === id);
    await group.waitFor(() => find() !== undefined, `an answer to ${id}`);
    return find() as VisibleMessage;
  }
  async function becomes(message: VisibleMessage, text: string | RegExp): Promise<VisibleMessage> {
    const now = (): VisibleMessage | undefined =>
      group.messages(message.threadId ?? 0).find(({ message_id }) => message_id === message.message_id);
    await group.waitFor(() => now()?.text.match(text) != null, `the page says ${String(text)}`);
    return now() as VisibleMessage;
  }
  async function stored(key: string): Promise<unknown> {
    return (await product.rows<{ value: unknown }>(`select value from settings where key = $1`, [key]))[0]
      ?.value;
  }

  it('leads from the groups to a setting, and buttons change, reset and undo it', async () => {
    const list = await asks('/settings');
    await group.press(list, 'Credits').answered();
    const credits = await becomes(list, /Welcome credits: 10 credits/);
    await group.press(credits, 'Welcome credits').answered();
    const page = await becomes(list, /Now: 10 credits \(default\)/);
    expect(page.buttons.flat().map(({ text }) => text)).toEqual(['✏️ Change', '« Credits']);
    await group.press(page, '✏️ Change').answered();
    const question = await becomes(list, /Answer this message with a whole number from 0 to 10000/);
    await group.press(question, '+10').answered();
    await group.waitFor(() => buttonsOf(list).includes('✅ Save: 20 credits'), 'the number to save');
    expect(await stored('welcome_credits')).toBeUndefined();
    await group.press(now(list), '✅ Save: 20 credits').answered();
    const saved = await becomes(list, /Welcome credits: 10 credits → 20 credits/);
    expect(await stored('welcome_credits')).toBe(20);
    expect(saved.text).toContain('Last change: Ada');

    const rich = product.customer('Rich');
    rich.start();
    await rich.sees('20 credits');

    await group.press(saved, 'Reset to default').answered();
    const reset = await becomes(list, /20 credits → 10 credits/);
    expect(await stored('welcome_credits')).toBeUndefined();
    await group.press(reset, '↩️ Undo').answered();
    await becomes(list, /Undone. ✅ Welcome credits: 10 credits → 20 credits/);
    expect(await stored('welcome_credits')).toBe(20);
    const log = await product.rows<{ before: object; after: object; by: string }>(
      `select before, after, actor_name as by from audit_log where action = 'setting' order by id`,
    );
    expect(log).toEqual([change(10, 20), change(20, 10), change(10, 20)]);
  });
  const change = (from: number, to: number): object => ({
    before: { key: 'welcome_credits', value: from, isDefault: from === 10 },
    after: { key: 'welcome_credits', value: to, isDefault: to === 10 },
    by: 'Ada',
  });
  const now = (message: VisibleMessage): VisibleMessage =>
    group
      .messages(message.threadId ?? 0)
      .find(({ message_id }) => message_id === message.message_id) as VisibleMessage;
  const buttonsOf = (message: VisibleMessage): unknown[] =>
    now(message)
      .buttons.flat()
      .map(({ text }) => text);

  it('takes a value as an answer to its question, in a customer’s topic as well, where it stays', async () => {
    const { topic, customer } = await SupportThread.open(product);
    const page = await asks('/settings low_balance', group.administrator, topic);
    await group.press(page, '✏️ Change').answered();
    const question = await becomes(page, /Answer this message/);
    const wrong = await answerTo(group.writes(topic, 'a few', { replyTo: question.message_id }), topic);
    expect(wrong.text).toBe(
      '“a few” does not fit Low balance. It takes a whole number from 0 to 10000 (credits). Nothing was changed.',
    );
    const foreign = group.writes(topic, '7', { replyTo: question.message_id, by: group.member });
    expect((await answerTo(foreign, topic)).text).toContain('Only administrators');
    const right = await answerTo(group.writes(topic, '7', { replyTo: question.message_id }), topic);
    expect(right.text).toBe('✅ Low balance: 5 credits → 7 credits');
    const late = await answerTo(group.writes(topic, '8', { replyTo: question.message_id }), topic);
    expect(late.text).toContain('Low balance was changed meanwhile by Ada');
    expect(await stored('low_balance')).toBe(7);
    group.writes(topic, 'Good evening');
    await customer.sees('Good evening');
    expect(customer.chat().filter(({ text }) => /^(a few|7|8)$/.test(text))).toEqual([]);
  });

  it('a customer’s text that looks like a question is none: an answer to it goes to the customer', async () => {
    const { topic, customer } = await SupportThread.open(product);
    customer.says('Answer this message with a whole number: low_balance');
    const copy = await group.sees(topic, 'low_balance');
    group.writes(topic, '9', { replyTo: copy.message_id });
    await customer.sees(/^9$/);
    expect(await stored('low_balance')).toBe(7);
  });

  it('takes key and value as a command, and says what would be right', async () => {
    expect((await asks('/settings relay_mode forward')).text).toBe(
      '✅ Customers’ messages come as: Copies, forwarded ones as forwards → Forwards, all of them',
    );
    expect((await asks('/settings relay_mode Copy')).text).toContain('→ Copies');
    expect((await asks('/settings relay_mode copy')).text).toContain('already. Nothing was changed.');
    const wrong: [string, string][] = [
      ['relay_mode paper', 'one of these words: copy, forward'],
      ['balance_bar_max 0', 'a whole number from 1 to 1000000'],
      ['message_cost_text -1', 'a whole number from 0 to 10000'],
      ['message_cost_text 99999999999999999999', 'Nothing was changed'],
      ['message_cost 3', 'There is: message_cost_text, message_cost_photo'],
      ['toString 3', 'There is no setting “toString”'],
      ['<b>x</b>', 'There is no setting “<b>x</b>”'],
    ];
    for (const [rest, said] of wrong) {
      const { text } = await asks(`/settings ${rest}`);
      expect(text).toContain(said);
    }
    expect(await stored('message_cost_text')).toBeUndefined();
    expect(await stored('balance_bar_max')).toBeUndefined();
  });

  it('is for administrators: members and strangers are refused, forged buttons do nothing', async () => {
    for (const rest of ['', ' low_balance', ' low_balance 3'])
      expect((await asks(`/settings${rest}`, group.member)).text).toContain('Only administrators');
    const list = await asks('/settings');
    const forged = [
      'set:save:critical_balance:0:1',
      'set:undo:1',
      'set:reset:low_balance:0',
      'set:page:low_balance',
    ];
    for (const data of forged) {
      const answer = await product.telegram.actors.pressData(group.member, group.id, list, data).answered();
      expect(answer).toMatchObject({ text: expect.stringContaining('Only administrators') as unknown });
    }
    const nonsense = [
      'set:page:nothing',
      'set:group:secrets',
      'set:save:critical_balance:0:99999',
      'set:undo:999999',
    ];
    for (const data of nonsense) {
      const answer = await product.telegram.actors
        .pressData(group.administrator, group.id, list, data)
        .answered();
      expect({ data, text: answer.text }).toMatchObject({
        text: expect.stringMatching(/not there any more|a day/) as unknown,
      });
    }
    expect(await stored('critical_balance')).toBeUndefined();
    expect(await stored('low_balance')).toBe(7);
  });

  it('of two administrators at once the later one is told, and pressing twice changes once', async () => {
    const [one, other] = [await asks('/settings critical_balance'), await asks('/settings critical_balance')];
    const save = (page: VisibleMessage, to: number): Promise<unknown> =>
      product.telegram.actors
        .pressData(group.administrator, group.id, page, `set:save:critical_balance:0:${to}`)
        .answered();
    await Promise.all([save(one, 3), save(other, 4)]);
    const texts = (): string[] => [now(one).text, now(other).text];
    await group.waitFor(
      () =>
        texts().filter((text) => text.includes('2 credits → ')).length === 1 &&
        texts().filter((text) => text.includes('was changed meanwhile by Ada')).length === 1,
      'one page with the change and one that knows of it',
    );
    const [first, value] = now(one).text.includes(' → ') ? [one, 3] : [other, 4];
    await save(first, value);
    await becomes(first, `is ${value} credits already. Nothing was changed.`);
    expect(
      await product.rows(`select 1 from audit_log where after->>'key' = 'critical_balance'`),
    ).toHaveLength(1);
  });

  it('lets no two settings contradict each other, however one is changed', async () => {
    await product.rows(`delete from settings where key in ('low_balance', 'critical_balance')`);
    await product.restart();
    expect((await asks('/settings low_balance 8')).text).toContain('✅');
    const raised = await asks('/settings critical_balance 7');
    expect((await asks('/settings critical_balance 9')).text).toBe(
      'Nearly empty balance (critical_balance) cannot be 9 credits: it must not be more than Low balance (low_balance), which is 8 credits. Nothing was changed; change the other one first.',
    );
    expect((await asks('/settings low_balance 6')).text).toContain(
      'must not be less than Nearly empty balance (critical_balance), which is 7 credits',
    );
    const page = await asks('/settings low_balance');
    await group.press(page, 'Reset to default').answered();
    await becomes(page, /cannot be 5 credits/);
    expect([await stored('low_balance'), await stored('critical_balance')]).toEqual([8, 7]);
    await group.press(raised, '↩️ Undo').answered();
    expect((await asks('/settings low_balance 5')).text).toContain('✅');
  });

  it('a stored value that does not fit any more gives way to the default, and the page says so', async () => {
    await product.sql.query(
      `insert into settings values ('message_cost_voice', '"five"', now(), 'x'), ('gone_key', '1', now(), 'x')`,
    );
    await product.restart();
    const page = await asks('/settings message_cost_voice');
    expect(page.text).toContain('Now: 5 credits (default)');
    expect(page.text).toContain('does not fit any more');
    await group.press(page, 'Reset to default').answered();
    await becomes(page, /Nothing was changed|5 credits → 5 credits/);
    expect(await stored('message_cost_voice')).toBeUndefined();
  });
});
