import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { ReconcileStars } from '../../src/telegram/stars/reconcile-stars.cron.js';
import type { Customer } from '../support/customer.js';
import { hastened, payMessages } from '../support/hasten.js';
import { Product } from '../support/product.js';
import { RefundScene } from '../support/refund-scene.js';

const month = 2_592_000_000;

describe('Stars that go back, and news of Stars that gets lost', () => {
  let product: Product;
  let scene: RefundScene;
  beforeAll(async () => {
    product = await Product.start({ variables: { PAYMENT_PROVIDERS: 'stripe,stars' } });
    scene = await RefundScene.on(product);
  });
  beforeEach(() => {
    product.telegram.faults.clear();
    product.telegram.delivery.faults.clear();
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    await product.stop();
  });

  async function arrives(name: string): Promise<Customer> {
    const customer = product.customer(name);
    customer.start();
    await customer.sees('Hello');
    return customer;
  }

  async function invoice(customer: Customer, button = '10 credits'): Promise<string> {
    customer.says('/buy');
    const list = await customer.sees('What would you like?');
    const row = list.buttons.flat().findIndex(({ text }) => String(text).startsWith(button));
    return String(list.buttons.flat()[row + 1]?.['url']);
  }

  /** With ten welcome credits, a pack of ten and a topic. */
  async function buyer(name: string): Promise<{ customer: Customer; topic: number; chargeId: string }> {
    const customer = await arrives(name);
    const { chargeId = '' } = await customer.paysStars(await invoice(customer));
    await customer.sees('Your balance: 20 credits');
    customer.says('Hello');
    return { customer, topic: await product.group.topicOf(customer), chargeId };
  }

  async function refundAll(topic: number, sum: string): Promise<void> {
    product.group.writes(topic, '/refund');
    await product.group.sees(topic, 'Refund for');
    await scene.taps(topic, `Refund all ${sum}`);
    await product.group.sees(topic, `Refund ${sum} of`);
    await scene.taps(topic, `Yes, refund ${sum}`);
  }

  const calls = (method: string): number => product.telegram.journal.calls(method).length;

  async function creditsOf(customer: Customer): Promise<number | undefined> {
    const [account] = await product.rows<{ credits: number }>(
      `select credits::int from credit_accounts where user_id = (select id from users where telegram_id = $1)`,
      [customer.id],
    );
    return account?.credits;
  }

  it('are refunded by an administrator as a whole, once, also when Telegram’s answer is lost', async () => {
    const { customer, topic } = await buyer('Ann');
    product.telegram.faults.add({ method: 'refundStarPayment', times: 1 }, 'execute-then-drop');
    await refundAll(topic, '⭐ 250');
    await product.group.sees(topic, /⭐ 250 of P-\d+ refunded by Ada/);
    await customer.sees('10 credits taken back with it. Your balance: 10 credits');
    await product.group.sees(0, /Refund: ⭐ 250 for 10 credits[\s\S]*Ann/);
    expect(await creditsOf(customer)).toBe(10);
    product.group.writes(topic, '/refund');
    await product.group.sees(topic, 'no payment that can be refunded');
  });

  it('cannot be refunded in part, which the administrator is told', async () => {
    const { topic } = await buyer('Bob');
    product.group.writes(topic, '/refund');
    const look = await product.group.sees(topic, 'Refund for Bob?');
    expect(
      look.buttons
        .flat()
        .map(({ text }) => String(text))
        .join(),
    ).not.toContain('unspent');
    const [payment] = await product.rows<{ id: string }>(`select max(id) as id from payments`);
    product.group.writes(topic, `/refund P-${payment?.id ?? ''} 100`);
    await product.group.sees(topic, 'can only be refunded as a whole');
  });

  it('refunded for a plan end it: the free time stops and nothing is paid again', async () => {
    const cat = await arrives('Cat');
    await cat.paysStars(await invoice(cat, 'Monthly plan'));
    await cat.sees('Your balance: 110 credits');
    product.telegram.actors.send(cat.id, 'voice', {});
    const topic = await product.group.topicOf(cat);
    await refundAll(topic, '⭐ 1,000');
    await cat.sees('Your balance: 10 credits');
    cat.says('/balance');
    await cat.sees('No pass is running');
    await cat.sees('Monthly plan has ended, because its payment went back to you');
    await cat.waitFor(() => calls('editUserStarSubscription') === 1, 'the end of the subscription');
    product.telegram.clock.advance(month + 1_000);
    expect(product.telegram.actors.starSubscriptions(cat.id)).toMatchObject([{ isEnded: true }]);
    expect(await creditsOf(cat)).toBe(10);
  });

  it('refunded by somebody outside the bot are taken back as soon as Telegram says so', async () => {
    const { customer, chargeId } = await buyer('Dan');
    await product.telegramCall('refundStarPayment', {
      user_id: customer.id,
      telegram_payment_charge_id: chargeId,
    });
    await customer.sees('10 credits taken back with it');
    // The service message of the bot itself made nobody a customer.
    expect(
      await product.rows(`select 1 from users where telegram_id = $1`, [product.telegram.world.bot.id]),
    ).toEqual([]);
  });

  it('refunded outside the bot for a plan end it too', async () => {
    const fin = await arrives('Fin');
    const { chargeId = '' } = await fin.paysStars(await invoice(fin, 'Monthly plan'));
    await fin.sees('Your balance: 110 credits');
    await product.telegramCall('refundStarPayment', {
      user_id: fin.id,
      telegram_payment_charge_id: chargeId,
    });
    await fin.sees('Monthly plan has ended, because its payment went back to you');
    expect(product.telegram.actors.starSubscriptions(fin.id)).toMatchObject([{ isCanceledByBot: true }]);
    await product.group.waitFor(
      () => product.group.general().some(({ text }) => text.includes('Refund') && text.includes('Fin')),
      'General hears of it',
    );
  });

  it('are granted and taken back from Telegram’s list when no message ever comes', async () => {
    const eve = await arrives('Eve');
    const page = await invoice(eve);
    const release = product.telegram.delivery.faults.hold({ queue: `chat:${eve.id}` });
    const { chargeId = '' } = await eve.paysStars(page);
    await product.part(ReconcileStars).handle();
    await eve.sees('Your balance: 20 credits');
    await product.telegramCall('refundStarPayment', {
      user_id: eve.id,
      telegram_payment_charge_id: chargeId,
    });
    await product.part(ReconcileStars).handle();
    await eve.sees('10 credits taken back with it');
    // When the messages come after all, they change nothing.
    release();
    await product.telegram.actors.waitFor(() => product.telegram.delivery.isIdle);
    eve.says('/balance');
    await eve.sees('💳 10 credits');
    expect(eve.chat().filter(({ text }) => text.includes('Paid'))).toHaveLength(1);
    const asked = calls('getStarTransactions');
    await product.part(ReconcileStars).handle();
    expect(calls('getStarTransactions')).toBe(asked + 1);
    expect(product.telegram.journal.calls('getStarTransactions').at(-1)?.result).toEqual({
      transactions: [],
    });
  });

  it('are granted once when the bot is restarted between the question and the payment', async () => {
    const fay = await arrives('Fay');
    const page = await invoice(fay);
    const release = product.telegram.delivery.faults.hold({ queue: `chat:${fay.id}` });
    expect((await fay.paysStars(page)).status).toBe('paid');
    await product.restart();
    release();
    await fay.sees('Your balance: 20 credits');
    await product.part(ReconcileStars).handle();
    expect(await creditsOf(fay)).toBe(20);
  });

  it('that nobody paid leave no open page behind', async () => {
    const gus = await arrives('Gus');
    gus.says('/buy10');
    const page = await gus.sees('10 credits for $5.00 or ⭐ 250');
    await product.rows(
      `update purchases set expires_at = now() - interval '11 minutes'
       where provider = 'stars' and user_id = (select id from users where telegram_id = $1)`,
      [gus.id],
    );
    await product.part(ReconcileStars).handle();
    const shown = (): VisibleMessage | undefined =>
      gus.chat().find(({ message_id }) => message_id === page.message_id);
    const isMarked = (): boolean =>
      shown()
        ?.buttons.flat()
        .some(({ text }) => text === '⌛ Pay ⭐ 250') ?? false;
    await hastened(
      product,
      gus.waitFor(isMarked, 'the mark of the invoice that is out of date'),
      payMessages,
    );
    expect(
      shown()
        ?.buttons.flat()
        .map(({ text }) => text),
    ).toContain('Pay $5.00');
  });
});
