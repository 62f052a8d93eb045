import { Injectable } from '@nestjs/common';
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
import { StripeCharges } from './stripe-charges.js';
import { StripeCheckouts } from './stripe-checkouts.js';
import { StripeClient } from './stripe-client.js';
import { StripeCustomers } from './stripe-customers.js';
import { isMissing } from './stripe-refusals.js';

/** Billing's wishes as Stripe calls. Every call that creates something carries a key built from the business object. */
@Injectable()
export class StripeGateway extends PaymentGateway {
  readonly provider = 'stripe';
  readonly livemode: boolean;

  constructor(
    private readonly stripe: StripeClient,
    private readonly customers: StripeCustomers,
    private readonly checkouts: StripeCheckouts,
    private readonly charges: StripeCharges,
    config: AppConfig,
  ) {
    super();
    this.livemode = config.stripe.livemode;
  }

  createCustomer(userId: UserId, telegramId: number): Promise<string> {
    return available('creating the customer', () => this.customers.create(userId, telegramId));
  }

  createCheckout(request: CheckoutRequest): Promise<{ sessionId: string; url: string }> {
    return available('opening the checkout', () => this.checkouts.open(request));
  }

  closeCheckout(sessionId: string): Promise<CheckoutState> {
    return available('closing the checkout', () => this.checkouts.close(sessionId));
  }

  createPortal(customerId: string, returnUrl: string, entry: PortalEntry): Promise<string> {
    return available('opening the portal', () => this.customers.openPortal(customerId, returnUrl, entry));
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

  forgetCustomer(customerId: string): Promise<void> {
    return available('forgetting the customer', () => this.customers.forget(customerId));
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

/** Whatever Stripe's trouble is, the customer hears the same; the cause is for the log. */
async function available<Result>(operation: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw new ProviderUnavailable({ operation }, { cause: error });
  }
}
