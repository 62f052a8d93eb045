import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TooManyPages } from '../../src/billing/billing.errors.js';
import { StartCheckout } from '../../src/billing/use-cases/start-checkout.use-case.js';
import { RefreshCard } from '../../src/conversations/cards/refresh-card.use-case.js';
import { Transactor } from '../../src/database/transactor.js';
import { asUserId, type UserId } from '../../src/kernel/ids.js';
import { SettingsService } from '../../src/users/settings/settings.service.js';
import type { SettingKey } from '../../src/users/settings/settings.js';
import { calm } from '../support/calm.js';
import type { Customer } from '../support/customer.js';
import { Product } from '../support/product.js';
import { RefundScene } from '../support/refund-scene.js';

const hour = 60 * 60 * 1_000;

describe('who may open a payment page', () => {
  let product: Product;
  let scene: RefundScene;
  beforeAll(async () => {
    product = await Product.start();
    scene = await RefundScene.on(product);
  });
  afterEach(async () => {
    product.stripe.control.faults.clear();
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  const set = (key: SettingKey, value: number): Promise<void> =>
    product
      .part(Transactor)
      .run((tx) => product.part(SettingsService).change(tx, key, value as never, 'test'));

  async function idOf({ id }: Customer): Promise<UserId> {
    const [row] = await product.rows<{ id: string }>(`select id from users where telegram_id = $1`, [id]);
    return asUserId(Number(row?.id));
  }

  /** Two bought packs, both disputed; the first dispute is lost. */
  async function disputed(name: string): Promise<{ customer: Customer; topic: number }> {
    const { customer, topic, charge } = await scene.buyer(name);
    await customer.buys('10 credits');
    await customer.sees('Your balance: 45 credits');
    const first = product.stripe.control.createDispute(charge);
    product.stripe.control.closeDispute(first.id, 'lost');
    await product.group.sees(0, new RegExp(`Dispute lost[\\s\\S]*${name}`));
    customer.says('/buy');
    await customer.sees('What would you like?');
    product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 2, times: 10 });
    product.stripe.control.createDispute(await scene.chargeOf(customer));
    await product.group.sees(0, new RegExp(`A customer can no longer buy[\\s\\S]*${name}`));
    return { customer, topic };
  }

  it('nobody with two open or lost disputes, until an administrator allows it', async () => {
    const { customer, topic } = await disputed('Ann');
    await product.stripe.control.settled();
    await calm(product);
    const told = product.group.general().filter(({ text }) => /can no longer buy[\s\S]*Ann/.test(text));
    expect(told).toHaveLength(1);
    const sessions = product.stripe.control.sessions().length;
    customer.says('/buy10');
    await customer.sees('payments of yours were taken back by your bank');
    customer.says('/balance');
    expect((await customer.sees('💳')).buttons).toEqual([]);
    expect(product.stripe.control.sessions()).toHaveLength(sessions);
    // Its edits are minutes apart, so this one is not waited for.
    const [thread] = await product.rows<{ id: string }>(`select id from threads where topic_id = $1`, [
      topic,
    ]);
    await product.part(RefreshCard).execute(Number(thread?.id));
    const card = await product.group.card(topic);
    expect(card.text).toContain('🚫 Can no longer buy: 2 disputes open or lost');
    const refused = await product.group.press(card, 'Allow purchases', product.group.member).answered();
    expect(refused.text).toContain('Only administrators');
    const answers = await Promise.all(
      [0, 1, 2].map(async () => (await product.group.press(card, 'Allow purchases').answered()).text),
    );
    expect(answers.filter((text) => text?.includes('can buy again'))).toHaveLength(1);
    const logged = await product.rows(
      `select actor_name, before->'disputes' as disputes from audit_log where action = 'allow_purchases'`,
    );
    expect(logged).toEqual([{ actor_name: 'Ada', disputes: [expect.any(String), expect.any(String)] }]);
    customer.says('/buy10');
    await customer.sees('10 credits for $5.00');
  });

  it('everybody, when the setting says never', async () => {
    await set('block_after_disputes', 0);
    const { customer, charge } = await scene.buyer('Bob');
    for (const amount of [100, 200, 300]) product.stripe.control.createDispute(charge, { amount });
    await customer.sees('taken back');
    await product.stripe.control.settled();
    await calm(product);
    customer.says('/buy10');
    await customer.sees('10 credits for $5.00');
    await set('block_after_disputes', 2);
  });

  it('whoever opens very many waits, but keeps those that are open; a list still shows everything', async () => {
    const { customer } = await scene.talker('Cid');
    const userId = await idOf(customer);
    await set('new_pages_per_hour', 3);
    customer.says('/buy');
    const list = await customer.sees('What would you like?');
    expect(list.buttons.flat().filter((button) => 'url' in button)).toHaveLength(3);
    const waiting = list.buttons.flat().find((button) => !('url' in button));
    customer.press(list, String(waiting?.['text']));
    const said = await customer.sees('You have opened many payment pages');
    expect(said.text).toMatch(/open again from .*\d\d/);
    const before = product.stripe.control.sessions().length;
    customer.says('/buy');
    await calm(product);
    expect(product.stripe.control.sessions()).toHaveLength(before);
    const [open] = await product.rows<{ code: string }>(
      `select code from products g join purchases p on p.product_id = g.id where p.user_id = $1 and p.status = 'open' limit 1`,
      [userId],
    );
    const order = {
      userId,
      telegramId: customer.id,
      productCode: open?.code ?? '',
      provider: 'stripe' as const,
      returnUrl: 'https://t.me/bot',
    };
    for (let again = 0; again < 5; again += 1) await product.part(StartCheckout).execute(order);
    product.advance(hour + 1);
    customer.press(list, String(waiting?.['text']));
    await customer.sees('You pay on Stripe’s secure page.');
    await set('new_pages_per_hour', 40);
  });

  it('requests at the same moment do not slip through together', async () => {
    const { customer } = await scene.talker('Dee');
    const userId = await idOf(customer);
    await set('new_pages_per_hour', 2);
    const codes = await product.rows<{ code: string }>(
      `select code from products where hidden_at is null order by id limit 6`,
    );
    const outcomes = await Promise.allSettled(
      codes.map(({ code: productCode }) =>
        product.part(StartCheckout).execute({
          userId,
          telegramId: customer.id,
          productCode,
          provider: 'stripe',
          returnUrl: 'https://t.me/bot',
        }),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(outcomes.length - refused.length).toBe(2);
    expect(refused.every(({ reason }) => reason instanceof TooManyPages)).toBe(true);
    await set('new_pages_per_hour', 40);
  });
});
