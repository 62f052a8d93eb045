import { Injectable } from '@nestjs/common';
import { ProviderUnavailable } from '../../billing/billing.errors.js';
import { type Order, PaymentProvider, type Priced } from '../../billing/payment-provider.js';
import { AppConfig } from '../../config/app-config.js';
import { type Money, starsCurrency } from '../../kernel/money.js';
import { BotApi } from '../outbound/bot-api.js';
import { cutTo } from '../views/plain-text.js';

/** Bot API, createInvoiceLink: "currently, it must always be 2592000 (30 days)". */
export const subscriptionPeriod = 2_592_000;
/** Bot API, createInvoiceLink: title and description. */
const longestTitle = 32;
const longestDescription = 255;

/** Telegram Stars: an invoice link that opens inside Telegram. */
@Injectable()
export class StarsProvider extends PaymentProvider {
  readonly name = 'stars';
  readonly savesCards = false;
  /** An installation has one mode; the Bot API does not say whether Stars are real, Stripe's key does. */
  readonly livemode: boolean;
  /** Bot API: a subscription's first payment is made at once. */
  readonly givesTrials = false;

  constructor(
    private readonly api: BotApi,
    config: AppConfig,
  ) {
    super();
    this.livemode = config.stripe.livemode;
  }

  priceOf({ stars, billingInterval }: Priced): Money | undefined {
    // Bot API: subscriptions in Stars have one period, which is a month's.
    if (stars === null || billingInterval === 'year') return undefined;
    return { amount: stars, currency: starsCurrency };
  }

  async openCheckout({ purchaseId, title, price, kind }: Order): Promise<{ sessionId: string; url: string }> {
    try {
      const url = await this.api.call<string>('createInvoiceLink', {
        title: cutTo(title, longestTitle),
        description: cutTo(title, longestDescription),
        payload: purchaseId,
        provider_token: '',
        currency: 'XTR',
        prices: [{ label: cutTo(title, longestTitle), amount: price.amount }],
        ...(kind === 'subscription' ? { subscription_period: subscriptionPeriod } : {}),
      });
      return { sessionId: purchaseId, url };
    } catch (error) {
      // Whatever Telegram's trouble is, the customer gets a button that tries again; the cause is for the log.
      throw new ProviderUnavailable({ operation: 'making the invoice' }, { cause: error });
    }
  }
  /** Bot API: an invoice link cannot be withdrawn; the question before the payment is answered with no. */
  closeCheckout(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
