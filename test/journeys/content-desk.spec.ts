import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calmWithoutTrouble } from '../support/calm.js';
import { ContentCustomer } from '../support/content-customer.js';
import { ContentDesk } from '../support/content-desk.js';
import { Product } from '../support/product.js';

describe('/content, how locked content sells', () => {
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

  const log = (): Promise<object[]> =>
    product.rows(
      `select action, actor_name as actor, before, after from audit_log where action like 'content.%' order by id`,
    );

  it('says what to do when nothing is locked, counts who saw and who unlocked, newest first, by pages', async () => {
    expect((await desk.answerTo(0, '/content')).text).toContain('Nothing is locked yet');
    const ids: number[] = [];
    for (let number = 1; number <= 7; number += 1) ids.push(await desk.sells(`${number} Set ${number}`));
    const [kim, lea] = [
      await ContentCustomer.arrive(product, 'Kim'),
      await ContentCustomer.arrive(product, 'Lea'),
    ];
    kim.unlocks(await kim.finds(ids[6] ?? 0));
    await kim.isLeftWith(3);
    await lea.finds(ids[6] ?? 0);

    // What was spent on content, as SQL shows it by day; Lea only looked.
    const days = await product.rows(`select unlocks::int, customers::int, credits::int from content_by_day`);
    expect(days).toEqual([{ unlocks: 1, customers: 1, credits: 7 }]);

    const list = await desk.answerTo(0, '/content');
    expect(list.text).toContain('page 1 of 2');
    expect(list.text).toContain(`#${ids[6]} Set 7 · 📷 photo · 7 credits\n👁 2 · 🔓 1 (50%) · 💳 7`);
    expect(list.text.indexOf('Set 7')).toBeLessThan(list.text.indexOf('Set 2'));
    expect(list.text).not.toContain('Set 1 ·');
    product.group.press(list, 'Older »');
    await product.group.sees(0, /page 2 of 2[\s\S]*Set 1 ·/);
    product.group.press(list, '« Newer');
    await product.group.sees(0, /page 1 of 2[\s\S]*Set 7 ·/);
    product.group.press(list, `#${ids[6]}`);
    const page = await product.group.sees(0, 'New price:');
    expect(page.message_id).toBe(list.message_id);
    expect(page.text).toContain(`https://t.me/local_bot?start=item_${ids[6]}`);
  });

  it('administrators hide, show, price and name items, each logged once; others may look only', async () => {
    const id = await desk.sells('5 Old name');
    const logged = (await log()).length;
    const { administrator, member } = product.group;
    const page = await desk.answerTo(0, `/content ${id}`, undefined, member);
    const refused = await product.group.press(page, '🙈 Hide', member).answered();
    expect(refused).toMatchObject({
      text: 'Only administrators of this group can do that.',
      showAlert: true,
    });
    expect((await desk.answerTo(0, `/content ${id} price 1`, undefined, member)).text).toContain(
      'Only administrators',
    );
    expect(await log()).toHaveLength(logged);

    const press = product.group.press(page, '🙈 Hide', administrator);
    expect((await press.answered()).text).toContain('Whoever unlocked it keeps it');
    const hidden = await product.group.sees(0, 'Old name · 🙈 hidden');
    const kim = await ContentCustomer.arrive(product, 'Kim');
    kim.customer.start(`item_${id}`);
    await kim.customer.sees('not available any more');
    product.group.press(hidden, '👁 Show');
    await expect
      .poll(() => product.group.messages(0).find(({ message_id }) => message_id === page.message_id)?.text)
      .not.toContain('hidden');
    await desk.answerTo(0, `/content ${id} price 9`);
    const renamed = await desk.answerTo(0, `/content ${id} title New <name>`);
    expect(renamed.text).toContain(`#${id} New <name>`);
    expect(renamed.text).toContain('9 credits');
    expect((await log()).slice(logged)).toEqual([
      {
        action: 'content.hide',
        actor: 'Ada',
        before: { item: id, hide: 'on offer' },
        after: { item: id, hide: 'hidden' },
      },
      {
        action: 'content.show',
        actor: 'Ada',
        before: { item: id, show: 'hidden' },
        after: { item: id, show: 'on offer' },
      },
      {
        action: 'content.price',
        actor: 'Ada',
        before: { item: id, price: 5 },
        after: { item: id, price: 9 },
      },
      {
        action: 'content.title',
        actor: 'Ada',
        before: { item: id, title: 'Old name' },
        after: { item: id, title: 'New <name>' },
      },
    ]);
  });

  it('whoever unlocked a hidden item still opens it', async () => {
    const id = await desk.sells('2 Keeper');
    const mia = await ContentCustomer.arrive(product, 'Mia');
    mia.unlocks(await mia.finds(id));
    await mia.has(1);
    product.group.press(await desk.answerTo(0, `/content ${id}`), '🙈 Hide');
    await product.group.sees(0, 'Keeper · 🙈 hidden');
    mia.customer.start(`item_${id}`);
    await mia.has(2);
    await mia.isLeftWith(8);
  });
});
