import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StripeClient } from '../../src/payments/stripe-client.js';
import { calm } from '../support/calm.js';
import { type Customer, sessionOf } from '../support/customer.js';
import { Product } from '../support/product.js';

interface Payment {
  readonly amount: number;
  readonly price: number;
  readonly credits: number;
  readonly currency: string;
  readonly intent: string | null;
}

describe('a promotion code', () => {
  let product: Product;

  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    await calm(product);
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    expect(await product.rows('select * from dead_lane_items')).toEqual([]);
    expect(product.group.general().filter(({ text }) => text.includes('does not match'))).toEqual([]);
    await product.stop();
  });

  type CouponTerms = Parameters<StripeClient['api']['coupons']['create']>[0];
  type CodeTerms = Omit<Parameters<StripeClient['api']['promotionCodes']['create']>[0], 'promotion' | 'code'>;

  /** As an owner makes one in the Dashboard. */
  async function offer(code: string, terms: CouponTerms, limits: CodeTerms = {}): Promise<void> {
    const { api } = product.part(StripeClient);
    const { id } = await api.coupons.create({ duration: 'once', ...terms });
    await api.promotionCodes.create({ code, promotion: { type: 'coupon', coupon: id }, ...limits });
  }

  async function page(customer: Customer, command: string): Promise<string> {
    const before = customer.chat().length;
    customer.says(command);
    const found = (): ReturnType<Customer['chat']>[number] | undefined =>
      customer
        .chat()
        .slice(before)
        .find(({ buttons }) => buttons.length > 0);
    await customer.waitFor(() => found() !== undefined, 'a page');
    return sessionOf(JSON.stringify(found()?.buttons));
  }

  const payments = (customer: Customer): Promise<Payment[]> =>
    product.rows<Payment>(
      `select p.amount::int, o.amount::int as price, p.credits::int, p.currency, p.payment_intent_id as intent
       from payments p join purchases o on o.id = p.purchase_id join users u on u.id = p.user_id
       where u.telegram_id = $1 order by p.id`,
      [customer.id],
    );

  it('in percent or as an amount lowers what is paid and not what is granted; refunds count from what was paid', async () => {
    await offer('THIRD', { percent_off: 33.3 });
    await offer('TWO', { amount_off: 200, currency: 'usd' });
    const anna = product.customer('Anna');
    product.stripe.control.payCheckout(await page(anna, '/buy10'), { promotionCode: 'third' });
    await anna.sees('Your balance: 20 credits');
    const [rounded] = await payments(anna);
    // A third of a cent does not exist: what Stripe charged is what is stored.
    expect(rounded).toMatchObject({
      amount: product.stripe.control.charges().at(-1)?.amount,
      price: 500,
      credits: 10,
    });
    expect(rounded?.amount).toBeGreaterThanOrEqual(333);
    expect(rounded?.amount).toBeLessThanOrEqual(334);
    product.stripe.control.payCheckout(await page(anna, '/buy25'), { promotionCode: 'TWO' });
    await anna.sees('25 credits, $8.00');
    expect((await payments(anna))[1]).toMatchObject({ amount: 800, price: 1_000, credits: 25 });
    const charge = product.stripe.control.charges().at(-1)?.id ?? '';
    product.stripe.control.refundFromDashboard(charge, 400);
    await anna.sees('13 credits taken back');
    product.stripe.control.refundFromDashboard(charge);
    await anna.sees('12 credits taken back');
  });

  it('of a hundred percent grants without a charge, and says that it was free', async () => {
    await offer('FREE', { percent_off: 100 });
    const ben = product.customer('Ben');
    const charges = product.stripe.control.charges().length;
    product.stripe.control.payCheckout(await page(ben, '/buy50'), { promotionCode: 'FREE' });
    await ben.sees(/Free with a code: 50 credits\nReference: P-\d+\nYou received 50 credits/);
    expect(await payments(ben)).toEqual([
      { amount: 0, price: 1_800, credits: 50, currency: 'usd', intent: null },
    ]);
    expect(product.stripe.control.charges()).toHaveLength(charges);
    const bea = product.customer('Bea', 'es');
    product.stripe.control.payCheckout(await page(bea, '/start buy_day_pass'), { promotionCode: 'FREE' });
    await bea.sees('Gratis con un código: Pase de un día');
    const lev = product.customer('Lev', 'ru');
    product.stripe.control.payCheckout(await page(lev, '/start buy_monthly_plan'), { promotionCode: 'FREE' });
    await lev.sees('Бесплатно по промокоду: Подписка на месяц');
    await lev.sees('110 кредитов');
  });

  it('a free purchase shows nowhere as money, and there is nothing to take back from it', async () => {
    const cleo = product.customer('Cleo');
    product.stripe.control.payCheckout(await page(cleo, '/buy10'), { promotionCode: 'FREE' });
    await cleo.sees('Free with a code');
    cleo.says('hello');
    const card = await product.group.card(await product.group.topicOf(cleo));
    expect(card.text).toMatch(/Lifetime spend: (nothing yet|\$0\.00)/);
    product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 3, times: 5 });
    for (const event of product.stripe.control.events('checkout.session.completed').slice(-2)) {
      product.stripe.control.resend(event.id);
    }
    await product.stripe.control.settled();
    product.stripe.control.faults.clear();
    await calm(product);
    cleo.says('/balance');
    await cleo.sees('19 credits');
  });

  it('that has expired, is used up or is for first purchases only leaves the page open at its price', async () => {
    await offer('PAST', { percent_off: 50 }, { expires_at: Math.floor(Date.now() / 1_000) + 60 });
    await offer('ONCE', { percent_off: 50 }, { max_redemptions: 1 });
    await offer('FIRST', { percent_off: 50 }, { restrictions: { first_time_transaction: true } });
    const dan = product.customer('Dan');
    product.stripe.control.payCheckout(await page(dan, '/buy10'), { promotionCode: 'FIRST' });
    await dan.sees('10 credits, $2.50');
    product.stripe.control.payCheckout(await page(dan, '/buy25'), { promotionCode: 'ONCE' });
    await dan.sees('25 credits, $5.00');
    product.stripe.control.advanceClock(120_000);
    const session = await page(dan, '/buy50');
    for (const promotionCode of ['FIRST', 'ONCE', 'PAST', 'NEVER']) {
      expect(() => product.stripe.control.payCheckout(session, { promotionCode })).toThrow(
        'This code is invalid',
      );
    }
    product.stripe.control.payCheckout(session);
    await dan.sees('50 credits, $18.00');
    await dan.sees('Your balance: 95 credits');
  });
});
