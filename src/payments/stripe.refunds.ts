import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { ProviderUnavailable } from '../billing/billing.errors.js';
import {
  type RefundOrder,
  type RefundOutcome,
  RefundProvider,
  type TakenBack,
} from '../billing/refunds/refund-provider.js';
import { disputeState } from './mappers/dispute-state.js';
import { disputedSum, refundedSum } from './mappers/money-taken-back.js';
import { refundFailure, refundOutcome } from './mappers/refund-outcome.js';
import { StripeClient } from './stripe-client.js';

/** Stripe: the key under which a refund names the request that it was made for. */
const requestMark = 'refund_request';

/** Gives money back at Stripe, and asks what has gone back. */
@Injectable()
export class StripeRefunds extends RefundProvider {
  readonly provider = 'stripe';
  readonly canRefundPart = true;

  constructor(private readonly stripe: StripeClient) {
    super();
  }

  async refund(order: RefundOrder): Promise<RefundOutcome> {
    const { requestId, key, paymentIntentId, amount } = order;
    try {
      // Stripe: a key is kept for a day, and our repetitions may take longer; the mark on the refund stays.
      const known = (await this.refundsOf(paymentIntentId)).find(
        ({ metadata }) => metadata?.[requestMark] === String(requestId),
      );
      if (known !== undefined) return refundOutcome(known);
      const refund = await this.stripe.api.refunds.create(
        {
          payment_intent: paymentIntentId,
          amount,
          reason: 'requested_by_customer',
          metadata: { [requestMark]: String(requestId) },
        },
        { idempotencyKey: key },
      );
      return refundOutcome(refund);
    } catch (error) {
      const outcome = refundFailure(error);
      if (outcome !== undefined) return outcome;
      throw new ProviderUnavailable({ operation: 'refunding' }, { cause: error });
    }
  }

  async takenBack(paymentIntentId: string): Promise<TakenBack> {
    const refunds = await this.refundsOf(paymentIntentId);
    const disputes = await all(
      this.stripe.api.disputes.list({ payment_intent: paymentIntentId, limit: 100 }),
    );
    return {
      refunded: refundedSum(refunds),
      disputed: disputedSum(disputes),
      disputes: disputes.map(disputeState),
    };
  }

  private refundsOf(paymentIntentId: string): Promise<Stripe.Refund[]> {
    return all(this.stripe.api.refunds.list({ payment_intent: paymentIntentId, limit: 100 }));
  }
}

async function all<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}
