import type { AccountRules } from '../billing/account-rules.js';
import type { ChangeSignal } from '../core/change-signal.js';
import type * as Stored from '../core/stored-objects.js';
import type { WebhookControl } from './webhook-control.js';

/** What the account holds, as copies, and waiting for it to change. */
export class StripeReads {
  constructor(
    private readonly account: AccountRules,
    private readonly hooks: WebhookControl,
    private readonly signal: ChangeSignal,
  ) {}

  sessions(): Stored.CheckoutSession[] {
    return structuredClone(this.account.core.state.sessions.all());
  }

  events(type?: Stored.EventType): Stored.StripeEvent[] {
    return structuredClone(
      this.account.core.state.events.where((event) => type === undefined || event.type === type),
    );
  }

  charges(): Stored.Charge[] {
    return structuredClone(this.account.core.state.charges.all());
  }

  customers(): Stored.Customer[] {
    return structuredClone(this.account.core.state.customers.all());
  }

  paymentMethods(): Stored.PaymentMethod[] {
    return structuredClone(this.account.core.state.paymentMethods.all());
  }

  subscriptions(): Stored.Subscription[] {
    return structuredClone(this.account.core.state.subscriptions.all());
  }

  /** Resolves with the first usable value of `read`, looked at again after every change. */
  waitFor<T>(read: () => T | undefined | null | false, timeoutMs?: number, what?: string): Promise<T> {
    return this.signal.waitFor(read, timeoutMs, what);
  }

  /** No webhook is on its way; retries that wait for their time do not count. */
  get isIdle(): boolean {
    return this.hooks.idle;
  }

  async settled(timeoutMs?: number): Promise<void> {
    await this.signal.waitFor(() => this.isIdle, timeoutMs, 'end of the deliveries');
  }
}
