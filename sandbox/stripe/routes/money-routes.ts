import type { AccountRules } from '../billing/account-rules.js';
import type {
  BalanceTransaction,
  Charge,
  Dispute,
  EarlyFraudWarning,
  Refund,
  Review,
} from '../core/stored-objects.js';
import type { ApiRoute } from '../wire/api-route.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { Resource } from './resource.js';

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;

/** `/v1/charges`, `/v1/refunds` and `/v1/balance_transactions` */
export function moneyRoutes({ core, refunds }: AccountRules): ApiRoute[] {
  const charges = new Resource<Charge>(core.state, {
    sdk: 'charges',
    path: '/v1/charges',
    kind: 'charge',
    items: core.state.charges,
    filters: ['customer', 'payment_intent'],
  });
  const refund = new Resource<Refund>(core.state, {
    sdk: 'refunds',
    path: '/v1/refunds',
    kind: 'refund',
    items: core.state.refunds,
    filters: ['charge', 'payment_intent'],
  });
  const balance = new Resource<BalanceTransaction>(core.state, {
    sdk: 'balanceTransactions',
    path: '/v1/balance_transactions',
    kind: 'balance transaction',
    items: core.state.balanceTransactions,
    filters: ['source', 'type', 'currency'],
  });
  return [
    ...charges.readRoutes(),
    charges.act('update', '', (charge, params) => {
      core.events.emitChange('charge.updated', charge, (changed) => {
        changed.metadata = params.metadata(changed.metadata);
      });
      return charge;
    }),
    ...refund.readRoutes(),
    refund.post('create', '', ({ params }) => {
      const param = params.has('charge') ? 'charge' : 'payment_intent';
      const charge = refunds.chargeOf(params.requireText(param), param);
      return refunds.create(charge, {
        amount: params.int('amount'),
        reason: params.oneOf('reason', REASONS),
        metadata: params.metadata(),
      });
    }),
    refund.act('update', '', (item, params) => {
      core.events.emitChange('refund.updated', item, (changed) => {
        changed.metadata = params.metadata(changed.metadata ?? {});
      });
      return item;
    }),
    // Stripe: only a refund that waits for the customer's bank details can be taken back.
    refund.act('cancel', '/cancel', (item) => {
      throw StripeFailure.invalid(
        `Refund ${item.id} has a status of ${item.status ?? 'none'}. Only refunds with a status of requires_action can be canceled.`,
      );
    }),
    ...balance.readRoutes(),
  ];
}

/** `/v1/disputes`, `/v1/radar/early_fraud_warnings` and `/v1/reviews` */
export function disputeRoutes({ core, disputes, reviews }: AccountRules): ApiRoute[] {
  const dispute = new Resource<Dispute>(core.state, {
    sdk: 'disputes',
    path: '/v1/disputes',
    kind: 'dispute',
    items: core.state.disputes,
    filters: ['charge', 'payment_intent'],
  });
  const warnings = new Resource<EarlyFraudWarning>(core.state, {
    sdk: 'radar.earlyFraudWarnings',
    path: '/v1/radar/early_fraud_warnings',
    kind: 'early fraud warning',
    items: core.state.warnings,
    filters: ['charge', 'payment_intent'],
  });
  const review = new Resource<Review>(core.state, {
    sdk: 'reviews',
    path: '/v1/reviews',
    kind: 'review',
    items: core.state.reviews,
    // Stripe: the list shows those that are open.
    narrow: ({ open }) => open,
  });
  return [
    ...dispute.readRoutes(),
    dispute.act('update', '', (item, params) => disputes.update(item, params)),
    dispute.act('close', '/close', (item) => disputes.close(item, 'lost')),
    ...warnings.readRoutes(),
    ...review.readRoutes(),
    review.act('approve', '/approve', (item) => reviews.close(item, 'approved')),
  ];
}
