import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import {
  type ListedProductPrice,
  ProviderPricesRepository,
} from '../billing/catalog/provider-prices.repository.js';
import { AppConfig } from '../config/app-config.js';
import { Reader } from '../database/reader.js';
import { StripeClient } from './stripe-client.js';

type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;

const app = 'telegram-business-bot';
/** To be raised with every change of the features below. */
const revision = '2';

/**
 * The customer portal refuses to open without a configuration, so the bot brings its own: invoices, cards, cancelling a
 * plan at the end of what was paid, and changing between plans when several are published. Found again by its
 * metadata, made once for every set of plans.
 */
@Injectable()
export class PortalConfiguration {
  private readonly known = new Map<string, Promise<string>>();

  constructor(
    private readonly stripe: StripeClient,
    private readonly prices: ProviderPricesRepository,
    private readonly reader: Reader,
    private readonly config: AppConfig,
  ) {}

  async id(returnUrl: string): Promise<string> {
    const mode = { provider: 'stripe', livemode: this.config.stripe.livemode };
    const plans = await this.prices.listedPlans(this.reader, mode);
    const key = `${revision}:${fingerprint(plans)}`;
    const known = this.known.get(key) ?? this.findOrCreate(key, plans, returnUrl);
    this.known.set(key, known);
    known.catch(() => this.known.delete(key));
    return known;
  }

  private async findOrCreate(
    key: string,
    plans: readonly ListedProductPrice[],
    returnUrl: string,
  ): Promise<string> {
    const mark = { app, revision: key };
    const { configurations } = this.stripe.api.billingPortal;
    for await (const configuration of configurations.list({ active: true, limit: 100 })) {
      const { metadata } = configuration;
      if (metadata?.['app'] === app && metadata['revision'] === key) return configuration.id;
    }
    const created = await configurations.create(
      { default_return_url: returnUrl, metadata: mark, features: featuresOf(plans) },
      { idempotencyKey: `portal-configuration:${key}` },
    );
    return created.id;
  }
}

function featuresOf(plans: readonly ListedProductPrice[]): Features {
  return {
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: { enabled: true, mode: 'at_period_end' },
    ...(plans.length < 2 ? {} : { subscription_update: changeAmong(plans) }),
  };
}

/** Dearer at once and paid at once, cheaper at the end of the period; a trial goes on under the new plan. */
function changeAmong(plans: readonly ListedProductPrice[]): NonNullable<Features['subscription_update']> {
  return {
    enabled: true,
    default_allowed_updates: ['price'],
    products: plans.map(({ providerProductId, priceId }) => ({
      product: providerProductId,
      prices: [priceId],
    })),
    proration_behavior: 'always_invoice',
    schedule_at_period_end: {
      conditions: [{ type: 'decreasing_item_amount' }, { type: 'shortening_interval' }],
    },
    trial_update_behavior: 'continue_trial',
  };
}

function fingerprint(plans: readonly ListedProductPrice[]): string {
  const ids = plans.map(({ priceId }) => priceId).toSorted();
  return createHash('sha256').update(ids.join()).digest('base64url').slice(0, 16);
}
