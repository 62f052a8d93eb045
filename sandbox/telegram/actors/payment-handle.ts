import type { CheckoutState } from '../state/star-state.js';
import type { Waiter } from './waiter.js';

/** A payment that somebody has confirmed: whether the bot agreed, and what came of it. */
export class PaymentHandle {
  constructor(
    private readonly checkout: CheckoutState,
    private readonly waiter: Waiter,
  ) {}

  get queryId(): string {
    return this.checkout.id;
  }

  get outcome(): Readonly<CheckoutState> {
    return this.checkout;
  }

  /** Resolves once it is paid, refused or timed out. */
  async settled(timeoutMs = 12_000): Promise<Readonly<CheckoutState>> {
    await this.waiter.waitFor(() => this.checkout.status !== 'waiting', timeoutMs, 'the end of a payment');
    return this.checkout;
  }

  toJSON(): unknown {
    return this.checkout;
  }
}
