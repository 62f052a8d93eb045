import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Transactor } from '../../src/database/transactor.js';
import { SettingsService } from '../../src/users/settings/settings.service.js';
import { calm } from '../support/calm.js';
import { Product } from '../support/product.js';

describe('the introduction of a new customer', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
    const settings = product.part(SettingsService);
    await product.part(Transactor).run(async (tx) => {
      await settings.change(tx, 'tutorial', true, 'test');
      await settings.change(tx, 'tutorial_bonus', 5, 'test');
    });
  });
  afterEach(async () => {
    expect(await product.rows('select kind, error from dead_lane_items')).toEqual([]);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const bonuses = (): Promise<object[]> =>
    product.rows(`select user_id from ledger_transactions where source_type = 'tutorial'`);

  it('has three steps and a bonus, once', async () => {
    const ann = product.customer('Ann');
    ann.start();
    const step = await ann.sees('1/3');
    ann.press(step, 'tutorial:2');
    await ann.sees('2/3');
    ann.press(step, 'tutorial:3');
    await ann.sees('3/3');
    ann.press(step, 'tutorial:done');
    ann.press(step, 'tutorial:done');
    await ann.sees('You received 5 credits');
    ann.says('/balance');
    await ann.sees('15 credits');
    ann.start();
    await calm(product);
    expect(ann.chat().filter(({ text }) => text.includes('1/3'))).toHaveLength(0);
    expect(await bonuses()).toHaveLength(1);
  });

  it('can be skipped, and gives nothing to whoever was not offered it', async () => {
    const ben = product.customer('Бен', 'ru');
    ben.start();
    const step = await ben.sees('1/3');
    ben.press(step, 'tutorial:skip');
    await ben.sees('Просто напишите');
    await calm(product);
    product.telegram.actors.pressData(ben.id, ben.id, step.message_id, 'tutorial:done');
    const cid = product.customer('Cid');
    cid.says('hello');
    await product.group.topicOf(cid);
    const own = cid.chat()[0]?.message_id ?? 0;
    const press = product.telegram.actors.pressData(cid.id, cid.id, own, 'tutorial:done');
    expect((await press.answered()).text).toContain('out of date');
    await calm(product);
    expect(await bonuses()).toHaveLength(1);
  });
});
