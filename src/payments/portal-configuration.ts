import { Injectable } from '@nestjs/common';
import { StripeClient } from './stripe-client.js';

const mark = { app: 'telegram-business-bot', revision: '1' };

/**
 * The customer portal refuses to open without a configuration, so the bot brings its own: invoices, cards, and
 * cancelling a plan at the end of what was paid. Found again by its metadata, made once.
 */
@Injectable()
export class PortalConfiguration {
  private known: Promise<string> | undefined;

  constructor(private readonly stripe: StripeClient) {}

  id(returnUrl: string): Promise<string> {
    this.known ??= this.findOrCreate(returnUrl).catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async findOrCreate(returnUrl: string): Promise<string> {
    const { configurations } = this.stripe.api.billingPortal;
    for await (const configuration of configurations.list({ active: true, limit: 100 })) {
      const { app, revision } = configuration.metadata ?? {};
      if (app === mark.app && revision === mark.revision) return configuration.id;
    }
    const created = await configurations.create(
      {
        default_return_url: returnUrl,
        metadata: mark,
        features: {
          invoice_history: { enabled: true },
          payment_method_update: { enabled: true },
          subscription_cancel: { enabled: true, mode: 'at_period_end' },
        },
      },
      { idempotencyKey: `portal-configuration:${mark.revision}` },
    );
    return created.id;
  }
}
