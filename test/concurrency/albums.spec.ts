import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calm } from '../support/calm.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { SupportThread } from '../support/support-thread.js';

describe('an album whose parts come slowly', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  it('waits with an album for a part that was received but not yet read', async () => {
    const { customer, topic } = await SupportThread.open(product, 'Slow');
    await calm(product);
    const before = product.group.copies(topic).length;
    const isSo = async (sql: string): Promise<boolean> => (await product.rows(sql)).length > 0;
    const inbound = `queue = 'inbound' and lane = 'user:${customer.id}'`;
    const outbound = `from users u join threads t on t.user_id = u.id join lanes l on l.lane = 'topic:' || t.id
      join lane_items i using (queue, lane) where u.telegram_id = ${customer.id}`;
    const gate = `lane_gates where gate = 'chat:${product.group.id}'`;

    await product.rows(`insert into lane_gates values ('chat:${product.group.id}', now() + interval '1 hour')
      on conflict (gate) do update set open_at = excluded.open_at`);
    void product.telegram.actors.sendAlbum(customer.id, [{ kind: 'photo' }, { kind: 'photo' }]);
    const letGo = product.telegram.delivery.faults.hold({ kind: 'message' });
    await eventually('the first part is read', async () => {
      return (await isSo(`select 1 ${outbound}`)) && isSo(`select 1 from lanes where ${inbound} and idle`);
    });
    // As if the second part stood behind an update that takes long.
    await product.rows(`update lanes set next_at = now() + interval '1 hour' where ${inbound}`);
    letGo();
    await eventually('the second is received', () => isSo(`select 1 from lane_items where ${inbound}`));
    await product.rows(`delete from ${gate}`);
    const heldBack = `select 1 ${outbound} and l.next_at > i.created_at + interval '1.3 s'`;
    await eventually('the album was due and is held back', () => isSo(heldBack));
    expect(product.group.copies(topic)).toHaveLength(before);

    await product.rows(`update lanes set next_at = now() where ${inbound}`);
    await product.group.waitFor(() => product.group.copies(topic).length === before + 2, 'the album');
    const parts = product.group.copies(topic).slice(-2);
    expect(new Set(parts.map((message) => message.mediaGroupId)).size).toBe(1);
  });
});
