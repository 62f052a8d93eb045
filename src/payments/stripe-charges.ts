import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import type { CardCharge, ChargeState, RefusedCharge, SavedCard } from '../billing/payment-gateway.js';
import { chargeState, isOfTry } from './mappers/charge-state.js';
import { savedCard } from './mappers/saved-card.js';
import { StripeClient } from './stripe-client.js';

/** Stripe's clock and ours may differ; a charge is looked for from a little earlier on. */
const clockSkewSeconds = 300;

/** PaymentIntents that charge a saved card while the customer is away (Stripe: `off_session`). */
@Injectable()
export class StripeCharges {
  constructor(private readonly stripe: StripeClient) {}

  async charge(request: CardCharge): Promise<ChargeState | RefusedCharge> {
    const { attemptId, try: attemptTry } = request;
    try {
      const intent = await this.stripe.api.paymentIntents.create(parameters(request), {
        idempotencyKey: `recharge:${attemptId}:${attemptTry}`,
      });
      return chargeState(intent);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeCardError && error.payment_intent !== undefined) {
        return chargeState(error.payment_intent);
      }
      // Stripe: 400 and 404 mean that nothing was begun; the card is detached, for example.
      if (error instanceof Stripe.errors.StripeInvalidRequestError) {
        const code = error.code ?? 'invalid_request';
        return { refused: { isFinal: true, reason: 'card_unusable', code } };
      }
      throw error;
    }
  }

  async find(request: CardCharge, since: Date): Promise<ChargeState | undefined> {
    const created = { gte: Math.floor(since.getTime() / 1_000) - clockSkewSeconds };
    const list = this.stripe.api.paymentIntents.list({ customer: request.customerId, created, limit: 100 });
    for await (const intent of list) if (isOfTry(intent, request)) return chargeState(intent);
    return undefined;
  }

  /** Stripe: one that is done or cancelled already is refused, which is as good. */
  async cancel(chargeId: string): Promise<void> {
    try {
      await this.stripe.api.paymentIntents.cancel(chargeId, { cancellation_reason: 'abandoned' });
    } catch (error) {
      const isOver =
        error instanceof Stripe.errors.StripeInvalidRequestError &&
        error.code === 'payment_intent_unexpected_state';
      if (!isOver) throw error;
    }
  }

  async savedCard(chargeId: string): Promise<SavedCard | undefined> {
    const intent = await this.stripe.api.paymentIntents.retrieve(chargeId, { expand: ['payment_method'] });
    const method = intent.payment_method;
    return method === null || typeof method === 'string' ? undefined : savedCard(method);
  }
}

function parameters(request: CardCharge): Stripe.PaymentIntentCreateParams {
  const { price, customerId, methodId, purchaseId, telegramId, attemptId } = request;
  return {
    amount: price.amount,
    currency: price.currency,
    customer: customerId,
    payment_method: methodId,
    off_session: true,
    confirm: true,
    description: request.title,
    // Stripe: tells the bank that the customer agreed once to charges of no fixed rhythm.
    payment_method_options: { card: { stored_credential_usage: 'unscheduled' } },
    metadata: {
      purchase_id: purchaseId,
      telegram_user_id: String(telegramId),
      recharge_attempt: attemptId,
      recharge_try: String(request.try),
    },
  };
}
