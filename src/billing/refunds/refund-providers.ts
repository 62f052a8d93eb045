import { Injectable } from '@nestjs/common';
import type { RefundProvider } from './refund-provider.js';

/** Who gives money back, by the name that purchases and payments carry. Each provider enters itself at the start. */
@Injectable()
export class RefundProviders {
  private readonly known = new Map<string, RefundProvider>();

  enter(provider: RefundProvider): void {
    this.known.set(provider.provider, provider);
  }

  /** Undefined for payments of a provider that is no longer configured. */
  find(name: string): RefundProvider | undefined {
    return this.known.get(name);
  }

  of(name: string): RefundProvider {
    const provider = this.known.get(name);
    if (provider === undefined) throw new Error(`nobody refunds payments of ${name}`);
    return provider;
  }

  get names(): readonly string[] {
    return [...this.known.keys()];
  }
}
