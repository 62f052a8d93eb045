import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { idOf, Shop } from './testing/shop.js';

describe('Money back', () => {
  let shop: Shop;
  let intent: string;
  beforeEach(async () => {
    shop = await Shop.open();
    const session = await shop.order();
    shop.emulator.control.payCheckout(session.id);
    intent = idOf((await shop.stripe.checkout.sessions.retrieve(session.id)).payment_intent);
  });
  afterEach(() => shop.close());

  const charge = async (): Promise<import('stripe').Stripe.Charge> => {
    const { data } = await shop.stripe.charges.list({ payment_intent: intent });
    if (!data[0]) throw new Error('no charge');
    return data[0];
  };
  const types = (): string[] => shop.emulator.control.events().map((event) => event.type);

  it('refunds in parts up to the amount, and marks the charge refunded only then', async () => {
    const first = await shop.stripe.refunds.create({ payment_intent: intent, amount: 400 });
    expect(first).toMatchObject({ status: 'succeeded', amount: 400, payment_intent: intent });
    expect(await charge()).toMatchObject({ amount_refunded: 400, refunded: false });
    await expect(shop.stripe.refunds.create({ payment_intent: intent, amount: 600 })).rejects.toThrow(
      /greater than unrefunded amount on charge \(\$5.99\)/,
    );
    await shop.stripe.refunds.create({ payment_intent: intent });
    expect(await charge()).toMatchObject({ amount_refunded: 999, refunded: true });
    await expect(shop.stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    expect(types().filter((type) => type === 'refund.created')).toHaveLength(2);
    expect(types().filter((type) => type === 'charge.refunded')).toHaveLength(2);
    const expanded = await shop.stripe.charges.retrieve((await charge()).id, { expand: ['refunds'] });
    expect(expanded.refunds?.data.map((one) => one.amount)).toEqual([599, 400]);
    expect(await charge()).not.toHaveProperty('refunds');
  });

  it('gives the amount back to the charge when a refund fails', async () => {
    const refund = shop.emulator.control.refundFromDashboard(intent);
    shop.emulator.control.failRefund(refund.id);
    expect(await shop.stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'lost_or_stolen_card',
    });
    expect(await charge()).toMatchObject({ amount_refunded: 0, refunded: false });
    expect(types()).toContain('refund.failed');
    await expect(shop.stripe.refunds.cancel(refund.id)).rejects.toThrow(/requires_action/);
  });

  it('takes the money of a dispute at once, blocks refunds, and gives it back when won', async () => {
    const dispute = shop.emulator.control.createDispute(intent, { reason: 'product_not_received' });
    expect(dispute).toMatchObject({ status: 'needs_response', amount: 999, is_charge_refundable: false });
    expect(dispute.evidence_details.due_by).toBeGreaterThan(dispute.created);
    expect(await charge()).toMatchObject({ disputed: true });
    await expect(shop.stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      code: 'charge_disputed',
    });
    const answered = await shop.stripe.disputes.update(dispute.id, {
      evidence: { uncategorized_text: 'delivered' },
      submit: true,
    });
    expect(answered).toMatchObject({ status: 'under_review', evidence_details: { has_evidence: true } });
    const won = shop.emulator.control.closeDispute(dispute.id, 'won');
    expect(won.balance_transactions.map((move) => [move.amount, move.fee])).toEqual([
      [-999, 1500],
      [999, 0],
    ]);
    expect(types().filter((type) => type.startsWith('charge.dispute'))).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ]);
    expect(() => shop.emulator.control.closeDispute(dispute.id, 'lost')).toThrow(/already closed/);
  });

  it('accepts a dispute through the API as lost', async () => {
    const dispute = shop.emulator.control.createDispute(intent);
    expect((await shop.stripe.disputes.close(dispute.id)).status).toBe('lost');
    expect(types()).not.toContain('charge.dispute.funds_reinstated');
  });

  it('moves no money for an inquiry', async () => {
    const inquiry = shop.emulator.control.createDispute(intent, { inquiry: true });
    expect(inquiry).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] });
    expect(types()).not.toContain('charge.dispute.funds_withdrawn');
    await shop.stripe.refunds.create({ payment_intent: intent });
    expect(shop.emulator.control.closeDispute(inquiry.id, 'won').status).toBe('warning_closed');
  });

  it('warns of fraud', async () => {
    const warning = shop.emulator.control.createEarlyFraudWarning(intent);
    expect(warning).toMatchObject({ actionable: true, payment_intent: intent });
    const { data } = await shop.stripe.radar.earlyFraudWarnings.list({ payment_intent: intent });
    expect(data).toHaveLength(1);
    expect(types()).toContain('radar.early_fraud_warning.created');
  });

  it('lets certain cards bring their trouble after the payment', async () => {
    for (const scenario of ['disputed', 'early_fraud_warning', 'refund_fails'] as const) {
      const session = await shop.order();
      shop.emulator.control.payCheckout(session.id, { scenario });
    }
    expect(types().indexOf('charge.dispute.created')).toBeGreaterThan(
      types().indexOf('checkout.session.completed'),
    );
    expect(types()).toContain('radar.early_fraud_warning.created');
    const last = shop.emulator.control.charges().at(-1);
    const refund = await shop.stripe.refunds.create({ charge: last?.id ?? '' });
    expect(refund.status).toBe('succeeded');
    expect((await shop.stripe.refunds.retrieve(refund.id)).status).toBe('failed');
  });
});
