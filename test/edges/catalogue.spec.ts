import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AddProduct } from '../../src/billing/catalog/add-product.use-case.js';
import { EditProduct } from '../../src/billing/catalog/edit-product.use-case.js';
import { calmWithoutTrouble } from '../support/calm.js';
import { Catalogue } from '../support/catalogue.js';
import { Product } from '../support/product.js';

describe('bad input to the catalogue', () => {
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
    await product.stop();
  });

  const state = (): Promise<object[]> => product.rows(`select * from products order by id`);
  const logged = (): Promise<object[]> => product.rows(`select 1 from audit_log`);

  it.each([
    ['price credits_10 4.505', 'USD has at most 2 decimals'],
    ['price credits_10 500.5 jpy', 'JPY has no decimals'],
    ['price credits_10 4.505 kwd', 'KWD have at most two decimals'],
    ['price credits_10 -4', 'cannot be negative'],
    ['price credits_10 0', 'Stripe takes at least $0.50'],
    ['price credits_10 0.49', 'Stripe takes at least $0.50'],
    ['price credits_10 0.29 gbp', 'Stripe takes at least £0.30'],
    ['price credits_10 49 jpy', 'Stripe takes at least ¥50'],
    ['price credits_10 1000000', 'Stripe takes at most $999,999.99'],
    ['price credits_10 999999999999', 'Stripe takes at most $999,999.99'],
    ['price credits_10 1e3', '“1e3” is no price'],
    ['price credits_10 $5', '“$5” is no price'],
    ['price credits_10 <b>5</b>', '“<b>5</b>” is no price'],
    ['price credits_10 5 xyz', '“xyz” is no currency'],
    ['price credits_10 5 dollars', '“dollars” is no currency'],
    ['price credits_11 5', 'no product with the code “credits_11”'],
    ['stars credits_10 0', 'from 1 to 100000'],
    ['stars monthly_plan 10001', 'from 1 to 10000'],
    ['stars credits_10 2.5', 'whole number, or - for none'],
    ['price', 'The code of a product is missing. Nothing was changed.'],
    ['hide nothing_like_it', 'no product with the code'],
    ['move credits_10 0', 'The new place is a number from 1'],
    ['move credits_10 -1', 'The new place is a number from 1'],
    [`title credits_10 ${'x'.repeat(65)}`, 'from 1 to 64 characters'],
    ['title credits_10 ""', 'from 1 to 64 characters'],
    ['add pack 0 credits 5', 'at most 1000000'],
    ['add pack 1000001 credits 5', 'at most 1000000'],
    ['add pack 10 credits 5', 'credits_10 is on sale and gives 10 credits too'],
    ['add pack 11 credits 5 code:credits_10', 'code credits_10 is taken'],
    ['add pack 11 credits 5 code:Ünfit', '“Ünfit” is no code'],
    ['add pack 11 credits 5 code:', '“” is no code'],
    ['add pass 0 days 5', 'at least a second'],
    ['add pass 4000 days 5', 'at most 3660 days'],
    ['add plan month 10000000 credits 5', 'at most 1000000'],
    ['wipe credits_10', 'I do not know “wipe”'],
    [`${'y'.repeat(3_000)} z`, 'I do not know'],
  ])('/products %s: says why, and nothing changes', async (command, reason) => {
    const [before, entries] = [await state(), await logged()];
    const answer = await catalogue.asks(command);
    expect(answer.text).toContain(reason);
    expect(await state()).toEqual(before);
    expect(await logged()).toEqual(entries);
  });

  it('forged data of buttons changes nothing and is answered', async () => {
    const list = await catalogue.asks('');
    const before = await state();
    const { group, telegram } = product;
    for (const data of [
      'products:page:999999999999999',
      'products:hide:0',
      'products:set:1:500:usd:0:usd',
      'products:set:1:500:usd:1:usd',
      'products:set:1:500:usd:450:xyz',
      'products:set:1:499:usd:450:usd',
      'products:set:1:500:eur:450:usd',
      'products:set:1:500:usd:999999999:usd',
      'products:undo:999999',
      'products:undo:0',
      'products:add:sack:1',
      'products:new:pack:m5:500:1',
      'products:new:plan:5:500:1',
      'products:new:pack:0:500:1',
      'products:new:pack:9999999:500:1',
      'products:new:pass:30:1:1',
      'products:list:',
      'products:drop',
    ]) {
      const press = telegram.actors.pressData(group.administrator, group.id, list, data);
      expect({ data, answered: (await press.answered()).text }).toMatchObject({
        data,
        answered: expect.stringMatching(/\w{3}/) as unknown,
      });
    }
    expect(await state()).toEqual(before);
    for (const data of [
      'products:hide:1',
      'products:set:1:500:usd:450:usd',
      'products:undo:1',
      'products:add',
      'products:publish',
    ]) {
      const press = telegram.actors.pressData(group.member, group.id, list, data);
      expect((await press.answered()).text).toContain('Only administrators');
    }
    expect(await state()).toEqual(before);
  });

  it('an entry of the log that is no change of the catalogue cannot be undone', async () => {
    const [gift] = await product.rows<{ id: string }>(
      `insert into audit_log (action, request_key, actor_name, before, after, created_at)
       values ('gift', 'a-gift', 'Ada', '{}', '{}', now()) returning id`,
    );
    const list = await catalogue.asks('');
    const { group, telegram } = product;
    const press = telegram.actors.pressData(
      group.administrator,
      group.id,
      list,
      `products:undo:${gift?.id ?? ''}`,
    );
    expect((await press.answered()).text).toContain('can no longer be undone');
  });

  it('Undo refuses after a day, and when the value was changed again since', async () => {
    const first = await catalogue.asks('title day_pass First');
    await catalogue.asks('title day_pass Second');
    expect((await product.group.press(first, '↩️ Undo').answered()).text).toContain('changed meanwhile');
    expect(await catalogue.row('day_pass')).toMatchObject({ title: 'Second' });
    const [old] = await product.rows<{ id: string }>(
      `insert into audit_log (action, request_key, actor_name, before, after, created_at)
       values ('product.hidden', 'old', 'Ada', '{"code":"day_pass","hidden":true}',
         '{"code":"day_pass","hidden":false}', now() - interval '25 hours') returning id`,
    );
    const { group, telegram } = product;
    const press = telegram.actors.pressData(
      group.administrator,
      group.id,
      first,
      `products:undo:${old?.id ?? ''}`,
    );
    expect((await press.answered()).text).toContain('can no longer be undone');
  });

  it('twenty administrators at once: one pack per size, no place twice, every change logged', async () => {
    const actor = { telegramId: null, name: 'Ada' };
    const price = { amount: 700, currency: 'usd' };
    const draft = {
      ...{ code: null, kind: 'credit_pack' as const, title: '77 credits', titles: {}, credits: 77 },
      ...{ durationSeconds: null, billingInterval: null, price, hasOwnCurrency: false },
    };
    const add = product.part(AddProduct);
    const added = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => add.execute({ draft, actor, requestKey: `add:${n}` })),
    );
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const codes = await catalogue.codes();
    const edit = product.part(EditProduct);
    await Promise.all(
      codes.map((code, n) =>
        edit.execute({ code, edit: { field: 'place', to: 1 }, actor, requestKey: `move:${n}` }),
      ),
    );
    const places = await product.rows<{ position: number }>(`select distinct position from products`);
    expect(places).toHaveLength(codes.length);
    expect([...(await catalogue.codes())].sort()).toEqual([...codes].sort());
  });

  it('an empty catalogue says so to moderators and customers', async () => {
    await product.rows(`delete from products`);
    await product.restart();
    expect((await catalogue.asks('')).text).toContain('nothing in the catalogue yet');
    const nora = product.customer('Nora');
    nora.says('/buy');
    await nora.sees('nothing on sale');
    nora.says('/buy10');
    await nora.waitFor(
      () => nora.chat().filter(({ text }) => text.includes('nothing on sale')).length === 2,
      'both',
    );
    expect((await catalogue.asks('add pack 10 credits 5')).text).toContain('10 credits is on sale');
    nora.says('/buy10');
    await nora.sees('10 credits for $5.00');
  });
});
