import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calm } from '../support/calm.js';
import { ContentCustomer } from '../support/content-customer.js';
import { ContentDesk } from '../support/content-desk.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

describe('locked content that cannot be delivered', () => {
  let product: Product;
  let desk: ContentDesk;

  beforeAll(async () => {
    product = await Product.start();
    desk = new ContentDesk(product);
  });
  afterAll(async () => {
    await calm(product);
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  it('costs nothing when its message was deleted; moderators hear of it and nobody else falls for it', async () => {
    const photo = desk.posts(0, '');
    const id = await desk.locks(0, photo, '5 Lost photo');
    const kim = await ContentCustomer.arrive(product, 'Kim');
    const teaser = await kim.finds(id);
    product.telegram.actors.deleteMessage(product.group.id, photo);
    kim.unlocks(teaser);
    const apology = await kim.customer.sees('“Lost photo” could not be delivered');
    expect(apology.text).toContain('5 credits went back to your balance');
    await kim.isLeftWith(10);
    expect(await kim.movements()).toEqual(['hold', 'release']);
    const alert = await product.group.sees(0, `could not be delivered: #${id} Lost photo`);
    expect(alert.text).toContain('its message was deleted here. It is hidden now.');
    expect(alert.text).toContain(`Kim (${kim.customer.id})`);

    kim.customer.says('/history');
    expect((await kim.customer.sees('Your last movements')).text).toContain(
      '+5 given back, content not delivered → 10',
    );
    const again = await kim.unlocks(teaser).answered();
    expect(again.text).toContain('not available any more');
    const lea = await ContentCustomer.arrive(product, 'Lea');
    lea.customer.start(`item_${id}`);
    await lea.customer.sees('This content is not available any more');
    expect((await desk.answerTo(0, '/content')).text).toContain('Lost photo · 📷 photo · 5 credits · 🗑');
  });

  it('a text behind // that was deleted costs nothing either', async () => {
    const { customer, topic } = await SupportThread.open(product, 'Tom');
    const secret = product.group.writes(topic, '// gone soon');
    await desk.locks(topic, secret, '3 Secret');
    const teaser = await customer.sees('Secret');
    product.telegram.actors.deleteMessage(product.group.id, secret);
    customer.press(teaser, '🔓 Unlock for 3 credits');
    await customer.sees('“Secret” could not be delivered');
    expect(customer.chat().filter(({ isProtected }) => isProtected)).toEqual([]);
  });

  it('nobody pays for less of an album than was offered, and whoever has paid gets what is left', async () => {
    const parts = await desk.postsAlbum(0, [{ kind: 'photo' }, { kind: 'photo' }, { kind: 'photo' }]);
    const id = await desk.locks(0, parts[0] ?? 0, '4 Three photos');
    const early = await ContentCustomer.arrive(product, 'Eve');
    early.unlocks(await early.finds(id));
    await early.has(3);
    const late = await ContentCustomer.arrive(product, 'Lou');
    const teaser = await late.finds(id);
    product.telegram.actors.deleteMessage(product.group.id, parts[1] ?? 0);
    early.customer.press(await early.customer.sees('open it again'), '📂 Open again');
    await early.has(5);
    late.unlocks(teaser);
    await late.customer.sees('“Three photos” could not be delivered');
    expect(late.content).toEqual([]);
    await late.isLeftWith(10);
    await early.isLeftWith(6);
  });

  it('gives the credits back when the customer has blocked the bot, and they can try again later', async () => {
    const id = await desk.sells('6 For later');
    const max = await ContentCustomer.arrive(product, 'Max');
    const teaser = await max.finds(id);
    const off = product.telegram.faults.add(
      { method: 'copyMessage', chatId: max.customer.id },
      { error: { code: 403, description: 'Forbidden: bot was blocked by the user' } },
    );
    max.unlocks(teaser);
    await expect.poll(() => max.movements(), { timeout: 15_000 }).toEqual(['hold', 'release']);
    await max.isLeftWith(10);
    off();
    max.customer.start();
    max.unlocks(await max.finds(id));
    await max.has(1);
    await max.isLeftWith(4);
  });

  it('gives nothing to banned customers, and back what was on its way', async () => {
    const id = await desk.sells('5 Not for everybody');
    const { customer, topic } = await SupportThread.open(product, 'Bea');
    customer.start(`item_${id}`);
    const teaser = await customer.sees('Not for everybody');
    const free = product.telegram.faults.add(
      { method: 'copyMessage', chatId: customer.id },
      { error: { code: 502, description: 'Bad Gateway' } },
    );
    customer.press(teaser, '🔓 Unlock for 5 credits');
    await eventually('the credits are set aside', async () => {
      const held = await product.rows(
        `select 1 from content_unlocks where item_id = $1 and status = 'held'`,
        [id],
      );
      return held.length === 1;
    });
    product.group.writes(topic, '/ban');
    await product.group.sees(topic, 'Banned. Their messages');
    free();
    await customer.sees('could not be delivered');
    const answer = await product.telegram.actors
      .pressData(customer.id, customer.id, teaser.message_id, `unlock:${id}:5`)
      .answered();
    expect(answer.text).toContain('You cannot unlock anything at the moment');
    const note = product.group.writes(topic, '// more');
    const locked = await desk.answerTo(topic, '/lock 5 More', note);
    expect(locked.text).toContain('Not offered, because this customer is banned');
    expect(customer.chat().filter(({ isProtected }) => isProtected)).toEqual([]);
  });

  it('says which price is right when it changed after the teaser', async () => {
    const id = await desk.sells('5 Price tag');
    const zoe = await ContentCustomer.arrive(product, 'Zoe');
    const teaser = await zoe.finds(id);
    const page = await desk.answerTo(0, `/content ${id} price 7`);
    expect(page.text).toContain('7 credits');
    const answer = await zoe.unlocks(teaser).answered();
    expect(answer).toMatchObject({
      text: 'The price has changed: it costs 7 credits now. Nothing was charged.',
      showAlert: true,
    });
    zoe.customer.press(await zoe.customer.sees(/Price tag[\s\S]*7 credits/), '🔓 Unlock for 7 credits');
    await zoe.has(1);
    await zoe.isLeftWith(3);
  });
});
