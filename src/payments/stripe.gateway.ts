import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { ProviderUnavailable } from '../billing/billing.errors.js';
import {
  type CardCharge,
  type ChargeState,
  type CheckoutRequest,
  PaymentGateway,
  type RefusedCharge,
  type SavedCard,
} from '../billing/payment-gateway.js';
import { AppConfig } from '../config/app-config.js';
import type { UserId } from '../kernel/ids.js';
import { PortalConfiguration } from './portal-configuration.js';
import { StripeCharges } from './stripe-charges.js';
import { StripeClient } from './stripe-client.js';

/** Billing's wishes as Stripe calls. Every call that creates something carries a key built from the business object. */
@Injectable()
export class StripeGateway extends PaymentGateway {
  readonly provider = 'stripe';
  readonly livemode: boolean;

  constructor(
    private readonly stripe: StripeClient,
    private readonly portal: PortalConfiguration,
    private readonly charges: StripeCharges,
    config: AppConfig,
  ) {
    super();
    this.livemode = config.stripe.livemode;
  }

  createCustomer(userId: UserId, telegramId: number): Promise<string> {
    return available('creating the customer', async () => {
      const customer = await this.stripe.api.customers.create(
        { metadata: { user_id: String(userId), telegram_user_id: String(telegramId) } },
        { idempotencyKey: `customer:${userId}` },
      );
      return customer.id;
    });
  }

  createCheckout(request: CheckoutRequest): Promise<{ sessionId: string; url: string }> {
    return available('opening the checkout', async () => {
      const session = await this.stripe.api.checkout.sessions.create(checkoutParameters(request), {
        idempotencyKey: `purchase:${request.purchaseId}`,
      });
      if (session.url === null) throw new Error(`session ${session.id} has no page`);
      return { sessionId: session.id, url: session.url };
    });
  }

  createPortal(customerId: string, returnUrl: string): Promise<string> {
    return available('opening the portal', async () => {
      const session = await this.stripe.api.billingPortal.sessions.create({
        customer: customerId,
        configuration: await this.portal.id(returnUrl),
        return_url: returnUrl,
      });
      return session.url;
    });
  }

  chargeSavedCard(request: CardCharge): Promise<ChargeState | RefusedCharge> {
    return available('charging the saved card', () => this.charges.charge(request));
  }

  findCharge(request: CardCharge, since: Date): Promise<ChargeState | undefined> {
    return available('looking for the charge', () => this.charges.find(request, since));
  }

  cancelCharge(chargeId: string): Promise<void> {
    return available('cancelling the charge', () => this.charges.cancel(chargeId));
  }

  savedCardOf(chargeId: string): Promise<SavedCard | undefined> {
    return available('looking for the saved card', () => this.charges.savedCard(chargeId));
  }
}

function checkoutParameters(request: CheckoutRequest): Stripe.Checkout.SessionCreateParams {
  const { purchaseId, telegramId, customerId, kind, title, price, billingInterval, expiresAt, returnUrl } =
    request;
  // Payment and subscription events do not inherit the session's metadata, so they get their own.
  const metadata = { purchase_id: purchaseId, telegram_user_id: String(telegramId) };
  const recurring = billingInterval === null ? {} : { recurring: { interval: billingInterval } };
  const plan = kind === 'subscription';
  // Stripe: the page then tells the payer that the card is kept.
  const keep = request.savesCard ? { setup_future_usage: 'off_session' as const } : {};
  return {
    mode: plan ? 'subscription' : 'payment',
    customer: customerId,
    client_reference_id: purchaseId,
    metadata,
    ...(plan ? { subscription_data: { metadata } } : { payment_intent_data: { metadata, ...keep } }),
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: price.currency,
          unit_amount: price.amount,
          product_data: { name: title },
          ...recurring,
        },
      },
    ],
    allow_promotion_codes: true,
    expires_at: Math.floor(expiresAt.getTime() / 1_000),
    success_url: returnUrl,
    cancel_url: returnUrl,
  };
}

/** Whatever Stripe's trouble is, the customer hears the same; the cause is for the log. */
async function available<Result>(operation: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw new ProviderUnavailable({ operation }, { cause: error });
  }
}
