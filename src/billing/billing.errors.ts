import { DomainError } from '../kernel/domain-error.js';
import type { PlanWay } from './subscriptions/plan-holdings.js';

export class NotEnoughCredits extends DomainError<
  'not_enough_credits',
  { cost: number; have: number; missing: number }
> {
  constructor(details: { cost: number; have: number; missing: number }) {
    super('not_enough_credits', details);
  }
}

/** One idempotency key with two different contents: nothing is written, somebody must look. */
export class LedgerConflict extends DomainError<'ledger_conflict', { key: string }> {
  constructor(details: { key: string }) {
    super('ledger_conflict', details);
  }
}

export class UnknownProduct extends DomainError<'unknown_product', { asked: string }> {
  constructor(details: { asked: string }) {
    super('unknown_product', details);
  }
}

/** The provider's answer does not match what we sold; nothing is granted, administrators are told. */
export class PaymentMismatch extends DomainError<
  'payment_mismatch',
  { purchaseId: string; expected: string; found: string }
> {
  constructor(details: { purchaseId: string; expected: string; found: string }) {
    super('payment_mismatch', details);
  }
}

/** There is no customer at the payment provider yet, so there is nothing to show in its portal. */
export class NoBillingAccount extends DomainError<'no_billing_account', Record<string, never>> {
  constructor() {
    super('no_billing_account', {});
  }
}

/** Too many of this customer's payments are or were disputed; an administrator can allow purchases again. */
export class PurchasesBlocked extends DomainError<'purchases_blocked', { disputes: number }> {
  constructor(details: { disputes: number }) {
    super('purchases_blocked', details);
  }
}

/** Nothing is sold to somebody whom nobody answers. */
export class CustomerBanned extends DomainError<'customer_banned', Record<string, never>> {
  constructor() {
    super('customer_banned', {});
  }
}

/** The customer has a plan; a second one would be charged beside it. */
export class PlanHeld extends DomainError<'plan_held', { productId: number; way: PlanWay }> {
  constructor(details: { productId: number; way: PlanWay }) {
    super('plan_held', details);
  }
}

/** This customer has opened so many payment pages that it looks like somebody trying out cards. */
export class TooManyPages extends DomainError<'too_many_pages', { retryAt: Date }> {
  constructor(details: { retryAt: Date }) {
    super('too_many_pages', details);
  }
}

/** The payment provider did not answer usefully; nothing was charged by us. */
export class ProviderUnavailable extends DomainError<'provider_unavailable', { operation: string }> {
  constructor(details: { operation: string }, options?: { cause: unknown }) {
    super('provider_unavailable', details);
    if (options !== undefined) this.cause = options.cause;
  }
}

export class InvalidGift extends DomainError<'invalid_gift', { least: number; most: number }> {
  constructor(details: { least: number; most: number }) {
    super('invalid_gift', details);
  }
}

/** What the customer agreed to is no longer what is on offer, or never was: nothing is turned on. */
export class RechargeOfferChanged extends DomainError<'recharge_offer_changed', { asked: string }> {
  constructor(details: { asked: string }) {
    super('recharge_offer_changed', details);
  }
}

export class NoSavedCard extends DomainError<'no_saved_card', Record<string, never>> {
  constructor() {
    super('no_saved_card', {});
  }
}
