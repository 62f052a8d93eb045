import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { idOf } from '../mappers/checkout-state.js';
import { disputedSum } from '../mappers/money-taken-back.js';
import { StripeClient } from '../stripe-client.js';

/** A stretch of time; `until` does not belong to it. */
export interface TimeSpan {
  readonly since: Date;
  readonly until: Date;
}

/** A payment as Stripe has it now. Amounts in minor units. */
export interface StripePayment {
  readonly paymentIntentId: string;
  readonly chargeId: string;
  readonly amount: number;
  readonly currency: string;
  readonly refunded: number;
  readonly disputed: number;
  readonly paidAt: Date;
}

const pageSize = 100;

/** Every payment that something happened to in a stretch of time: paid, refunded or disputed. */
@Injectable()
export class StripeDayQuery {
  constructor(private readonly stripe: StripeClient) {}

  async touched({ since, until }: TimeSpan): Promise<StripePayment[]> {
    const created = { gte: seconds(since), lt: seconds(until) };
    const { charges, refunds, disputes } = this.stripe.api;
    const found = new Map<string, Stripe.Charge>();
    for await (const charge of charges.list({ created, limit: pageSize })) keep(found, charge);
    const others = new Set<string | null>();
    for await (const refund of refunds.list({ created, limit: pageSize })) others.add(idOf(refund.charge));
    for await (const dispute of disputes.list({ created, limit: pageSize })) others.add(idOf(dispute.charge));
    for (const chargeId of others) {
      if (chargeId !== null) keep(found, await charges.retrieve(chargeId));
    }
    const payments: StripePayment[] = [];
    for (const charge of found.values()) payments.push(await this.payment(charge));
    return payments;
  }

  /** Undefined when Stripe has no such payment, or has not got its money. */
  async byIntent(paymentIntentId: string): Promise<StripePayment | undefined> {
    const found = new Map<string, Stripe.Charge>();
    const list = this.stripe.api.charges.list({ payment_intent: paymentIntentId, limit: pageSize });
    for await (const charge of list) keep(found, charge);
    const charge = found.get(paymentIntentId);
    return charge === undefined ? undefined : this.payment(charge);
  }

  private async payment(charge: Stripe.Charge): Promise<StripePayment> {
    return {
      paymentIntentId: idOf(charge.payment_intent) ?? '',
      chargeId: charge.id,
      amount: charge.amount,
      currency: charge.currency,
      refunded: charge.amount_refunded,
      disputed: charge.disputed ? await this.disputed(charge.id) : 0,
      paidAt: new Date(charge.created * 1_000),
    };
  }

  private async disputed(charge: string): Promise<number> {
    const disputes: Stripe.Dispute[] = [];
    for await (const dispute of this.stripe.api.disputes.list({ charge, limit: pageSize }))
      disputes.push(dispute);
    return disputedSum(disputes);
  }
}

/** Tries that failed are no payments. Stripe: a charge without an intent was not made by anything that we use. */
function keep(found: Map<string, Stripe.Charge>, charge: Stripe.Charge): void {
  const intent = idOf(charge.payment_intent);
  if (intent !== null && charge.paid && charge.status === 'succeeded') found.set(intent, charge);
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);
