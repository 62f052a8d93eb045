import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { StripeClient } from '../../src/payments/stripe-client.js';
import { calm } from '../support/calm.js';
import { Product } from '../support/product.js';
import { RefundScene } from '../support/refund-scene.js';

describe('a bank that warns of a payment', () => {
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

  const warningOf = (name: string): Promise<VisibleMessage> =>
    product.group.sees(0, new RegExp(`A bank warns of a payment: [\\s\\S]*${name}`));

  it('holds back what is left, says nothing ugly to the customer, and lets go at one tap', async () => {
    const { customer, topic, charge } = await scene.buyer('Ann');
    await scene.spends(customer, topic, 15);
    product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 3, times: 10 });
    product.stripe.control.createEarlyFraudWarning(charge);
    const alert = await warningOf('Ann');
    const notice = await customer.sees('Your payment for 25 credits is being checked');
    expect(notice.text).not.toMatch(/fraud|stolen|warn/i);
    expect(await frozen(customer.id)).toEqual({ credits: 0, frozen: 20 });
    customer.says('/balance');
    await customer.sees('💳 0 credits');
    const { group } = product;
    const refused = await group.press(alert, 'It is fine – release', group.member).answered();
    expect(refused.text).toContain('Only administrators');
    const taps = [0, 1, 2].map(() => group.press(alert, 'It is fine – release'));
    await Promise.all(taps.map((tap) => tap.answered()));
    await group.sees(0, /Payment released by Ada: \$10\.00/);
    await customer.sees('has been checked, everything is fine');
    await calm(product);
    expect(await frozen(customer.id)).toEqual({ credits: 20, frozen: 0 });
    const logged = await product.rows(`select actor_name from audit_log where action = 'release_payment'`);
    expect(logged).toEqual([{ actor_name: 'Ada' }]);
    expect(customer.chat().filter(({ text }) => text.includes('being checked'))).toHaveLength(1);
  });

  it('leads to the same question as /refund; the refund takes the frozen credits first', async () => {
    const { customer, charge } = await scene.buyer('Bob');
    product.stripe.control.createEarlyFraudWarning(charge);
    product.group.press(await warningOf('Bob'), 'Refund now');
    await product.group.sees(0, 'Refund for Bob?');
    await scene.taps(0, 'Refund all $10.00');
    await scene.taps(0, 'Yes, refund $10.00');
    await product.group.sees(0, /\$10\.00 of P-\d+ refunded by Ada\. Bob has 10 credits now/);
    await product.stripe.control.settled();
    await calm(product);
    expect(await frozen(customer.id)).toEqual({ credits: 10, frozen: 0 });
    expect(await statusOf(customer.id)).toEqual(['settled']);
    const late = await product.group.press(await warningOf('Bob'), 'It is fine – release').answered();
    expect(late.text).toContain('has decided meanwhile');
  });

  it('suspends a pass, also over a partial refund, and gives the time back', async () => {
    const { customer } = await scene.talker('Cid');
    await customer.buys('Day pass');
    await customer.sees('Messages are free until');
    const charge = await scene.chargeOf(customer);
    product.stripe.control.createEarlyFraudWarning(charge);
    const alert = await warningOf('Cid');
    product.stripe.control.refundFromDashboard(charge, 100);
    await product.group.sees(0, /Refund: \$1\.00 for Day pass/);
    expect(await suspended(customer.id)).toBe(true);
    product.group.press(alert, 'It is fine – release');
    await customer.sees('has been checked');
    expect(await suspended(customer.id)).toBe(false);
  });

  it('a warning that comes too late is state only', async () => {
    const { customer, charge } = await scene.buyer('Dee');
    product.stripe.control.refundFromDashboard(charge);
    await customer.sees('25 credits taken back');
    product.stripe.control.createEarlyFraudWarning(charge);
    await product.stripe.control.settled();
    await calm(product);
    expect(await statusOf(customer.id)).toEqual([]);
    expect(product.group.general().some(({ text }) => /warns of a payment[\s\S]*Dee/.test(text))).toBe(false);
  });

  it('credits that a won dispute brings back after a warning are free', async () => {
    const { customer, charge } = await scene.buyer('Eli');
    product.stripe.control.createEarlyFraudWarning(charge);
    await warningOf('Eli');
    const dispute = product.stripe.control.createDispute(charge);
    await customer.sees('25 credits taken back');
    await product.stripe.control.settled();
    await calm(product);
    expect(await statusOf(customer.id)).toEqual(['settled']);
    product.stripe.control.closeDispute(dispute.id, 'won');
    await customer.sees('is valid again');
    expect(await frozen(customer.id)).toEqual({ credits: 35, frozen: 0 });
  });

  it.each(['won', 'lost'] as const)(
    'a dispute that is %s settles the warning, also when Stripe’s word that it is settled was lost',
    async (result) => {
      const name = result === 'won' ? 'Fay' : 'Gil';
      const { customer, charge } = await scene.buyer(name);
      product.stripe.control.createEarlyFraudWarning(charge);
      await warningOf(name);
      const lost = ['radar.early_fraud_warning.updated', 'charge.dispute.created'] as const;
      product.stripe.control.faults.webhook({
        kind: 'drop',
        types: [...lost, 'charge.dispute.funds_withdrawn'],
      });
      const dispute = product.stripe.control.createDispute(charge);
      product.stripe.control.closeDispute(dispute.id, result);
      await product.group.sees(0, new RegExp(`Dispute ${result}[\\s\\S]*${name}`));
      await calm(product);
      expect(await statusOf(customer.id)).toEqual(['settled']);
      const credits = result === 'won' ? 35 : 10;
      expect(await frozen(customer.id)).toEqual({ credits, frozen: 0 });
    },
  );

  const reviewOf = (name: string): Promise<VisibleMessage> =>
    product.group.sees(0, new RegExp(`Stripe asks you to review a payment: [\\s\\S]*${name}`));

  it('a review holds the payment back until it is approved at Stripe', async () => {
    const { customer, charge } = await scene.buyer('Hal');
    product.stripe.control.faults.webhook({ kind: 'duplicate', copies: 3, times: 10 });
    const review = product.stripe.control.openReview(charge);
    await reviewOf('Hal');
    await customer.sees('Your payment for 25 credits is being checked');
    expect(await frozen(customer.id)).toEqual({ credits: 10, frozen: 25 });
    product.stripe.control.closeReview(review.id, 'approved');
    await customer.sees('has been checked, everything is fine');
    await product.group.sees(0, 'Payment released by a review at Stripe');
    await calm(product);
    expect(await frozen(customer.id)).toEqual({ credits: 35, frozen: 0 });
    const late = await product.group.press(await reviewOf('Hal'), 'It is fine – release').answered();
    expect(late.text).toContain('Released already');
  });

  it('a review that an administrator ends here is approved at Stripe too', async () => {
    const { customer, charge } = await scene.buyer('Ida');
    const { id } = product.stripe.control.openReview(charge);
    product.group.press(await reviewOf('Ida'), 'It is fine – release');
    await customer.sees('has been checked, everything is fine');
    await calm(product);
    const { api } = product.part(StripeClient);
    expect(await api.reviews.retrieve(id)).toMatchObject({ open: false, closed_reason: 'approved' });
    expect(await statusOf(customer.id)).toEqual(['released']);
  });

  it('a review of a payment that is refunded is settled', async () => {
    const { customer, charge } = await scene.buyer('Joe');
    product.stripe.control.openReview(charge);
    await reviewOf('Joe');
    product.stripe.control.refundFromDashboard(charge);
    await customer.sees('25 credits taken back');
    await product.stripe.control.settled();
    await calm(product);
    expect(await frozen(customer.id)).toEqual({ credits: 10, frozen: 0 });
    expect(await statusOf(customer.id)).toEqual(['settled']);
    expect(customer.chat().some(({ text }) => text.includes('everything is fine'))).toBe(false);
  });

  it('what was warned of before its payment was known is held back once it is', async () => {
    const { customer } = await scene.talker('Kim');
    product.stripe.control.faults.webhook({ kind: 'drop', types: ['checkout.session.completed'] });
    await customer.buys('25 credits');
    const charge = product.stripe.control.charges().at(-1)?.id ?? '';
    product.stripe.control.createEarlyFraudWarning(charge);
    product.stripe.control.openReview(charge);
    await product.stripe.control.settled();
    await calm(product);
    product.stripe.control.faults.clear();
    product.stripe.control.resend(
      product.stripe.control.events('checkout.session.completed').at(-1)?.id ?? '',
    );
    await warningOf('Kim');
    await reviewOf('Kim');
    await calm(product);
    expect(await frozen(customer.id)).toEqual({ credits: 10, frozen: 25 });
    product.group.press(await warningOf('Kim'), 'It is fine – release');
    await customer.sees('has been checked');
    await calm(product);
    // The other one still holds it.
    expect(await frozen(customer.id)).toEqual({ credits: 10, frozen: 25 });
  });

  it('forged buttons say that they are out of date', async () => {
    const alert = await warningOf('Eli');
    const { group } = product;
    for (const data of [
      'warned:release:999999',
      'warned:refund:999999',
      'warned:pay:1',
      'warned:release:1e1',
    ]) {
      const press = product.telegram.actors.pressData(group.administrator, group.id, alert, data);
      expect((await press.answered()).text).toContain('out of date');
    }
  });

  const ofUser = `(select id from users where telegram_id = $1)`;

  async function frozen(telegramId: number): Promise<object | undefined> {
    const rows = await product.rows(
      `select credits::int, frozen::int from credit_accounts where user_id = ${ofUser}`,
      [telegramId],
    );
    return rows[0];
  }

  async function suspended(telegramId: number): Promise<boolean> {
    const rows = await product.rows(
      `select 1 from access_periods where suspended_at is not null and user_id = ${ofUser}`,
      [telegramId],
    );
    return rows.length > 0;
  }

  async function statusOf(telegramId: number): Promise<string[]> {
    const rows = await product.rows<{ status: string }>(
      `select w.status from fraud_warnings w join payments p on p.id = w.payment_id
       where p.user_id = ${ofUser} order by w.id`,
      [telegramId],
    );
    return rows.map(({ status }) => status);
  }
});
