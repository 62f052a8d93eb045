import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { ListedPrices } from '../billing/catalog/listed-prices.js';
import type { CheckoutRequest, CheckoutState } from '../billing/payment-gateway.js';
import { AppConfig } from '../config/app-config.js';
import { checkoutState } from './mappers/checkout-state.js';
import { StripeClient } from './stripe-client.js';

type LineItem = Stripe.Checkout.SessionCreateParams.LineItem;

interface Page {
  readonly sessionId: string;
  readonly url: string;
}

/** Checkout sessions: one per purchase, at a listed price where there is one that fits, else at one of their own. */
@Injectable()
export class StripeCheckouts {
  constructor(
    private readonly stripe: StripeClient,
    private readonly listed: ListedPrices,
    private readonly config: AppConfig,
  ) {}

  async open(request: CheckoutRequest): Promise<Page> {
    const { purchaseId, title } = request;
    const priceId = await this.listed.choose(purchaseId);
    if (priceId !== null) {
      try {
        return await this.create(request, { price: priceId }, `purchase:${purchaseId}:${priceId}`);
      } catch (error) {
        if (!isAboutPrice(error)) throw error;
        const mode = { provider: 'stripe', livemode: this.config.stripe.livemode };
        await this.listed.refused(mode, { priceId, purchaseId, title, reason: error.message });
      }
    }
    // A key of its own: Stripe repeats the refusal for the other one.
    return this.create(request, { price_data: priceData(request) }, `purchase:${purchaseId}`);
  }

  /** Stripe: only an open session can be expired, so the refusal means that it has ended already. */
  async close(sessionId: string): Promise<CheckoutState> {
    const { sessions } = this.stripe.api.checkout;
    try {
      return checkoutState(await sessions.expire(sessionId));
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      return checkoutState(await sessions.retrieve(sessionId));
    }
  }

  private async create(request: CheckoutRequest, line: LineItem, idempotencyKey: string): Promise<Page> {
    const parameters = checkoutParameters(request, line);
    const session = await this.stripe.api.checkout.sessions.create(parameters, { idempotencyKey });
    if (session.url === null) throw new Error(`session ${session.id} has no page`);
    return { sessionId: session.id, url: session.url };
  }
}

function priceData(request: CheckoutRequest): NonNullable<LineItem['price_data']> {
  const { price, title, productCode, billingInterval } = request;
  return {
    currency: price.currency,
    unit_amount: price.amount,
    // An invoice names its price and its product; the code says which of ours that is.
    product_data: { name: title, metadata: { product_code: productCode } },
    ...(billingInterval === null ? {} : { recurring: { interval: billingInterval } }),
  };
}

/** Stripe: a price that is gone, archived, or whose product is. */
function isAboutPrice(error: unknown): error is Stripe.errors.StripeInvalidRequestError {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return false;
  return error.param?.startsWith('line_items') === true || /\b(inactive|not active)\b/.test(error.message);
}

function checkoutParameters(request: CheckoutRequest, line: LineItem): Stripe.Checkout.SessionCreateParams {
  const { purchaseId, telegramId, customerId, kind, trialDays, expiresAt, returnUrl } = request;
  // Payment and subscription events do not inherit the session's metadata, so they get their own.
  const metadata = { purchase_id: purchaseId, telegram_user_id: String(telegramId) };
  const plan = kind === 'subscription';
  const trial = trialDays === null ? {} : { trial_period_days: trialDays };
  // Stripe: the page then tells the payer that the card is kept.
  const keep = request.savesCard ? { setup_future_usage: 'off_session' as const } : {};
  return {
    mode: plan ? 'subscription' : 'payment',
    customer: customerId,
    client_reference_id: purchaseId,
    metadata,
    ...(plan
      ? { subscription_data: { metadata, ...trial } }
      : { payment_intent_data: { metadata, ...keep } }),
    line_items: [{ quantity: 1, ...line }],
    allow_promotion_codes: true,
    expires_at: Math.floor(expiresAt.getTime() / 1_000),
    success_url: returnUrl,
    cancel_url: returnUrl,
  };
}
