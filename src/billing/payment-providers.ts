import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { AppConfig, type ProviderName } from '../config/app-config.js';
import type { Money } from '../kernel/money.js';
import { PaymentProvider, type Priced } from './payment-provider.js';

/** A way to pay for one offer. */
export interface Selling {
  readonly name: ProviderName;
  readonly price: Money;
  /** Whether paying this way can leave a card behind for later charges. */
  readonly savesCards: boolean;
}

/** The ways to pay: those on offer now, and those by which something was paid once. */
@Injectable()
export class PaymentProviders {
  private known: ReadonlyMap<string, PaymentProvider> | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly config: AppConfig,
  ) {}

  /** Those that the owner has switched on and that sell this offer, in the owner's order. */
  selling(offer: Priced): readonly Selling[] {
    return this.config.paymentProviders.flatMap((name) => {
      const provider = this.of(name);
      const price = provider.priceOf(offer);
      return price === undefined ? [] : [{ name, price, savesCards: provider.savesCards }];
    });
  }

  /** Whether a card can be given at all; without one there is no billing page and no auto-recharge. */
  get takeCards(): boolean {
    return this.config.paymentProviders.some((name) => this.of(name).savesCards);
  }

  /** By the name that purchases carry, also when it is switched off. */
  of(name: ProviderName): PaymentProvider {
    this.known ??= this.collect();
    const provider = this.known.get(name);
    if (provider === undefined) throw new Error(`nobody provides payments by ${name}`);
    return provider;
  }

  private collect(): ReadonlyMap<string, PaymentProvider> {
    const instances = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    const providers = instances.filter((instance) => instance instanceof PaymentProvider);
    return new Map(providers.map((provider) => [provider.name, provider]));
  }
}
