import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { calm } from '../support/calm.js';
import { Product } from '../support/product.js';
import { type Buyer, RefundScene } from '../support/refund-scene.js';

describe('what may go wrong with /refund', () => {
  let product: Product;
  let scene: RefundScene;
  let ann: Buyer;

  beforeAll(async () => {
    product = await Product.start();
    scene = await RefundScene.on(product);
    ann = await scene.buyer('Ann');
  });
  afterEach(async () => {
    // A stale button shows the question as it is, which may be how it stands there already.
    await calm(product);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    expect(await scene.refunded(ann.charge)).toEqual([]);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  it.each([
    ['P-0', /no payment P-0\b/],
    ['P-999999', /no payment P-999999/],
    ['12', /Write \/refund to look/],
    ['99999999999999999999', /Write \/refund to look/],
    ['P-', /Write \/refund to look/],
    ['P--1', /Write \/refund to look/],
    ['please', /Write \/refund to look/],
    ['P-١٢', /Write \/refund to look/],
  ])('/refund %s explains itself', async (rest, said) => {
    product.group.writes(ann.topic, `/refund ${rest}`);
    await product.group.sees(ann.topic, said);
  });

  it.each([
    ['0', /more than nothing/],
    ['0.00', /more than nothing/],
    ['-5', /more than nothing/],
    ['10.01', /\$10\.00 can be refunded at most/],
    ['999999999999', /\$10\.00 can be refunded at most/],
    ['1.005', /no such small amounts/],
    ['1.2.3', /cannot read the amount/],
  ])('/refund P-… %s says what is wrong with the amount', async (amount, said) => {
    product.group.writes(ann.topic, `/refund ${ann.reference} ${amount}`);
    await product.group.sees(ann.topic, said);
  });

  it('another customer’s payment is answered like none', async () => {
    const { topic } = await scene.talker('Bob');
    product.group.writes(topic, `/refund ${ann.reference}`);
    await product.group.sees(topic, `This customer has no payment ${ann.reference}`);
    product.group.writes(topic, '/refund');
    await product.group.sees(topic, 'This customer has no payment that can be refunded.');
  });

  it('works in a customer’s topic only, and for administrators only', async () => {
    product.group.writes(0, '/refund');
    await product.group.sees(0, 'works in the topic of a customer');
    const { group } = product;
    group.writes(ann.topic, '/refund', { by: group.member });
    await group.sees(ann.topic, 'Only administrators of this group can do that.');
    const card = await group.card(ann.topic);
    const refused = await group.press(card, 'Refund', group.member).answered();
    expect(refused).toMatchObject({
      text: 'Only administrators of this group can do that.',
      showAlert: true,
    });
    group.writes(ann.topic, `/refund ${ann.reference} 5`);
    const ask = await group.sees(ann.topic, `Refund $5.00 of ${ann.reference} to Ann?`);
    for (const by of [group.member, product.telegram.actors.createUser({ firstName: 'Stranger' }).id]) {
      const answer = await group.press(ask, 'Yes, refund $5.00', by).answered();
      expect(answer.text).toContain('Only administrators');
    }
    group.press(ask, '‹ Back');
    await group.sees(ann.topic, 'Refund for Ann?');
  });

  it('buttons that are forged, foreign or out of date say so and do nothing', async () => {
    const { group } = product;
    const bob = await scene.buyer('Bea');
    group.writes(ann.topic, `/refund ${ann.reference} 5`);
    const ask = await group.sees(ann.topic, `Refund $5.00 of ${ann.reference} to Ann?`);
    const yes = String(ask.buttons.flat()[0]?.['callback_data']);
    const bobsCard = await group.card(bob.topic);
    const forged = [
      yes,
      'refund:yes:999999',
      'refund:yes:0',
      'refund:all:1',
      'refund:yes:1e3',
      'refunds:999999',
    ];
    for (const data of forged) {
      const press = product.telegram.actors.pressData(group.administrator, group.id, bobsCard, data);
      expect((await press.answered()).text).toContain('out of date');
    }
    group.press(ask, '‹ Back');
    await group.waitFor(
      () => group.messages(ann.topic).some(({ text }) => text.includes('Refund for Ann?')),
      'back',
    );
    const late = product.telegram.actors.pressData(group.administrator, group.id, ask, yes);
    expect((await late.answered()).text).toContain('please look again');
    await scene.taps(ann.topic, 'Cancel');
    await group.sees(ann.topic, 'Cancelled. Nothing was refunded.');
    for (const action of ['yes', 'part', 'whole', 'next', 'back', 'cancel']) {
      const data = yes.replace('yes', action);
      const press = product.telegram.actors.pressData(group.administrator, group.id, ask, data);
      expect((await press.answered()).text).toContain('please look again');
    }
    await calm(product);
    expect(await scene.refunded(bob.charge)).toEqual([]);
  });

  it('a free payment has nothing to refund', async () => {
    const { topic, customer } = await scene.buyer('Cid');
    await product.rows(
      `update payments set amount = 0 where user_id = (select id from users where telegram_id = $1)`,
      [customer.id],
    );
    product.group.writes(topic, '/refund');
    await product.group.sees(topic, 'This customer has no payment that can be refunded.');
  });
});
