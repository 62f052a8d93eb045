import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { UnfinishedPurchases } from '../../src/billing/purchases/unfinished-purchases.js';
import { CheckUnfinished } from '../../src/payments/reconciliation/check-unfinished.cron.js';
import { CompareWithStripe } from '../../src/payments/reconciliation/compare-with-stripe.cron.js';
import { type Customer, sessionOf } from '../support/customer.js';
import { Product } from '../support/product.js';

const day = 24 * 60 * 60 * 1_000;

describe('reconciliation with Stripe', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    product.stripe.control.faults.clear();
    expect(await product.violations()).toEqual([]);
  });
  afterAll(async () => {
    await product.stop();
  });

  async function arrives(name: string): Promise<Customer> {
    const customer = product.customer(name);
    customer.start();
    await customer.sees('Hello');
    return customer;
  }

  /** Everything that Stripe delivers from now on is lost, and the list of events is of no help. */
  function loseWebhooks(): void {
    product.stripe.control.faults.webhook({ kind: 'drop', times: 1_000 });
  }

  const lastCharge = (): string => product.stripe.control.charges().at(-1)?.id ?? '';
  const lastIntent = (): string => String(product.stripe.control.charges().at(-1)?.payment_intent);

  /** The night after: what was paid today is compared tomorrow. */
  async function compareTomorrow(): Promise<void> {
    product.advance(day);
    await product.part(CompareWithStripe).handle();
  }

  const reports = (): string[] =>
    product.group
      .messages(0)
      .map(({ text }) => text)
      .filter((text) => text.includes('Comparison with Stripe'));

  it('is silent when everything agrees, and keeps both sides of every day', async () => {
    const ann = await arrives('Ann');
    await ann.buys('10 credits');
    await ann.sees('Your balance: 20 credits');
    await compareTomorrow();
    const days = await product.rows<Record<string, unknown>>(
      `select currency, provider_payments, provider_amount::int, ledger_payments, ledger_amount::int
       from reconciliation_days where ledger_payments > 0`,
    );
    expect(days).toEqual([
      { currency: 'usd', provider_payments: 1, provider_amount: 500, ledger_payments: 1, ledger_amount: 500 },
    ]);
    expect(reports()).toEqual([]);
  });

  it('grants what was paid while every webhook was lost, once, and says that it did', async () => {
    const bob = await arrives('Bob');
    loseWebhooks();
    await bob.buys('25 credits');
    const intent = lastIntent();
    await compareTomorrow();
    await bob.sees('Your balance: 35 credits');
    const report = await product.group.sees(0, intent);
    expect(report.text).toContain('Missed at first, put right now');
    expect(report.text).toContain('Paid at Stripe, nothing granted here');
    const told = reports().length;
    await product.part(CompareWithStripe).handle();
    expect(reports()).toHaveLength(told);
  });

  it('grants a plan’s period and a refund that were lost', async () => {
    const cid = await arrives('Cid');
    loseWebhooks();
    await cid.buys('Monthly plan');
    await compareTomorrow();
    await cid.sees('Your balance: 110 credits');
    const dee = await arrives('Dee');
    product.stripe.control.faults.clear();
    await dee.buys('10 credits');
    await dee.sees('Your balance: 20 credits');
    loseWebhooks();
    product.stripe.control.refundFromDashboard(lastCharge());
    const intent = lastIntent();
    await compareTomorrow();
    await dee.sees('10 credits taken back');
    const report = await product.group.sees(0, intent);
    expect(report.text).toContain('The refunded amount differs');
    expect(report.text).toContain('Stripe: 5.00 USD · here: 0.00 USD');
  });

  it('reports money that was granted and is not at Stripe, and payments that do not fit, with ids', async () => {
    const eve = await arrives('Eve');
    await eve.buys('10 credits');
    await eve.sees('Your balance: 20 credits');
    await product.rows(`update payments set payment_intent_id = 'pi_invented' where payment_intent_id = $1`, [
      lastIntent(),
    ]);
    await compareTomorrow();
    const report = await product.group.sees(0, 'pi_invented');
    expect(report.text).toContain('Granted here, but Stripe has no such payment');
    // The real payment is at Stripe; its session was granted before, so it is not granted again.
    expect(report.text).toContain('Paid at Stripe, nothing granted here');
    expect(
      await product.rows(
        `select 1 from payments where user_id = (select id from users where telegram_id = $1)`,
        [eve.id],
      ),
    ).toHaveLength(1);
  });

  it('leaves alone what somebody else sells through the same account', async () => {
    const known = (): Promise<object[]> =>
      product.rows('select reference from reconciliation_findings order by 1');
    const before = await known();
    const api = `${product.stripe.url}/v1/payment_intents`;
    const body = new URLSearchParams({
      amount: '9900',
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: 'true',
      'automatic_payment_methods[enabled]': 'true',
      'automatic_payment_methods[allow_redirects]': 'never',
    });
    const response = await fetch(api, {
      method: 'POST',
      headers: { authorization: `Bearer ${product.stripe.apiKey}` },
      body,
    });
    expect(response.status).toBe(200);
    await compareTomorrow();
    expect(await known()).toEqual(before);
  });

  it('asks about pages whose time is over, and ends or grants their purchases', async () => {
    const fay = await arrives('Fay');
    fay.says('/buy10');
    const unpaid = sessionOf(fay.pageOf(await fay.sees('10 credits for $5.00'), 'Pay'));
    fay.says('/buy25');
    const paid = sessionOf(fay.pageOf(await fay.sees('25 credits for $10.00'), 'Pay'));
    loseWebhooks();
    product.stripe.control.payCheckout(paid);
    product.stripe.control.expireCheckout(unpaid);
    product.advance(day);
    await product.part(CheckUnfinished).handle();
    await fay.sees('Your balance: 35 credits');
    const statuses = await product.rows<{ status: string }>(
      `select status from purchases where session_id = any($1) order by amount`,
      [[unpaid, paid]],
    );
    expect(statuses.map(({ status }) => status)).toEqual(['expired', 'paid']);
  });

  it('ends a purchase whose page was never made, or is unknown at Stripe', async () => {
    const gus = await arrives('Gus');
    gus.says('/buy10');
    await gus.sees('10 credits for $5.00');
    await product.rows(
      `update purchases set session_id = 'cs_unknown' where user_id = (select id from users where telegram_id = $1)`,
      [gus.id],
    );
    product.advance(day);
    await product.part(CheckUnfinished).handle();
    const [purchase] = await product.rows<{ status: string }>(
      `select status from purchases where session_id = 'cs_unknown'`,
    );
    expect(purchase?.status).toBe('expired');
  });

  it('does not end a purchase that was paid in the same moment', async () => {
    const hal = await arrives('Hal');
    await hal.buys('10 credits');
    await hal.sees('Your balance: 20 credits');
    const [{ id } = { id: '' }] = await product.rows<{ id: string }>(
      `select id from purchases where status = 'paid' order by paid_at desc limit 1`,
    );
    await product.part(UnfinishedPurchases).expire(id);
    const [purchase] = await product.rows<{ status: string }>(`select status from purchases where id = $1`, [
      id,
    ]);
    expect(purchase?.status).toBe('paid');
  });

  it('reports an event that has not been acted on for a day, and takes it up again when its job has given up', async () => {
    const ida = await arrives('Ida');
    await ida.buys('10 credits');
    await ida.sees('Your balance: 20 credits');
    const [{ id } = { id: '' }] = await product.rows<{ id: string }>(
      `update stripe_events set status = 'received', received_at = now() - interval '5 days'
       where id = (select id from stripe_events where type = 'checkout.session.completed' order by received_at desc limit 1)
       returning id`,
    );
    await product.part(CompareWithStripe).handle();
    const report = await product.group.sees(0, id);
    expect(report.text).toContain('could not be acted on');
    await expect
      .poll(() => product.rows<{ status: string }>(`select status from stripe_events where id = $1`, [id]))
      .toEqual([{ status: 'done' }]);
  });
});
