import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { calm, calmWithoutTrouble } from '../support/calm.js';
import type { Group } from '../support/group.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

describe('the team at work', () => {
  let product: Product;
  let group: Group;
  let kim: SupportThread;

  beforeAll(async () => {
    product = await Product.start({ variables: { TIME_ZONE: 'Asia/Tokyo' } });
    ({ group } = product);
    kim = await SupportThread.open(product, 'Kim');
  });
  afterEach(async () => {
    await calmWithoutTrouble(product);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  async function asks(
    text: string,
    topic = 0,
    options: { by?: number; replyTo?: number } = {},
  ): Promise<VisibleMessage> {
    const id = group.writes(topic, text, options);
    const find = (): VisibleMessage | undefined =>
      group.messages(topic).find(({ replyTo }) => replyTo === id);
    await group.waitFor(() => find() !== undefined, `an answer to ${text}`);
    return find() as VisibleMessage;
  }
  const cardText = (): string => group.messages(kim.topic).find(({ isPinned }) => isPinned)?.text ?? '';
  async function cardShows(text: string | RegExp): Promise<void> {
    await group.waitFor(() => cardText().match(text) !== null, `the card shows ${String(text)}`);
  }

  it('the card shows what credits are made of, the last payment, notes and times of the shop', async () => {
    await kim.customer.buys('10 credits');
    await kim.customer.sees('Paid: 10 credits');
    await asks('/note prefers mornings', kim.topic);
    await asks('/gift 3 sorry', kim.topic);
    await cardShows(/22 credits \(10 paid, 12 given\)/);
    await cardShows(/Lifetime spend: \$[\d.]+ · last \$[\d.]+ on /);
    await cardShows(/• \w+ \d+, \d{4}, Ada: prefers mornings/);
    expect(cardText()).toContain('Not assigned');
    expect(kim.buttons()).toEqual(['Ban', 'Gift Credits', 'Refund', 'Note', 'Assign', 'Close']);
  });

  it('/assign names who takes care, mentions them once, and the card says so', async () => {
    expect((await asks('/assign @max', kim.topic)).text).toContain('I have not seen @max');
    const word = group.writes(kim.topic, '// I can help', { by: group.member });
    const answer = await asks('/assign', kim.topic, { replyTo: word });
    expect(answer.text).toBe('🙋 Assigned to Max.');
    await cardShows('🙋 Assigned to Max');
    expect((await asks('/assign', kim.topic, { replyTo: word })).text).toBe('That is so already.');
    expect((await asks('/assign me', kim.topic, { by: group.member })).text).toBe('That is so already.');
    expect((await asks('/assign', kim.topic)).text).toContain('Write /assign me');
    expect((await asks('/assign me')).text).toContain('in the topic of a customer');
    await asks('/assign off', kim.topic);
    await cardShows('Not assigned');
  });

  it('the card’s buttons assign, close, reopen and ask for a note that stays in the group', async () => {
    await group.press(await group.card(kim.topic), 'Assign', group.member).answered();
    await group.waitFor(() => kim.buttons().includes('Me'), 'the choice');
    await group.press(await group.card(kim.topic), 'Me', group.member).answered();
    await cardShows('🙋 Assigned to Max');
    const twice = [0, 1].map(async () =>
      group.press(await group.card(kim.topic), 'Close', group.member).answered(),
    );
    const texts = (await Promise.all(twice)).map(({ text }) => text);
    expect(texts).toEqual([
      '✅ Conversation closed. A new message of the customer reopens it.',
      'This conversation is closed already.',
    ]);
    await group.waitFor(() => kim.buttons().includes('Reopen'), 'a closed card');
    await group.press(await group.card(kim.topic), 'Reopen', group.member).answered();
    await group.waitFor(() => kim.buttons().includes('Close'), 'an open card');
    await group.press(await group.card(kim.topic), 'Note', group.member).answered();
    const question = await group.sees(kim.topic, 'Answer this message with your note');
    await calm(product);
    expect(
      (await asks('likes tea', kim.topic, { by: group.member, replyTo: question.message_id })).text,
    ).toContain('Note kept');
    // An urgent change takes the note along; by itself it would wait for the card's pause.
    await asks('/assign off', kim.topic);
    await cardShows('Max: likes tea');
    expect(kim.customer.chat().filter(({ text }) => text.includes('tea'))).toEqual([]);
    const stranger = product.telegram.actors.createUser({ firstName: 'Stranger' }).id;
    for (const button of ['Note', 'Assign', 'Close']) {
      const answer = await group.press(await group.card(kim.topic), button, stranger).answered();
      expect(answer.text).toContain('Your role here is to read');
    }
    product.telegram.journal.clear();
  });

  it('/user finds a customer by id, @name and name, and asks when it is not clear who', async () => {
    const lee = product.customer('Lee', 'en', 'lee_one');
    const other = product.customer('Lee', 'en');
    for (const person of [lee, other]) person.start();
    await Promise.all([lee, other].map((person) => person.sees('credits')));
    expect((await asks('/user @LEE_one')).text).toContain('no topic');
    expect((await asks(`/user ${kim.customer.id}`)).text).toContain('👤 Kim');
    const byName = await asks('/user kim');
    expect(byName.text).toContain('22 credits');
    expect(byName.buttons.flat()[0]?.['url']).toContain(`/${kim.topic}`);
    const both = await asks('/user lee');
    expect(both.text).toContain('More than one');
    expect(both.text).toContain(`/user ${lee.id}`);
    for (const nobody of ['@nobody', '999', 'a\u202eb <b>', 'x'.repeat(200), "' or 1=1 --"])
      expect((await asks(`/user ${nobody}`)).text).toContain('No customer is called');
    expect((await asks('/user')).text).toContain('Write /user');
  });

  it('/audit tells who did what when, page by page, for one customer or one of the team', async () => {
    const first = await asks(`/audit ${kim.customer.id}`, 0, { by: group.member });
    expect(first.text).toMatch(/Ada · gift · Kim: credits 19 → given 3, credits 22 · “sorry”/);
    expect(first.text).toContain('Max · assigned · Kim');
    const mine = await asks('/audit by me', 0, { by: group.member });
    expect(mine.text).not.toContain('Ada ·');
    for (let n = 1; n <= 11; n += 1) group.writes(0, `/settings low_balance ${n + 10}`);
    await group.waitFor(
      () => group.general().some(({ text }) => text.includes('→ 21 credits')),
      'the last change',
    );
    const page = await asks('/audit');
    expect(page.text.match(/• /g)).toHaveLength(10);
    await group.press(page, 'Older »', group.member).answered();
    const now = (): VisibleMessage | undefined =>
      group.general().find(({ message_id }) => message_id === page.message_id);
    await group.waitFor(() => now()?.text.includes('gift · Kim') === true, 'older entries');
    const stranger = product.telegram.actors.createUser({ firstName: 'Stranger' }).id;
    const forged = product.telegram.actors.pressData(stranger, group.id, page, 'audit:0:0:0');
    expect((await forged.answered()).showAlert).toBe(true);
    expect((await asks('/audit @nobody')).text).toContain('No customer');
    expect((await asks('/audit by')).text).toContain('Write /audit');
    product.telegram.journal.clear();
  });

  it('/role makes a viewer, who is told once and reaches nobody, and a lowered administrator has no rights over money', async () => {
    expect((await asks('/role @ada viewer', 0, { by: group.member })).text).toContain(
      'Only the owner and admins',
    );
    expect((await asks('/role @ada viewer')).text).toContain('Nobody changes their own role');
    expect((await asks('/role viewer')).text).toContain('Write /role');
    expect((await asks('/role @nobody viewer')).text).toContain('I have not seen');
    const word = group.writes(0, 'hello all', { by: group.member });
    expect((await asks('/role viewer', 0, { replyTo: word })).text).toContain('Max: as in Telegram → viewer');
    expect((await asks('may I?', kim.topic, { by: group.member })).text).toContain(
      'the customer got nothing',
    );
    group.writes(kim.topic, 'and now?', { by: group.member });
    group.writes(kim.topic, 'From Ada');
    await kim.customer.sees('From Ada');
    await calm(product);
    expect(kim.customer.chat().filter(({ text }) => /may I|and now/.test(text))).toEqual([]);
    expect(group.messages(kim.topic).filter(({ text }) => text.includes('I say this once'))).toHaveLength(1);
    expect((await asks('/close', kim.topic, { by: group.member })).text).toContain(
      'Your role here is to read',
    );

    const bea = product.telegram.actors.createUser({ firstName: 'Bea', username: 'bea' });
    product.telegram.actors.addMember({ id: group.id }, bea, { status: 'administrator' });
    await calm(product);
    expect((await asks('/gift 1', kim.topic, { by: bea.id })).text).toContain('given by Bea');
    await asks('/role @bea moderator');
    expect((await asks('/gift 1', kim.topic, { by: bea.id })).text).toContain('Only administrators');
    await asks('/role @bea admin');
    expect((await asks('/gift 1', kim.topic, { by: bea.id })).text).toContain('given by Bea');

    await asks('/role admin', 0, { replyTo: word });
    expect((await asks('/gift 1', kim.topic, { by: group.member })).text).toContain('Only administrators');
  });

  it('who leaves the group has no role when they come back', async () => {
    const word = group.writes(0, 'bye', { by: group.member });
    await asks('/role viewer', 0, { replyTo: word });
    product.telegram.actors.leave({ id: group.member }, { id: group.id });
    await calm(product);
    expect(await product.rows(`select 1 from team_members where telegram_id = $1`, [group.member])).toEqual(
      [],
    );
    product.telegram.actors.addMember({ id: group.id }, { id: group.member }, { status: 'member' });
    group.writes(kim.topic, 'I am back', { by: group.member });
    await kim.customer.sees('I am back');
  });
});
