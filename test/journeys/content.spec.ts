import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DropUnpaidUnlocksHandler } from '../../src/telegram/handlers/drop-unpaid-unlocks.handler.js';
import { calmWithoutTrouble } from '../support/calm.js';
import { ContentCustomer } from '../support/content-customer.js';
import { ContentDesk } from '../support/content-desk.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

describe('locked content', () => {
  let product: Product;
  let desk: ContentDesk;

  beforeAll(async () => {
    product = await Product.start();
    desk = new ContentDesk(product);
  });
  afterAll(async () => {
    await calmWithoutTrouble(product);
    expect(await product.violations()).toEqual([]);
    await product.stop();
  });

  const arrives = (name: string, language = 'en'): Promise<ContentCustomer> =>
    ContentCustomer.arrive(product, name, language);

  /** Somebody who has written once, so that there is a topic; that cost a credit. */
  async function known(name: string): Promise<{ person: ContentCustomer; topic: number }> {
    const { customer, topic } = await SupportThread.open(product, name);
    return { person: new ContentCustomer(product, customer), topic };
  }

  it('is locked in a topic, offered, unlocked once and opened again for free', async () => {
    const { person: kim, topic } = await known('Kim');
    const { customer } = kim;
    const photo = desk.posts(topic, '// for Kim only');
    const id = await desk.locks(topic, photo, '5 Sunset <set>');
    const answer = await product.group.sees(topic, `Locked as #${id}`);
    expect(answer.text).toContain('Offered to this customer');
    expect(answer.text).toContain(`https://t.me/local_bot?start=item_${id}`);

    const teaser = await customer.sees('Sunset <set>');
    expect(teaser.text).toContain('📷 photo · 5 credits');
    expect(kim.content).toEqual([]);
    const press = await customer.press(teaser, '🔓 Unlock for 5 credits').answered();
    expect(press.text).toContain('Here it comes');
    const [copy] = await kim.has(1);
    expect(copy).toMatchObject({ kind: 'photo', isProtected: true, text: '' });
    expect(copy?.copiedFrom).toEqual({ chatId: product.group.id, messageId: photo });
    await kim.isLeftWith(4);

    const opened = await customer.sees('open it again for free');
    expect(opened.message_id).toBe(teaser.message_id);
    await customer.press(opened, '📂 Open again').answered();
    await kim.has(2);
    const presses = await Promise.all(
      [1, 2, 3].map(() => customer.press(opened, '📂 Open again').answered()),
    );
    for (const { text } of presses) expect(text).toContain('It is here already');
    customer.start(`item_${id}`);
    await customer.sees('It is here already');
    await kim.has(2);
    await product.rows(`update sent_notices set created_at = created_at - interval '1 minute'`);
    customer.start(`item_${id}`);
    await kim.has(3);
    await kim.isLeftWith(4);

    customer.says('/history');
    expect((await customer.sees('Your last movements')).text).toMatch(/−5 content: Sunset <set> → 4/);
    expect((await desk.answerTo(topic, '/info')).text).toContain('Unlocked: 1 item for 5 credits');
  });

  it('waits for credits when there are too few, and opens by itself once they are paid', async () => {
    const lea = await arrives('Lea');
    const teaser = await lea.finds(await desk.sells('25 Long film'));
    lea.customer.press(teaser, '🔓 Unlock for 25 credits');
    const short = await lea.customer.sees(
      '“Long film” costs 25 credits. You have 10 credits. Missing: 15 credits.',
    );
    expect(short.text).toContain('unlocks by itself');
    expect(lea.content).toEqual([]);
    expect(await lea.account()).toEqual({ credits: 10, held: 0 });
    lea.customer.pays(lea.customer.pageOf(short, '25 credits'));
    await lea.has(1);
    await lea.isLeftWith(10);
    expect((await lea.customer.sees('open it again for free')).message_id).toBe(teaser.message_id);
  });

  it('lets go of an unlock that nobody paid for within a day', async () => {
    const mia = await arrives('Mia');
    const id = await desk.sells('30 Another film');
    mia.unlocks(await mia.finds(id));
    await mia.customer.sees('Missing: 20 credits');
    await product.rows(
      `update content_unlocks set created_at = created_at - interval '25 hours' where item_id = $1`,
      [id],
    );
    await product.part(DropUnpaidUnlocksHandler).handle();
    await mia.customer.sees('“Another film” was not unlocked, because 24 hours have passed');
    await mia.customer.buys('25 credits');
    await mia.customer.sees('Your balance: 35 credits');
    expect(mia.content).toEqual([]);
  });

  it('lets go of a waiting unlock whose item is hidden when the credits come', async () => {
    const ida = await arrives('Ida');
    const id = await desk.sells('12 Withdrawn');
    ida.unlocks(await ida.finds(id));
    const short = await ida.customer.sees('Missing: 2 credits');
    product.group.press(await desk.answerTo(0, `/content ${id}`), '🙈 Hide');
    await product.group.sees(0, 'Withdrawn · 🙈 hidden');
    ida.customer.pays(ida.customer.pageOf(short, '10 credits'));
    await ida.customer.sees('“Withdrawn” is not available any more, so it was not unlocked');
    await ida.isLeftWith(20);
    expect(ida.content).toEqual([]);
  });

  it('welcomes a new customer who comes by a link, before they spend anything', async () => {
    const noa = new ContentCustomer(product, product.customer('Noa'));
    const teaser = await noa.finds(await desk.sells('4 Trailer'));
    expect(teaser.text).toContain('You have 10 credits to start with');
    noa.unlocks(teaser);
    await noa.has(1);
    await noa.isLeftWith(6);
  });

  it('sells an album whole, without the caption behind //', async () => {
    const { person: ola, topic } = await known('Ola');
    const parts = await desk.postsAlbum(topic, [
      { kind: 'photo', caption: '// our set' },
      { kind: 'video' },
      { kind: 'photo' },
    ]);
    await desk.locks(topic, parts[1] ?? 0, '3 Three of them');
    const teaser = await ola.customer.sees('Three of them');
    expect(teaser.text).toContain('🖼 album, 3 parts');
    ola.unlocks(teaser);
    const copies = await ola.has(3);
    expect(copies.map(({ kind, text }) => [kind, text])).toEqual([
      ['photo', ''],
      ['video', ''],
      ['photo', ''],
    ]);
    expect(new Set(copies.map(({ mediaGroupId }) => mediaGroupId)).size).toBe(1);
    // Nothing of the album went to the customer by itself.
    expect(ola.customer.chat().filter(({ kind }) => kind === 'photo' || kind === 'video')).toHaveLength(3);
    await ola.isLeftWith(6);
  });

  it('an album whose note comes with its last part stays in the group as well', async () => {
    const { person: uma, topic } = await known('Uma');
    const parts = await desk.postsAlbum(topic, [{ kind: 'photo' }, { kind: 'photo', caption: '// a note' }]);
    const id = await desk.locks(topic, parts[0] ?? 0, '3 Late note');
    await uma.customer.sees('Late note');
    await calmWithoutTrouble(product);
    expect(uma.customer.chat().filter(({ kind }) => kind === 'photo')).toEqual([]);
    uma.unlocks(await uma.finds(id));
    expect(await uma.has(2)).toMatchObject([{ text: '' }, { text: '' }]);
  });

  it('keeps captions that are no notes, alone and in an album', async () => {
    const ron = await arrives('Ron');
    ron.unlocks(await ron.finds(await desk.locks(0, desk.posts(0, 'At the beach'), '2 One')));
    expect((await ron.has(1))[0]?.text).toBe('At the beach');
    const parts = await desk.postsAlbum(0, [{ kind: 'photo', caption: 'First' }, { kind: 'video' }]);
    ron.unlocks(await ron.finds(await desk.locks(0, parts[0] ?? 0, '2 Two')));
    expect((await ron.has(3)).map(({ text }) => text)).toEqual(['At the beach', 'First', '']);
  });

  it('sells a text behind // without its mark', async () => {
    const { person: pia, topic } = await known('Pia');
    const secret = product.group.writes(topic, '// the secret recipe');
    await desk.locks(topic, secret, '2 Recipe');
    pia.customer.press(await pia.customer.sees('Recipe'), '🔓 Unlock for 2 credits');
    expect((await pia.has(1))[0]?.text).toBe('the secret recipe');
    await pia.isLeftWith(7);
  });

  it('sells the same item to two customers, each for themselves', async () => {
    const id = await desk.sells('5 Shared');
    const people = [await arrives('Ann'), await arrives('Bob')];
    for (const person of people) person.unlocks(await person.finds(id));
    for (const person of people) {
      await person.has(1);
      await person.isLeftWith(5);
    }
  });

  it('costs the same while a pass runs', async () => {
    const zoe = await arrives('Zoe');
    await zoe.customer.buys('Day pass');
    await zoe.customer.sees('Messages are free until');
    zoe.unlocks(await zoe.finds(await desk.sells('5 Not in the pass')));
    await zoe.has(1);
    await zoe.isLeftWith(5);
  });

  it.each([
    ['es', '🔓 Desbloquear por 5 créditos', 'foto · 5 créditos', 'puedes abrirlo de nuevo gratis'],
    ['ru', '🔓 Открыть за 5 кредитов', 'фото · 5 кредитов', 'снова открыть можно бесплатно'],
  ])('speaks %s', async (language, button, kind, unlocked) => {
    const person = await arrives('Lin', language);
    const teaser = await person.finds(await desk.sells('5'));
    expect(teaser.text).toContain(kind);
    person.customer.press(teaser, button);
    await person.customer.sees(unlocked);
    await person.has(1);
  });
});
