import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { RefundProvider } from './refund-provider.js';

/** Who gives money back, by the name that payments carry; found wherever it is provided. */
@Injectable()
export class RefundProviders {
  private known: ReadonlyMap<string, RefundProvider> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  of(name: string): RefundProvider {
    const provider = this.all.get(name);
    if (provider === undefined) throw new Error(`nobody refunds payments of ${name}`);
    return provider;
  }

  get names(): readonly string[] {
    return [...this.all.keys()];
  }

  private get all(): ReadonlyMap<string, RefundProvider> {
    return (this.known ??= this.collect());
  }

  private collect(): ReadonlyMap<string, RefundProvider> {
    const instances = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    const providers = instances.filter((instance) => instance instanceof RefundProvider);
    return new Map(providers.map((provider) => [provider.provider, provider]));
  }
}
