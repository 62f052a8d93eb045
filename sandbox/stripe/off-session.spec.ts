import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { idOf, Shop } from './testing/shop.js';

describe('Off-session payments with a saved card', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.close());

  const charge = async (token: string): Promise<Stripe.PaymentIntent> => {
    const { customer, card } = await shop.saveCard(token);
    return shop.stripe.paymentIntents.create({
      amount: 1999,
      currency: 'usd',
      customer,
      payment_method: card,
      off_session: true,
      confirm: true,
      payment_method_options: { card: { stored_credential_usage: 'unscheduled' } },
      metadata: { attempt_id: 'a1' },
    });
  };

  it('succeeds and names the charge', async () => {
    const intent = await charge('pm_card_visa');
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount_received: 1999,
      metadata: { attempt_id: 'a1' },
    });
    expect(intent.latest_charge).toMatch(/^ch_/);
  });

  it.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline', 'try_again_later'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds', 'try_again_later'],
    ['pm_card_chargeDeclinedLostCard', 'card_declined', 'lost_card', 'do_not_try_again'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card', 'do_not_try_again'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error', 'try_again_later'],
    [
      'pm_card_authenticationRequired',
      'authentication_required',
      'authentication_required',
      'confirm_card_data',
    ],
  ])('is declined with %s as %s / %s', async (token, code, declineCode, advice) => {
    const error = await charge(token).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({ statusCode: 402, code, decline_code: declineCode, advice_code: advice });
    const { payment_intent: intent } = error as Stripe.errors.StripeCardError;
    const stored = await shop.stripe.paymentIntents.retrieve(intent?.id ?? '');
    expect(stored).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { decline_code: declineCode },
    });
    expect(await shop.stripe.charges.retrieve(idOf(stored.latest_charge))).toMatchObject({
      status: 'failed',
      paid: false,
    });
  });

  it('refuses a detached card, a foreign card and a card without its customer', async () => {
    const { customer, card } = await shop.saveCard();
    const other = await shop.stripe.customers.create();
    const pay = (who?: string): Promise<unknown> =>
      shop.stripe.paymentIntents.create({
        amount: 500,
        currency: 'usd',
        payment_method: card,
        confirm: true,
        off_session: true,
        ...(who === undefined ? {} : { customer: who }),
      });
    await expect(pay(other.id)).rejects.toMatchObject({ statusCode: 400 });
    await expect(pay()).rejects.toThrow(/belongs to a Customer/);
    await shop.stripe.paymentMethods.detach(card);
    await expect(pay(customer)).rejects.toThrow(/may not be used again/);
    await expect(shop.stripe.paymentMethods.attach(card, { customer })).rejects.toMatchObject({
      statusCode: 400,
    });
    expect(shop.emulator.control.events('payment_method.detached')).toHaveLength(1);
  });

  it('cancels an intent that waits and refuses one that is done', async () => {
    const open = await shop.stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    expect(await shop.stripe.paymentIntents.cancel(open.id)).toMatchObject({ status: 'canceled' });
    await expect(shop.stripe.paymentIntents.cancel(open.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it('asks the present payer for authentication instead of declining', async () => {
    const { customer, card } = await shop.saveCard('pm_card_authenticationRequired');
    const intent = await shop.stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      customer,
      payment_method: card,
      confirm: true,
      return_url: 'https://t.me/bot',
    });
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
  });

  it('keeps the mark of a stored card and setup_future_usage apart', async () => {
    await expect(
      shop.stripe.paymentIntents.create({
        amount: 500,
        currency: 'usd',
        setup_future_usage: 'off_session',
        payment_method_options: { card: { stored_credential_usage: 'unscheduled' } },
      }),
    ).rejects.toThrow(/stored_credential_usage/);
  });

  it('cannot use a deleted customer', async () => {
    const { customer } = await shop.saveCard();
    await shop.stripe.customers.del(customer);
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ id: customer, deleted: true });
    await expect(shop.order({ customer })).rejects.toMatchObject({ code: 'resource_missing' });
    expect(shop.emulator.control.events('customer.deleted')).toHaveLength(1);
  });
});
