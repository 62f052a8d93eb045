import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import { Product } from '../support/product.js';
import { RefundScene } from '../support/refund-scene.js';

describe('money that an administrator gives back', () => {
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

  it('shows what the last payment gave, and refunds the unspent part after a second tap', async () => {
    const { customer, topic, charge } = await scene.buyer('Ann');
    // 15 of the 35 credits; the ten of the welcome go first.
    await scene.spends(customer, topic, 15);
    product.group.writes(topic, '/refund');
    const look = await product.group.sees(topic, 'Refund for Ann?');
    expect(look.text).toMatch(/25 credits for \$10\.00, paid .* · P-\d+/);
    expect(look.text).toContain('It gave 25 credits: 5 spent, 20 unspent');
    expect(look.text).toContain('• Unspent part, $8.00: takes back 20 credits');
    expect(look.text).toContain('• All, $10.00: takes back 25 credits; Ann will owe 5 credits');
    await scene.taps(topic, 'Refund $8.00 for the unspent part');
    const confirm = await product.group.sees(topic, /Refund \$8\.00 of P-\d+ to Ann\?/);
    expect(confirm.text).toContain('It takes back 20 credits.');
    expect(await scene.refunded(charge)).toEqual([]);
    await scene.taps(topic, 'Yes, refund $8.00');
    await product.group.sees(topic, /\$8\.00 of P-\d+ refunded by Ada\. Ann has 0 credits now/);
    await customer.sees('20 credits taken back with it. Your balance: 0 credits');
    const alert = await product.group.sees(0, /Refund: \$8\.00 for 25 credits[\s\S]*Ann/);
    expect(alert.text).toContain('Refunded by Ada');
    expect(await scene.account(customer)).toEqual({ credits: 0, owed: 0 });
    expect(await scene.refunded(charge)).toEqual([800]);
    expect(await scene.audit(customer)).toEqual([
      {
        action: 'refund',
        actor: 'Ada',
        before: expect.objectContaining({ refunded: 0, credits: 20, owed: 0 }) as object,
        after: expect.objectContaining({ refunding: 800, creditsTaken: 20, owed: 0 }) as object,
      },
      {
        action: 'refund_result',
        actor: 'Ada',
        before: expect.objectContaining({ refunding: 800 }) as object,
        after: expect.objectContaining({ status: 'done', refunded: 800, credits: 0, owed: 0 }) as object,
      },
    ]);
  });

  it('refunds all from the card’s button, and says plainly when that makes a debt', async () => {
    const { customer, topic } = await scene.buyer('Bob');
    await scene.spends(customer, topic, 30);
    product.group.press(await product.group.card(topic), 'Refund');
    await product.group.sees(topic, 'Refund for Bob?');
    await scene.taps(topic, 'Refund all $10.00');
    await product.group.sees(topic, 'Bob will owe 20 credits, which the next top-up settles');
    await scene.taps(topic, 'Yes, refund $10.00');
    await product.group.sees(topic, /\$10\.00 of P-\d+ refunded by Ada\. Bob owes 20 credits now/);
    await customer.sees('20 credits owed');
    expect(await scene.account(customer)).toEqual({ credits: 0, owed: 20 });
    product.group.writes(topic, '/refund');
    await product.group.sees(topic, 'This customer has no payment that can be refunded.');
    product.group.writes(topic, '/info');
    await product.group.sees(topic, '0 credits · owes 20');
  });

  it('pages through the payments, newest first, and cancels', async () => {
    const { customer, topic } = await scene.buyer('Cid');
    await customer.buys('50 credits');
    await customer.sees('Your balance: 85 credits');
    product.group.writes(topic, '/refund');
    const look = await product.group.sees(topic, 'Refund for Cid?');
    expect(look.text).toContain('50 credits for');
    // Nothing of it is spent, so there is no part to offer.
    expect(labels(look).some((label) => label.includes('unspent'))).toBe(false);
    await scene.taps(topic, 'Other payment ›');
    await product.group.sees(topic, /Refund for Cid\?\n25 credits for/);
    await scene.taps(topic, 'Other payment ›');
    await product.group.sees(topic, /Refund for Cid\?\n50 credits for/);
    await scene.taps(topic, 'Cancel');
    await product.group.sees(topic, 'Cancelled. Nothing was refunded.');
    expect(await scene.account(customer)).toEqual({ credits: 85, owed: 0 });
  });

  it('takes payment, amount and reason from the command, and part after part until nothing is left', async () => {
    const { customer, topic, reference } = await scene.buyer('Dee');
    product.group.writes(topic, `/refund ${reference} 4.00 double payment`);
    const first = await product.group.sees(topic, `Refund $4.00 of ${reference} to Dee?`);
    expect(first.text).toContain('Reason: double payment');
    await scene.taps(topic, 'Yes, refund $4.00');
    await product.group.sees(topic, `$4.00 of ${reference} refunded by Ada`);
    product.group.writes(topic, `/refund ${reference} 6.01`);
    await product.group.sees(topic, 'Of this payment $6.00 can be refunded at most.');
    product.group.writes(topic, `/refund ${reference}`);
    await product.group.sees(topic, 'Refunded so far: $4.00');
    await scene.taps(topic, 'Refund the rest $6.00');
    await product.group.sees(topic, `Refund $6.00 of ${reference} to Dee?`);
    await scene.taps(topic, 'Yes, refund $6.00');
    await product.group.sees(topic, `$6.00 of ${reference} refunded by Ada`);
    await product.stripe.control.settled();
    expect(await scene.account(customer)).toEqual({ credits: 10, owed: 0 });
    const [reason] = await product.rows<{ reason: string }>(
      `select reason from audit_log where action = 'refund' and reason is not null`,
    );
    expect(reason).toEqual({ reason: 'double payment' });
  });

  it('ends a pass whose payment is refunded, and refunds a plan’s invoice', async () => {
    const { customer, topic } = await scene.talker('Eli');
    await customer.buys('Day pass');
    await customer.sees('Messages are free until');
    product.group.writes(topic, '/refund');
    const look = await product.group.sees(topic, 'Refund for Eli?');
    expect(look.text).toContain('the free time ends');
    await scene.taps(topic, 'Refund all');
    await product.group.sees(topic, /of P-\d+ to Eli\?/);
    await scene.taps(topic, 'Yes, refund');
    await customer.sees('Your payment for Day pass was returned');
    customer.says('/balance');
    await customer.sees('No pass is running');
    await customer.buys('Monthly');
    await customer.sees(/Paid: Monthly/);
    product.group.writes(topic, '/refund');
    await product.group.sees(topic, /Refund for Eli\?\nMonthly/);
    await scene.taps(topic, 'Refund all');
    await product.group.sees(topic, /of P-\d+ to Eli\?/);
    await scene.taps(topic, 'Yes, refund');
    await customer.sees(/Your payment for Monthly.* was returned/);
  });

  it('says in plain words why the provider refuses', async () => {
    const { customer, topic, charge, reference } = await scene.buyer('Fay');
    product.stripe.control.faults.api({ kind: 'balance-too-low', method: 'POST', path: '/v1/refunds' });
    product.group.writes(topic, `/refund ${reference} 10`);
    await product.group.sees(topic, `Refund $10.00 of ${reference} to Fay?`);
    await scene.taps(topic, 'Yes, refund');
    await product.group.sees(topic, 'There is not enough money in the Stripe balance.');
    expect(await scene.account(customer)).toEqual({ credits: 35, owed: 0 });
    product.group.writes(topic, `/refund ${reference}`);
    await product.group.sees(topic, 'Refund for Fay?');
    await scene.taps(topic, 'Refund all $10.00');
    await product.group.sees(topic, 'Please confirm within 10 minutes');
    product.stripe.control.createDispute(charge);
    await customer.sees('25 credits taken back');
    await scene.taps(topic, 'Yes, refund');
    await product.group.sees(topic, 'Stripe refuses to refund a disputed payment as well');
    product.group.writes(topic, `/refund ${reference} 1.00`);
    await product.group.sees(topic, /^⚠️ The payment is disputed/);
    expect(await scene.refunded(charge)).toEqual([]);
  });

  it('asks again when the customer spent credits after the proposal, or when it has waited too long', async () => {
    const { customer, topic, charge, reference } = await scene.buyer('Gus');
    product.group.writes(topic, `/refund ${reference} 10`);
    await product.group.sees(topic, `Refund $10.00 of ${reference} to Gus?`);
    await scene.spends(customer, topic, 15);
    await scene.taps(topic, 'Yes, refund');
    await product.group.sees(topic, 'It gave 25 credits: 5 spent, 20 unspent');
    await scene.taps(topic, 'Refund all $10.00');
    await product.group.sees(topic, /Refund \$10\.00 of .* to Gus\?[\s\S]*will owe 5 credits/);
    await product.rows(`update refund_requests set expires_at = now() - interval '1 second'`);
    const press = await scene.taps(topic, 'Yes, refund');
    await press.answered();
    expect(await scene.account(customer)).toEqual({ credits: 20, owed: 0 });
    await product.group.sees(topic, 'It gave 25 credits: 5 spent, 20 unspent');
    expect(await scene.refunded(charge)).toEqual([]);
  });

  it('tells when the bank sends the money back afterwards', async () => {
    const { customer, topic, charge, reference } = await scene.buyer('Hal');
    product.group.writes(topic, `/refund ${reference} 10`);
    await product.group.sees(topic, `of ${reference} to Hal?`);
    await scene.taps(topic, 'Yes, refund');
    await customer.sees('25 credits taken back');
    product.stripe.control.failRefund(await scene.lastRefund(charge));
    await customer.sees('is valid again');
    await product.group.sees(0, /Refund failed, the money came back: \$10\.00[\s\S]*Hal/);
    expect(await scene.account(customer)).toEqual({ credits: 35, owed: 0 });
  });
});

function labels(message: VisibleMessage): string[] {
  return message.buttons.flat().map((button) => String(button['text']));
}
