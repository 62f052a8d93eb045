import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { calm, calmWithoutTrouble } from '../support/calm.js';
import type { Group } from '../support/group.js';
import { Product } from '../support/product.js';
import { SupportThread, untouched } from '../support/support-thread.js';

describe('presses on a customer’s card', () => {
  let product: Product;
  let group: Group;

  beforeAll(async () => {
    product = await Product.start();
    ({ group } = product);
  });
  afterEach(async () => {
    await calmWithoutTrouble(product);
  });
  afterAll(async () => {
    await product.stop();
  });

  it('Ban and Gift refuse plain members and strangers with an alert, and nothing changes', async () => {
    const kim = await SupportThread.open(product);
    await calm(product);
    const stranger = product.telegram.actors.createUser({ firstName: 'Stranger' }).id;
    for (const by of [group.member, stranger]) {
      for (const button of ['Ban', 'Gift Credits']) {
        const answer = await group.press(kim.card, button, by).answered();
        expect(answer).toMatchObject({
          text: 'Only administrators of this group can do that.',
          showAlert: true,
        });
      }
    }
    const given = `give:${kim.id}:10:1`;
    const forged = product.telegram.actors.pressData(group.member, group.id, kim.card, given);
    expect((await forged.answered()).text).toContain('Only administrators');
    await calm(product);
    expect(await kim.state()).toEqual(untouched);
    expect((await group.card(kim.topic)).buttons).toEqual(kim.card.buttons);
    for (const command of ['/ban', '/gift 10', '/unban'])
      group.writes(kim.topic, command, { by: group.member });
    await group.waitFor(
      () => group.messages(kim.topic).filter(({ text }) => text.includes('Only administrators')).length === 3,
      'three refusals',
    );
    expect(await kim.state()).toEqual(untouched);
  });

  it('an administrator’s forged data changes nothing and is answered', async () => {
    const [kim, other] = [await SupportThread.open(product), await SupportThread.open(product)];
    const [id, foreign] = [kim.id, other.id];
    await calm(product);
    const forged = [
      `ban:${foreign}`,
      `gift:${foreign}`,
      `give:${foreign}:10:1`,
      'ban:999999999999999',
      'ban:9999999999999999999999',
      'ban:0',
      'ban:-1',
      'ban:1e3',
      'ban:abc',
      'ban:',
      `ban:${id}:more`,
      `give:${id}:0:1`,
      `give:${id}:7:1`,
      `give:${id}:999999:1`,
      `give:${id}:10:`,
      `give:${id}:10:${'x'.repeat(33)}`,
      `give:${id}:-10:1`,
      '\u0000\u0001',
      '😀'.repeat(16),
      'x'.repeat(5_000),
      'start',
      'buy:credits_10',
      '',
    ];
    for (const data of forged) {
      const press = product.telegram.actors.pressData(group.administrator, group.id, kim.card, data);
      expect({ data, text: (await press.answered()).text }).toMatchObject({
        data,
        text: expect.stringContaining('out of date') as unknown,
      });
    }
    await calm(product);
    expect([await kim.state(), await other.state()]).toEqual([untouched, untouched]);
  });

  it('a card’s button pressed in another place, or under a card that is gone, finds its own customer or nobody', async () => {
    const kim = await SupportThread.open(product);
    await calm(product);
    const elsewhere = group.writes(0, 'General talk');
    const press = product.telegram.actors.pressData(
      group.administrator,
      group.id,
      elsewhere,
      `ban:${kim.id}`,
    );
    expect((await press.answered()).text).toContain('out of date');
    expect(await kim.state()).toEqual(untouched);
  });

  it('a gift pressed five times at once, and sent again under a new number, is one gift', async () => {
    const kim = await SupportThread.open(product);
    await group.press(kim.card, 'Gift Credits').answered();
    await group.waitFor(() => kim.buttons().includes('+10'), 'the amounts');
    const amounts = await group.card(kim.topic);
    const presses = Array.from({ length: 5 }, () => group.press(amounts, '+10'));
    const answers = await Promise.all(presses.map((press) => press.answered()));
    expect(answers[0]?.text).toBe('🎁 10 credits given. Balance: 19 credits');
    await kim.customer.sees('You received 10 credits as a gift');
    await product.telegram.actors.repress(presses[0] as (typeof presses)[number]).answered();
    await calm(product);
    expect(await kim.state()).toEqual({ credits: 19, banned: false, logged: 1 });
    expect(answers.slice(1).map(({ text }) => text)).toEqual(
      Array.from({ length: 4 }, () => 'Done already.'),
    );
    expect(kim.customer.chat().filter(({ text }) => text.includes('as a gift'))).toHaveLength(1);
    product.telegram.journal.clear();
  });

  it('Ban pressed three times is one ban, and a stale Ban says what is', async () => {
    const kim = await SupportThread.open(product);
    const presses = Array.from({ length: 3 }, () => group.press(kim.card, 'Ban'));
    const texts = (await Promise.all(presses.map((press) => press.answered()))).map(({ text }) => text);
    expect(texts).toEqual([
      expect.stringContaining('Banned.'),
      'This customer is banned already.',
      'This customer is banned already.',
    ]);
    expect(await kim.state()).toMatchObject({ banned: true, logged: 1 });
    const data = `unban:${kim.id}`;
    const unban = (): ReturnType<Group['press']> =>
      product.telegram.actors.pressData(group.administrator, group.id, kim.card, data);
    expect((await unban().answered()).text).toContain('No longer banned');
    expect((await unban().answered()).text).toContain('not banned');
    expect(await kim.state()).toMatchObject({ banned: false, logged: 2 });
  });
});
