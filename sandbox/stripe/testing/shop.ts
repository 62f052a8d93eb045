import Stripe from 'stripe';

import { StripeEmulator, type StripeEmulatorOptions } from '../stripe-emulator.js';
import { WebhookReceiver } from './webhook-receiver.js';

/** Emulator, SDK and webhook receiver of one spec, as a shop would wire them. */
export class Shop {
  private constructor(
    readonly emulator: StripeEmulator,
    readonly stripe: Stripe,
    readonly webhooks: WebhookReceiver,
  ) {}

  static async open(options: StripeEmulatorOptions = {}): Promise<Shop> {
    const webhooks = await WebhookReceiver.start();
    const emulator = await StripeEmulator.start({ webhookUrl: webhooks.url, ...options });
    webhooks.secret = emulator.webhookSecret;
    return new Shop(emulator, Shop.client(emulator), webhooks);
  }

  static client(emulator: StripeEmulator, options: { timeout?: number; apiKey?: string } = {}): Stripe {
    const { hostname, port } = new URL(emulator.url);
    return new Stripe(options.apiKey ?? emulator.apiKey, {
      apiVersion: '2026-10-28.endive',
      host: hostname,
      port: Number(port),
      protocol: 'http',
      telemetry: false,
      maxNetworkRetries: 0,
      timeout: options.timeout ?? 5_000,
    });
  }

  async close(): Promise<void> {
    await this.emulator.stop();
    await this.webhooks.stop();
  }

  /** A pack of credits with an inline price. */
  async order(extra: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> {
    return this.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [
        {
          price_data: { currency: 'usd', unit_amount: 999, product_data: { name: '100 credits' } },
          quantity: 1,
        },
      ],
      success_url: 'https://t.me/bot?start=paid_{CHECKOUT_SESSION_ID}',
      cancel_url: 'https://t.me/bot',
      client_reference_id: 'order-1',
      metadata: { order_id: 'order-1' },
      payment_intent_data: { metadata: { order_id: 'order-1' } },
      ...extra,
    });
  }

  /** A monthly plan of a new customer, paid; gives the subscription. */
  async subscribe(
    extra: Partial<Stripe.Checkout.SessionCreateParams> = {},
  ): Promise<{ session: Stripe.Checkout.Session; subscription: Stripe.Subscription }> {
    const customer = await this.stripe.customers.create({ email: 'a@example.com' });
    const open = await this.stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: customer.id,
      line_items: [
        {
          price_data: {
            currency: 'usd',
            unit_amount: 1500,
            recurring: { interval: 'month' },
            product_data: { name: 'Monthly plan' },
          },
          quantity: 1,
        },
      ],
      success_url: 'https://t.me/bot',
      subscription_data: { metadata: { user_id: '7' } },
      ...extra,
    });
    this.emulator.control.payCheckout(open.id);
    const session = await this.stripe.checkout.sessions.retrieve(open.id);
    const subscription = await this.stripe.subscriptions.retrieve(idOf(session.subscription));
    return { session, subscription };
  }

  /** A customer with a saved card that behaves as told. */
  async saveCard(token = 'pm_card_visa'): Promise<{ customer: string; card: string }> {
    const customer = await this.stripe.customers.create();
    const card = await this.stripe.paymentMethods.attach(token, { customer: customer.id });
    return { customer: customer.id, card: card.id };
  }
}

/** The id in a field that was not expanded. */
export function idOf(field: string | { id: string } | null | undefined): string {
  if (typeof field === 'string') return field;
  throw new Error(`Expected an id, got ${JSON.stringify(field)}.`);
}
