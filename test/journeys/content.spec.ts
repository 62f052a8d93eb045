import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DropUnpaidUnlocksHandler } from '../../src/telegram/handlers/drop-unpaid-unlocks.handler.js';
import { ContentDesk, contentOf, hasContent } from '../support/content-desk.js';
import { calmWithoutTrouble } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
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

  async function arrives(name: string, languageCode = 'en'): Promise<Customer> {
    const customer = product.customer(name, languageCode);
    customer.start();
    await customer.waitFor(() => customer.chat().length >= 2, 'a greeting');
    return customer;
  }

  async function account(customer: Customer): Promise<{ credits: number; held: number }> {
    const [row] = await product.rows<{ credits: number; held: number }>(
      `select a.credits::int, a.held::int from credit_accounts a join users u on u.id = a.user_id
       where u.telegram_id = $1`,
      [customer.id],
    );
    return row ?? { credits: -1, held: -1 };
  }

  async function settled(customer: Customer, credits: number): Promise<void> {
    await expect.poll(() => account(customer), { timeout: 15_000 }).toEqual({ credits, held: 0 });
  }

  it('is locked in a topic, offered, unlocked once and opened again for free', async () => {
    const { customer: kim, topic } = await SupportThread.open(product);
    const photo = desk.posts(topic, '// for Kim only');
    const id = await desk.locks(topic, photo, '5 Sunset <set>');
    const answer = await product.group.sees(topic, `Locked as #${id}`);
    expect(answer.text).toContain('Offered to this customer');
    expect(answer.text).toContain(`https://t.me/local_bot?start=item_${id}`);

    const teaser = await kim.sees('Sunset <set>');
    expect(teaser.text).toContain('📷 photo · 5 credits');
    expect(contentOf(kim)).toEqual([]);
    const press = await kim.press(teaser, '🔓 Unlock for 5 credits').answered();
    expect(press.text).toContain('Here it comes');
    const [copy] = await hasContent(kim, 1);
    expect(copy).toMatchObject({ kind: 'photo', isProtected: true, text: '' });
    expect(copy?.copiedFrom).toEqual({ chatId: product.group.id, messageId: photo });
    await settled(kim, 4);

    const opened = await kim.sees('open it again for free');
    expect(opened.message_id).toBe(teaser.message_id);
    await kim.press(opened, '📂 Open again').answered();
    await hasContent(kim, 2);
    kim.start(`item_${id}`);
    await hasContent(kim, 3);
    await settled(kim, 4);

    kim.says('/history');
    expect((await kim.sees('Your last movements')).text).toMatch(/−5 content: Sunset <set> → 4/);
    expect((await desk.answerTo(topic, '/info')).text).toContain('Unlocked: 1 item for 5 credits');
  });

  it('waits for credits when there are too few, and opens by itself once they are paid', async () => {
    const lea = await arrives('Lea');
    const id = await desk.sells('25 Long film');
    lea.start(`item_${id}`);
    lea.press(await lea.sees('Long film'), '🔓 Unlock for 25 credits');
    const short = await lea.sees('“Long film” costs 25 credits. You have 10 credits. Missing: 15 credits.');
    expect(short.text).toContain('unlocks by itself');
    expect(contentOf(lea)).toEqual([]);
    expect(await account(lea)).toEqual({ credits: 10, held: 0 });
    lea.pays(lea.pageOf(short, '25 credits'));
    await hasContent(lea, 1);
    await settled(lea, 10);
  });

  it('lets go of an unlock that nobody paid for within a day', async () => {
    const mia = await arrives('Mia');
    const id = await desk.sells('30 Another film');
    mia.start(`item_${id}`);
    mia.press(await mia.sees('Another film'), '🔓 Unlock for 30 credits');
    await mia.sees('Missing: 20 credits');
    await product.rows(
      `update content_unlocks set created_at = created_at - interval '25 hours' where item_id = $1`,
      [id],
    );
    await product.part(DropUnpaidUnlocksHandler).handle();
    await mia.sees('“Another film” was not unlocked, because 24 hours have passed');
    await mia.buys('25 credits');
    await mia.sees('Your balance: 35 credits');
    expect(contentOf(mia)).toEqual([]);
  });

  it('welcomes a new customer who comes by a link, before they spend anything', async () => {
    const id = await desk.sells('4 Trailer');
    const noa = product.customer('Noa');
    noa.start(`item_${id}`);
    const teaser = await noa.sees('Trailer');
    expect(teaser.text).toContain('You have 10 credits to start with');
    noa.press(teaser, '🔓 Unlock for 4 credits');
    await hasContent(noa, 1);
    await settled(noa, 6);
  });

  it('sells an album whole, without the caption behind //', async () => {
    const { customer: ola, topic } = await SupportThread.open(product, 'Ola');
    const parts = await desk.postsAlbum(topic, [
      { kind: 'photo', caption: '// our set' },
      { kind: 'video' },
      { kind: 'photo' },
    ]);
    await desk.locks(topic, parts[1] ?? 0, '3 Three of them');
    const teaser = await ola.sees('Three of them');
    expect(teaser.text).toContain('🖼 album, 3 parts');
    ola.press(teaser, '🔓 Unlock for 3 credits');
    const copies = await hasContent(ola, 3);
    expect(copies.map(({ kind, text }) => [kind, text])).toEqual([
      ['photo', ''],
      ['video', ''],
      ['photo', ''],
    ]);
    expect(new Set(copies.map(({ mediaGroupId }) => mediaGroupId)).size).toBe(1);
    // Nothing of the album went to the customer by itself.
    expect(ola.chat().filter(({ kind }) => kind === 'photo' || kind === 'video')).toHaveLength(3);
    await settled(ola, 6);
  });

  it('sells a text behind // without its mark', async () => {
    const { customer: pia, topic } = await SupportThread.open(product, 'Pia');
    const secret = product.group.writes(topic, '// the secret recipe');
    await desk.locks(topic, secret, '2 Recipe');
    pia.press(await pia.sees('Recipe'), '🔓 Unlock for 2 credits');
    expect((await hasContent(pia, 1))[0]?.text).toBe('the secret recipe');
    await settled(pia, 7);
  });

  it('sells the same item to two customers, each for themselves', async () => {
    const id = await desk.sells('5 Shared');
    const [ann, bob] = [await arrives('Ann'), await arrives('Bob')];
    for (const customer of [ann, bob]) {
      customer.start(`item_${id}`);
      customer.press(await customer.sees('Shared'), '🔓 Unlock for 5 credits');
    }
    for (const customer of [ann, bob]) {
      await hasContent(customer, 1);
      await settled(customer, 5);
    }
  });

  it.each([
    ['es', '🔓 Desbloquear por 5 créditos', 'foto · 5 créditos', 'puedes abrirlo de nuevo gratis'],
    ['ru', '🔓 Открыть за 5 кредитов', 'фото · 5 кредитов', 'снова открыть можно бесплатно'],
  ])('speaks %s', async (language, button, kind, unlocked) => {
    const id = await desk.sells('5');
    const customer = await arrives('Lin', language);
    customer.start(`item_${id}`);
    const teaser = await customer.sees(kind);
    customer.press(teaser, button);
    await customer.sees(unlocked);
    await hasContent(customer, 1);
  });
});
