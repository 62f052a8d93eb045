import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ContentCustomer } from '../support/content-customer.js';
import { ContentDesk } from '../support/content-desk.js';
import { type CutPoint, Cuts } from '../support/cuts.js';
import { eventually } from '../support/eventually.js';
import { hasten } from '../support/hasten.js';
import { Product } from '../support/product.js';

/** Every row that is written between the press and the content that stands, in order. */
const steps: readonly CutPoint[] = [
  { table: 'content_unlocks', on: 'insert', at: 'write' },
  { table: 'ledger_transactions', on: 'insert', at: 'write' },
  { table: 'credit_holds', on: 'insert', at: 'write' },
  { table: 'content_unlocks', on: 'update', at: 'write' },
  { table: 'lane_items', on: 'insert', at: 'write' },
  { table: 'content_unlocks', on: 'update', at: 'commit' },
  { table: 'credit_holds', on: 'update', at: 'write' },
  { table: 'credit_holds', on: 'update', at: 'commit' },
];

describe('an unlock that is cut off', () => {
  let product: Product;
  let desk: ContentDesk;
  let cuts: Cuts;

  beforeAll(async () => {
    product = await Product.start();
    desk = new ContentDesk(product);
    cuts = await Cuts.prepare(product.sql);
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  it.each(steps)(
    'costs once and arrives although whoever writes $table ($on, $at) dies twice',
    async (step) => {
      const id = await desk.sells('5 Cut');
      const kim = await ContentCustomer.arrive(product, 'Kim');
      const teaser = await kim.finds(id);
      await cuts.arm(step, 2);
      kim.unlocks(teaser);
      await eventually('the third writer comes through', async () => {
        await hasten(product);
        return (await cuts.passed()) > 2;
      });
      await kim.isLeftWith(5);
      await cuts.disarm(step);
      // A copy whose note was lost is made again; none is lost.
      expect(kim.content.length).toBeGreaterThanOrEqual(1);
      expect(await kim.movements()).toEqual(['hold', 'capture']);
    },
  );

  it.each(steps.slice(-2))(
    'gives back once although whoever writes $table ($on, $at) dies twice after a refusal',
    async (step) => {
      const photo = desk.posts(0, '');
      const id = await desk.locks(0, photo, '5 Gone');
      const lea = await ContentCustomer.arrive(product, 'Lea');
      const teaser = await lea.finds(id);
      product.telegram.actors.deleteMessage(product.group.id, photo);
      await cuts.arm(step, 2);
      lea.unlocks(teaser);
      await lea.customer.sees('“Gone” could not be delivered');
      await lea.isLeftWith(10);
      await cuts.disarm(step);
      expect(await cuts.passed()).toBeGreaterThan(2);
      expect(await lea.movements()).toEqual(['hold', 'release']);
    },
  );
});
