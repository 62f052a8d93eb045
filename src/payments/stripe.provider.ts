import { Injectable } from '@nestjs/common';
import { type Order, PaymentProvider, type Priced } from '../billing/payment-provider.js';
import type { CheckoutState } from '../billing/payment-gateway.js';
import { OpenBillingAccount } from '../billing/use-cases/open-billing-account.use-case.js';
import type { Money } from '../kernel/money.js';

/** Cards and whatever else the owner switched on in Stripe, on Stripe's own page. */
@Injectable()
export class StripeProvider extends PaymentProvider {
  readonly name = 'stripe';
  readonly savesCards = true;
  readonly livemode: boolean;
  readonly givesTrials = true;

  constructor(private readonly account: OpenBillingAccount) {
    super();
    this.livemode = account.gateway.livemode;
  }

  priceOf(offer: Priced): Money {
    return offer.price;
  }

  async openCheckout(order: Order): Promise<{ sessionId: string; url: string }> {
    const customerId = await this.account.execute(order.userId, order.telegramId);
    return this.account.gateway.createCheckout({ ...order, customerId });
  }

  closeCheckout(sessionId: string): Promise<CheckoutState> {
    return this.account.gateway.closeCheckout(sessionId);
  }
}
