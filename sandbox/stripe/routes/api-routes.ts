import type { AccountRules } from '../billing/account-rules.js';
import type { ListOf } from '../core/stored-objects.js';
import type { WebhookEndpoints } from '../webhooks/webhook-endpoints.js';
import type { ApiRoute } from '../wire/api-route.js';
import type { Includable } from '../wire/expander.js';
import { catalogueRoutes, discountRoutes } from './catalogue-routes.js';
import { checkoutRoutes, portalRoutes } from './checkout-routes.js';
import { customerRoutes } from './customer-routes.js';
import { eventRoutes } from './event-routes.js';
import { disputeRoutes, moneyRoutes } from './money-routes.js';
import { intentRoutes, methodRoutes, setupRoutes } from './payment-routes.js';
import { invoiceRoutes, subscriptionRoutes } from './subscription-routes.js';

export function apiRoutes(rules: AccountRules, endpoints: WebhookEndpoints): ApiRoute[] {
  return [
    ...customerRoutes(rules),
    ...catalogueRoutes(rules),
    ...discountRoutes(rules),
    ...checkoutRoutes(rules),
    ...portalRoutes(rules),
    ...intentRoutes(rules),
    ...methodRoutes(rules),
    ...setupRoutes(rules),
    ...moneyRoutes(rules),
    ...disputeRoutes(rules),
    ...subscriptionRoutes(rules),
    ...invoiceRoutes(rules),
    ...eventRoutes(rules.core, endpoints),
  ];
}

/** Stripe: these lists are left out of their object unless `expand` names them. */
export function includableFields({ core, invoices }: AccountRules): ReadonlyMap<string, Includable> {
  const list = <T>(data: T[], url: string): ListOf<T> => ({ object: 'list', data, has_more: false, url });
  const { state } = core;
  return new Map<string, Includable>([
    [
      'checkout.session.line_items',
      ({ id }) =>
        list(state.checkoutPlans.need(String(id)).lines, `/v1/checkout/sessions/${String(id)}/line_items`),
    ],
    [
      'invoice.payments',
      ({ id }) => list(invoices.payments(String(id)), `/v1/invoice_payments?invoice=${String(id)}`),
    ],
    [
      'charge.refunds',
      ({ id }) =>
        list(
          state.refunds.where((refund) => refund.charge === id).reverse(),
          `/v1/charges/${String(id)}/refunds`,
        ),
    ],
    [
      'customer.subscriptions',
      ({ id }) =>
        list(
          state.subscriptions.where((one) => one.customer === id && one.status !== 'canceled').reverse(),
          `/v1/customers/${String(id)}/subscriptions`,
        ),
    ],
  ]);
}
