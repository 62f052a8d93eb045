import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { DropContacts } from '../../src/conversations/contacts/drop-contacts.cron.js';
import { Transactor } from '../../src/database/transactor.js';
import { SettingsService } from '../../src/users/settings/settings.service.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';
import { SpamDesk } from '../support/spam-desk.js';
import { SupportThread } from '../support/support-thread.js';

const day = 24 * 60 * 60_000;

describe('the first message of somebody unknown, approved by a moderator', () => {
  let product: Product;
  let desk: SpamDesk;
  /** A flood goes by the time that Telegram gives messages. */
  const passes = (ms: number): void => {
    product.advance(ms);
    product.telegram.clock.advance(ms);
  };
  const set = (key: 'first_contact' | 'flood_limit', value: string | number): Promise<void> =>
    product.part(Transactor).run((tx) => product.part(SettingsService).change(tx, key, value, 'test'));
  beforeAll(async () => {
    product = await Product.start();
    desk = new SpamDesk(product);
    await set('first_contact', 'hold');
  });
  afterEach(async () => {
    await calm(product);
    expect(await product.rows('select kind, error from dead_lane_items')).toEqual([]);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const hasTopic = ({ id }: Customer): boolean =>
    product.group.topics().some(({ name }) => name.endsWith(String(id)));
  const copiesOf = async (customer: Customer): Promise<string[]> =>
    product.group.copies(await product.group.topicOf(customer)).map(({ text }) => text);
  const statuses = async ({ id }: Customer): Promise<string[]> =>
    (
      await product.rows<{ status: string }>(`select status from messages where chat_id = $1 order by id`, [
        id,
      ])
    ).map(({ status }) => status);

  it('waits as a card, and crosses with the others once somebody approves', async () => {
    const ann = product.customer('Ann <3', 'en', 'ann');
    ann.says('buy <b>cheap</b> things');
    const card = await desk.cardOf(ann);
    expect(card.text).toContain('buy <b>cheap</b> things');
    await ann.sees('one of us has a quick look');
    ann.says('really');
    await calm(product);
    expect(hasTopic(ann)).toBe(false);
    expect(ann.chat().filter(({ isFromBot }) => isFromBot)).toHaveLength(1);

    // Somebody outside cannot, made-up data does nothing, and a ban needs an administrator.
    const stranger = product.telegram.actors.createUser({ firstName: 'Mallory' });
    expect((await product.group.press(card, 'Approve', stranger.id).answered()).text).toContain('to read');
    const madeUp = product.telegram.actors.pressData(
      product.group.administrator,
      product.group.id,
      card.message_id,
      'spam:approve:999999',
    );
    expect((await madeUp.answered()).text).toContain('out of date');
    expect((await product.group.press(card, 'Ban', product.group.member).answered()).text).toContain(
      'Only administrators',
    );
    expect(await statuses(ann)).toEqual(['held', 'held']);

    const presses = [1, 2].map(() => product.group.press(card, 'Approve', product.group.member).answered());
    const answers = (await Promise.all(presses)).map(({ text = '' }) => text).sort();
    expect(answers[0]).toContain('decided already');
    expect(answers[1]).toContain('Approved');
    await ann.sees('go straight to our team');
    await desk.cardOf(ann, 'Approved by Max');
    await calm(product);
    expect(await copiesOf(ann)).toEqual(['buy <b>cheap</b> things', 'really']);
    ann.says('thanks');
    await calm(product);
    expect(await copiesOf(ann)).toEqual(['buy <b>cheap</b> things', 'really', 'thanks']);
    expect(desk.cardsOf(ann)).toHaveLength(1);
    expect(await product.rows(`select actor_name, after from audit_log where action = 'approve'`)).toEqual([
      { actor_name: 'Max', after: { messages: 2 } },
    ]);
  });

  it('stands under the card where a text does not say it all, and goes with the decision', async () => {
    const { actors } = product.telegram;
    const [kay, lou] = [product.customer('Kay'), product.customer('Lou')];
    await actors.sendAlbum(kay.id, [{ kind: 'photo', caption: 'look' }, { kind: 'photo' }]);
    actors.send(lou.id, 'voice', {});
    lou.says('did you hear?');
    const [card, other] = [await desk.cardOf(kay), await desk.cardOf(lou)];
    await product.group.waitFor(() => desk.samples().length === 2, 'a copy under each card');
    await calm(product);
    const shown = desk.samples().map(({ kind, replyTo }) => [kind, replyTo]);
    expect(shown.sort()).toEqual([
      ['photo', card.message_id],
      ['voice', other.message_id],
    ]);
    expect([await product.creditsOf(kay), await product.creditsOf(lou)]).toEqual([10, 10]);
    expect(await statuses(lou)).toEqual(['held', 'held']);
    product.group.press(card, 'Approve');
    product.group.press(other, 'Ban');
    await desk.cardOf(kay, 'Approved by');
    await desk.cardOf(lou, 'Banned: spam');
    await product.group.waitFor(() => desk.samples().length === 0, 'no copy any more');
    await calm(product);
    expect(product.group.copies(await product.group.topicOf(kay)).map(({ kind }) => kind)).toEqual([
      'photo',
      'photo',
    ]);
    expect([await product.creditsOf(kay), await product.creditsOf(lou)]).toEqual([6, 10]);
    expect(hasTopic(lou)).toBe(false);
    expect(await desk.drops(lou)).toEqual([
      { actor_name: 'Ada', reason: 'banned', after: { messages: 2, text: 1, voice: 1 } },
    ]);
  });

  it('is banned from the card, which lifts the ban, too', async () => {
    const ben = product.customer('Ben', 'ru');
    ben.says('spam');
    const card = await desk.cardOf(ben);
    product.group.press(card, 'Ban');
    await desk.cardOf(ben, 'Banned: spam');
    await calm(product);
    expect(await statuses(ben)).toEqual(['refused']);
    const old = product.telegram.actors.pressData(
      product.group.administrator,
      product.group.id,
      card.message_id,
      String(card.buttons[0]?.[0]?.['callback_data']),
    );
    expect((await old.answered()).text).toContain('decided already');
    ben.says('more spam');
    await calm(product);
    expect(hasTopic(ben)).toBe(false);
    product.group.press(await desk.cardOf(ben, 'Banned'), 'Unban');
    await desk.cardOf(ben, 'No longer banned');
    ben.says('sorry');
    await product.group.waitFor(() => desk.cardsOf(ben).length === 2, 'a new card');
    expect(desk.cardsOf(ben)[1]?.text).toContain('sorry');
  });

  it('makes one topic for all, which comes again with its cards when it was deleted', async () => {
    const cid = product.customer('Cid');
    const dora = product.customer('Dora');
    cid.says('one');
    dora.says('two');
    await desk.cardOf(cid);
    await desk.cardOf(dora);
    await calm(product);
    expect(desk.topics()).toHaveLength(1);
    const [topic = 0] = desk.topics();
    product.telegram.actors.deleteTopic(product.group.id, topic);
    const eli = product.customer('Eli');
    eli.says('three');
    await Promise.all([desk.cardOf(eli), desk.cardOf(cid), desk.cardOf(dora)]);
    await calm(product);
    expect(desk.topics()).toHaveLength(1);
    expect([cid, dora, eli].map((person) => desk.cardsOf(person).length)).toEqual([1, 1, 1]);
    product.group.press(await desk.cardOf(cid), 'Approve');
    await calm(product);
    expect(await copiesOf(cid)).toEqual(['one']);
    // What is written there reaches nobody.
    product.group.writes(desk.topics()[0] ?? 0, 'hello?');
    await product.group.sees(desk.topics()[0] ?? 0, 'belongs to no customer');
  });

  it('is let through for whoever pays, and let go after a week', async () => {
    const fay = product.customer('Fay');
    const gus = product.customer('Gus');
    fay.says('before');
    gus.says('hello');
    await desk.cardOf(fay);
    await desk.cardOf(gus);
    await fay.buys('10 credits');
    await desk.cardOf(fay, 'they have paid');
    await product.group.topicOf(fay);
    passes(7 * day + 1);
    await product.part(DropContacts).handle();
    await gus.sees('was not passed on');
    await desk.cardOf(gus, 'Nobody decided in time');
    await calm(product);
    expect(await statuses(gus)).toEqual(['refused']);
    expect(await desk.drops(gus)).toEqual([
      { actor_name: 'the bot', reason: 'nobody decided in time', after: { messages: 1, text: 1 } },
    ]);
    expect(await copiesOf(fay)).toEqual(['before']);
  });

  it('leaves no card of somebody who had their data erased', async () => {
    const hal = product.customer('Hal');
    product.telegram.actors.send(hal.id, 'photo', { caption: 'my secret' });
    await desk.cardOf(hal, 'my secret');
    await calm(product);
    const seen = (): boolean => desk.messages().some(({ text }) => text.includes('my secret'));
    expect(seen()).toBe(true);
    hal.says('/privacy');
    hal.press(await hal.sees('Your data'), '🗑 Erase my data');
    hal.press(await hal.sees('Erase everything'), '🗑 Yes, erase everything');
    await hal.sees('Everything about you is erased');
    await product.group.waitFor(() => desk.cardsOf(hal).length === 0, 'no card');
    await product.group.waitFor(() => !seen(), 'no copy');
    expect(await product.rows(`select 1 from first_contacts where preview like '%secret%'`)).toEqual([]);
  });

  it('shows who floods, on one line, with a way to ban them', async () => {
    await set('flood_limit', 2);
    await set('first_contact', 'off');
    const ivy = product.customer('Ivy');
    for (const text of ['1', '2', '3', '4', '5']) ivy.says(text);
    const line = await desk.cardOf(ivy, 'too fast');
    await calm(product);
    expect(desk.cardsOf(ivy)).toHaveLength(1);
    expect((await product.group.press(line, 'Ban', product.group.member).answered()).text).toContain(
      'Only administrators',
    );
    product.group.press(line, 'Ban');
    await desk.cardOf(ivy, /3 messages not passed on\n⛔️ Banned: spam/);
    expect(desk.cardsOf(ivy)).toHaveLength(1);
  });

  it('has “spam” at hand for a ban without a reason', async () => {
    const { topic } = await SupportThread.open(product, 'Joe');
    const bans = (): VisibleMessage[] =>
      product.group.messages(topic).filter(({ isPinned, text }) => !isPinned && text.includes('Banned'));
    product.group.writes(topic, '/ban');
    await product.group.waitFor(() => bans().length === 1, 'an answer');
    const [answer] = bans() as [VisibleMessage];
    const refused = await product.group.press(answer, 'Reason: spam', product.group.member).answered();
    expect(refused.text).toContain('Only administrators');
    const presses = [1, 2].map(() => product.group.press(answer, 'Reason: spam').answered());
    await Promise.all(presses);
    await product.group.waitFor(() => bans()[0]?.text.startsWith('⛔️ Banned: spam') === true, 'the reason');
    expect(
      await product.rows(
        `select action, reason from audit_log where user_id = (select id from users where first_name = 'Joe') order by id`,
      ),
    ).toEqual([
      { action: 'ban', reason: null },
      { action: 'ban_reason', reason: 'spam' },
    ]);
  });
});
