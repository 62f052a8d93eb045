import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { ProviderUnavailable } from '../billing/billing.errors.js';
import {
  type CardCharge,
  type ChargeState,
  type CheckoutState,
  type CheckoutRequest,
  PaymentGateway,
  type PortalEntry,
  type RefusedCharge,
  type SavedCard,
} from '../billing/payment-gateway.js';
import { AppConfig } from '../config/app-config.js';
import type { UserId } from '../kernel/ids.js';
import { PortalConfiguration } from './portal-configuration.js';
import { StripeCharges } from './stripe-charges.js';
import { StripeCheckouts } from './stripe-checkouts.js';
import { StripeClient } from './stripe-client.js';

/** Billing's wishes as Stripe calls. Every call that creates something carries a key built from the business object. */
@Injectable()
export class StripeGateway extends PaymentGateway {
  readonly provider = 'stripe';
  readonly livemode: boolean;

  constructor(
    private readonly stripe: StripeClient,
    private readonly portal: PortalConfiguration,
    private readonly checkouts: StripeCheckouts,
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
    return available('opening the checkout', () => this.checkouts.open(request));
  }

  closeCheckout(sessionId: string): Promise<CheckoutState> {
    return available('closing the checkout', () => this.checkouts.close(sessionId));
  }

  createPortal(customerId: string, returnUrl: string, entry: PortalEntry): Promise<string> {
    return available('opening the portal', async () => {
      const session = await this.stripe.api.billingPortal.sessions.create({
        customer: customerId,
        configuration: await this.portal.id(returnUrl),
        return_url: returnUrl,
        ...(entry === 'card' ? { flow_data: cardFlow(returnUrl) } : {}),
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

  detachCard(methodId: string): Promise<void> {
    return available('removing the card', () => this.charges.detach(methodId));
  }

  endPlan(subscriptionId: string): Promise<void> {
    return available('cancelling the plan', async () => {
      try {
        await this.stripe.api.subscriptions.cancel(subscriptionId);
      } catch (error) {
        // Stripe: one that has ended cannot be found to be ended again.
        if (!isMissing(error)) throw error;
      }
    });
  }

  savedCardOf(chargeId: string): Promise<SavedCard | undefined> {
    return available('looking for the saved card', () => this.charges.savedCard(chargeId));
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';
}

/** Stripe: straight to the form for a new card, and back to the bot when it is saved. */
function cardFlow(returnUrl: string): Stripe.BillingPortal.SessionCreateParams.FlowData {
  return {
    type: 'payment_method_update',
    after_completion: { type: 'redirect', redirect: { return_url: returnUrl } },
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
