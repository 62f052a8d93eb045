import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { calm, calmWithoutTrouble } from '../support/calm.js';
import { Catalogue } from '../support/catalogue.js';
import { Product } from '../support/product.js';

describe('the catalogue', () => {
  let product: Product;
  let catalogue: Catalogue;

  beforeAll(async () => {
    product = await Product.start();
    catalogue = new Catalogue(product);
  });
  afterEach(async () => {
    await calmWithoutTrouble(product);
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    await product.stop();
  });

  const logged = (action: string): Promise<{ before: unknown; after: unknown; actor: string }[]> =>
    product.rows(`select before, after, actor_name as actor from audit_log where action = $1 order by id`, [
      action,
    ]);

  it('is seen by everybody in the group; only administrators get buttons', async () => {
    const seen = await catalogue.asks('', product.group.member);
    expect(seen.text).toContain(
      '1. 10 credits · $5.00 USD\npack of 10 credits · 🟢 on sale · sold 0 in 30 days',
    );
    expect(seen.text).toContain('Monthly plan · $20.00 USD / month\nplan, 100 credits each month');
    expect(seen.text).toContain('pass for 30 days');
    expect(seen.text).toContain('Only administrators can change them');
    expect(seen.buttons).toEqual([]);
    const offered = await catalogue.asks('');
    expect(offered.buttons.flat().map(({ text }) => text)).toEqual([
      '10 credits · $5.00',
      '25 credits · $10.00',
      '50 credits · $18.00',
      '100 credits · $30.00',
      'Day pass · $3.00',
      'Month pass · $25.00',
      'Monthly plan · $20.00',
      '➕ Add',
      '📤 Publish to Stripe',
    ]);
    const refused = product.group.press(offered, '➕ Add', product.group.member);
    expect((await refused.answered()).text).toContain('Only administrators');
    for (const command of ['hide credits_10', 'price credits_10 1', 'add pack 7 1', 'title credits_10 X']) {
      expect((await catalogue.asks(command, product.group.member)).text).toContain('Only administrators');
    }
    expect(await logged('product.hidden')).toEqual([]);
  });

  it('changes a price after a question; the next customer pays the new one; Undo brings the old one back', async () => {
    const question = await catalogue.asks('price credits_10 4.50');
    expect(question.text).toContain('$5.00 USD → $4.50 USD');
    expect(question.text).toContain('Nobody has a payment page open');
    expect(await catalogue.row('credits_10')).toMatchObject({ amount: 500 });
    const done = await catalogue.press(question, 'Change to $4.50');
    expect(done.text).toContain('$5.00 → $4.50');
    const anna = product.customer('Anna');
    anna.says('/buy10');
    await anna.sees('10 credits for $4.50');
    expect((await catalogue.press(done, 'Undo')).text).toContain('Undone');
    expect(await catalogue.row('credits_10')).toMatchObject({ amount: 500, currency: null });
    expect(await logged('product.price')).toEqual([
      {
        before: { code: 'credits_10', price: { amount: 500, currency: 'usd' } },
        after: { code: 'credits_10', price: { amount: 450, currency: 'usd' } },
        actor: 'Ada',
      },
      {
        before: { code: 'credits_10', price: { amount: 450, currency: 'usd' } },
        after: { code: 'credits_10', price: { amount: 500, currency: 'usd' } },
        actor: 'Ada',
      },
    ]);
  });

  it('lets a page that is open at the old price be paid, and grants what that page promised', async () => {
    const ben = product.customer('Ben');
    ben.says('/buy25');
    const old = ben.pageOf(await ben.sees('25 credits for $10.00'), 'Pay');
    const question = await catalogue.asks('price credits_25 12');
    expect(question.text).toContain('1 payment page is open at the old price');
    await catalogue.press(question, 'Change to $12.00');
    ben.says('/buy25');
    const renewed = ben.pageOf(await ben.sees('25 credits for $12.00'), 'Pay');
    expect(renewed).not.toBe(old);
    ben.pays(old);
    await ben.sees('25 credits, $10.00');
    await ben.sees('Your balance: 35 credits');
    ben.pays(renewed);
    await ben.sees('25 credits, $12.00');
    await ben.sees('Your balance: 60 credits');
    const sold = await catalogue.asks('credits_25');
    expect(sold.text).toContain('sold 2 in 30 days');
  });

  it('asks about a price only once, and not about one that was changed meanwhile', async () => {
    const [first, second] = [
      await catalogue.asks('price credits_50 19'),
      await catalogue.asks('price credits_50 21'),
    ];
    const presses = [1, 2, 3].map(() => product.group.press(first, '✅ Change to $19.00'));
    await Promise.all(presses.map((press) => press.answered()));
    const stale = await product.group.press(second, '✅ Change to $21.00').answered();
    expect(stale.text).toContain('changed meanwhile');
    expect(await catalogue.row('credits_50')).toMatchObject({ amount: 1_900 });
    expect(
      (await logged('product.price')).filter(({ after }) => JSON.stringify(after).includes('1900')),
    ).toHaveLength(1);
    await calm(product);
    // The second and third press found nothing left to edit.
    product.telegram.journal.clear();
  });

  it('hides and shows, moves, and renames in every language, each with a way back', async () => {
    const hidden = await catalogue.asks('hide day_pass');
    expect(hidden.text).toContain('Day pass is hidden');
    const cleo = product.customer('Cleo', 'es');
    cleo.says('/buy');
    const list = await cleo.sees('Stripe');
    expect(JSON.stringify(list.buttons)).not.toContain('Pase de un día');
    await catalogue.press(hidden, 'Undo');
    expect(await catalogue.row('day_pass')).toMatchObject({ hidden: false });
    await catalogue.asks('move day_pass 1');
    expect((await catalogue.codes())[0]).toBe('day_pass');
    const renamed = await catalogue.asks('title day_pass es Un día <entero>');
    expect(renamed.text).toContain('Pase de un día → Un día <entero>');
    cleo.says('/buy');
    await cleo.waitFor(
      () => cleo.chat().some(({ buttons }) => JSON.stringify(buttons[0] ?? []).includes('Un día <entero>')),
      'the new title first in the list',
    );
    const without = await catalogue.asks('title day_pass ru -');
    expect(without.text).toContain('Пропуск на день → –');
    expect(await catalogue.row('day_pass')).toMatchObject({ titles: { es: 'Un día <entero>' } });
    await catalogue.press(without, 'Undo');
    expect(await catalogue.row('day_pass')).toMatchObject({
      titles: { es: 'Un día <entero>', ru: 'Пропуск на день' },
    });
    expect((await catalogue.asks('hide month_pass')).text).toContain('is hidden');
    expect((await catalogue.asks('hide month_pass')).text).toContain('like that already');
    await catalogue.asks('show month_pass');
  });

  it('works by buttons alone: a product’s page, its order and whether it is on sale', async () => {
    const list = await catalogue.asks('');
    let page = await catalogue.press(list, '100 credits');
    expect(page.text).toMatch(/100 credits · \$30\.00 USD\npack of 100 credits/);
    const before = await catalogue.codes();
    page = await catalogue.press(page, '⬇️ Down');
    expect(page.text).toContain('100 credits is number');
    const moved = await catalogue.codes();
    expect(moved.indexOf('credits_100')).toBe(before.indexOf('credits_100') + 1);
    page = await catalogue.press(page, 'Undo');
    expect(await catalogue.codes()).toEqual(before);
    page = await catalogue.press(await catalogue.asks('credits_100'), '🙈 Hide');
    expect(page.text).toContain('Hidden: nobody can buy it');
    page = await catalogue.press(page, '👁 Show');
    expect(page.text).toContain('🟢 On sale');
    page = await catalogue.press(page, '💲 Price');
    expect(page.text).toContain('/products price credits_100 30.00');
    page = await catalogue.press(page, '« Back');
    page = await catalogue.press(page, '✏️ Titles');
    expect(page.text).toContain('ru: 100 кредитов');
    page = await catalogue.press(page, '« Back');
    expect((await catalogue.press(page, '« All products')).text).toContain('🛍 Products');
  });

  it('adds a pack by buttons, sells it at once, and Undo hides what was ordered and removes what was not', async () => {
    const list = await catalogue.asks('');
    const kinds = await catalogue.press(list, '➕ Add');
    const sizes = await catalogue.press(kinds, 'Pack');
    expect(sizes.buttons.flat().map(({ text }) => text)).not.toContain('100');
    const prices = await catalogue.press(sizes, '200');
    const done = await catalogue.press(prices, '$50.00');
    expect(done.text).toContain('200 credits is on sale for $50.00 USD');
    const dan = product.customer('Dan', 'ru');
    dan.says('/buy200');
    const page = dan.pageOf(await dan.sees('200 кредитов за'), 'Оплатить');
    dan.pays(page);
    await dan.sees('210 кредитов');
    expect((await catalogue.press(done, 'Undo')).text).toContain('was ordered already, so it is hidden');
    expect(await catalogue.row('credits_200')).toMatchObject({ hidden: true });
    const pass = await catalogue.asks('add pass 7 days 12');
    expect(pass.text).toContain('7-day pass is on sale for $12.00 USD.\npass for 7 days · code pass_7d');
    expect(await catalogue.row('pass_7d')).toMatchObject({
      titles: { es: 'Pase de 7 días', ru: 'Пропуск на 7 дней' },
    });
    expect((await catalogue.press(pass, 'Undo')).text).toContain('gone again');
    expect(await catalogue.row('pass_7d')).toBeUndefined();
    const undo = String(pass.buttons[0]?.[0]?.['callback_data']);
    const again = await product.telegram.actors
      .pressData(product.group.administrator, product.group.id, pass, undo)
      .answered();
    expect(again.text).toContain('undone already');
  });

  it('has a price in Stars beside the other one', async () => {
    expect((await catalogue.asks('credits_10')).text).toContain('⭐ 250 where Stars are switched on');
    const changed = await catalogue.asks('stars credits_10 199');
    expect(changed.text).toContain('10 credits for Stars: ⭐ 250 → ⭐ 199');
    expect((await catalogue.press(changed, 'Undo')).text).toContain('⭐ 199 → ⭐ 250');
    const none = await catalogue.asks('stars credits_10 -');
    expect(none.text).toContain('⭐ 250 → not sold');
    expect((await catalogue.asks('credits_10')).text).toContain('Not sold for Telegram Stars');
    await catalogue.press(none, 'Undo');
  });

  it('sells in another currency, and never two packs of the same size', async () => {
    await catalogue.asks('add pack 300 credits 60 eur code:euros "300 euro credits"');
    const eva = product.customer('Eva');
    eva.says('/buy300');
    await eva.sees('300 euro credits for €60.00');
    const twin = await catalogue.asks('add pack 300 credits 55');
    expect(twin.text).toContain('euros is on sale and gives 300 credits too');
    await catalogue.asks('hide euros');
    const other = await catalogue.asks('add pack 300 credits 55');
    expect(other.text).toContain('code credits_300');
    expect((await catalogue.asks('show euros')).text).toContain(
      'credits_300 is on sale and gives 300 credits too',
    );
    await catalogue.asks('title euros Three hundred');
    await calm(product);
  });
});
