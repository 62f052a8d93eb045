import type { DomainError } from '../../kernel/domain-error.js';
import type { Texts } from './texts/customer-texts.js';

/** What a customer reads for a refusal that has no view of its own; codes that cannot reach them read as a fault. */
const customerTexts: Readonly<Record<string, (texts: Texts) => string>> = {
  provider_unavailable: (texts) => texts.providerDown(),
  unknown_product: (texts) => texts.stale(),
  customer_banned: (texts) => texts.paymentObjection.banned,
  purchases_blocked: (texts) => texts.purchasesBlocked(),
  plan_held: (texts) => texts.plan.onePlan.same(),
  no_billing_account: (texts) => texts.noBillingAccount(),
};

const moderatorTexts: Readonly<Record<string, string>> = {
  invalid_gift: 'A gift is a whole number from 1 to 100000.',
  invalid_content:
    'A price is a whole number from 1 to 100000 credits, a title has at most 100 characters. Nothing was changed.',
  provider_unavailable: 'Stripe does not answer at the moment. Please try again in a minute.',
  group_unusable: 'Telegram does not let me do that here. Please check my rights in this group.',
};

export function customerErrorText(error: DomainError, texts: Texts): string {
  return customerTexts[error.code]?.(texts) ?? texts.fault();
}

export function moderatorErrorText(error: DomainError): string {
  return moderatorTexts[error.code] ?? `That did not work (${error.code}). Nothing was changed.`;
}
