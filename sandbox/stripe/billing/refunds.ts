import type { StripeCore } from '../core/stripe-core.js';
import type { Charge, Metadata, Refund } from '../core/stored-objects.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { Balance } from './balance.js';
import { formatMoney } from './money.js';

export interface RefundDraft {
  amount?: number | undefined;
  reason?: Refund['reason'] | undefined;
  metadata?: Metadata;
}

/** Refunds. Stripe: up to what is left of the charge; a failed one gives the amount back to the charge. */
export class Refunds {
  constructor(
    private readonly core: StripeCore,
    private readonly balance: Balance,
  ) {}

  /** By charge id or by the id of its payment intent. */
  chargeOf(id: string, param: string): Charge {
    const { state } = this.core;
    const intent = state.paymentIntents.get(id);
    const charge = state.charges.get(intent ? intent.latest_charge : id);
    if (intent && !charge) {
      throw StripeFailure.invalid(
        `This PaymentIntent (${id}) does not have a successful charge to refund.`,
        param,
      );
    }
    if (!charge) throw StripeFailure.noSuch(param === 'charge' ? 'charge' : 'payment_intent', id, param);
    return charge;
  }

  create(charge: Charge, draft: RefundDraft): Refund {
    const left = charge.amount - charge.amount_refunded;
    const amount = draft.amount ?? left;
    this.#check(charge, amount, left);
    const refund = this.core.state.refunds.add<Refund>({
      id: this.core.ids.next('re'),
      object: 'refund',
      amount,
      balance_transaction: null,
      charge: charge.id,
      created: this.core.clock.seconds(),
      currency: charge.currency,
      customer: charge.customer,
      customer_account: null,
      destination_details: {
        card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
        type: 'card',
      },
      metadata: draft.metadata ?? {},
      payment_intent: charge.payment_intent,
      payment_method: charge.payment_method,
      reason: draft.reason ?? null,
      receipt_number: null,
      source_transfer_reversal: null,
      status: 'succeeded',
      transfer_reversal: null,
    });
    refund.balance_transaction = this.balance.move({
      type: 'refund',
      amount: -amount,
      fee: 0,
      currency: charge.currency,
      source: refund.id,
      category: 'refund',
    }).id;
    this.#setRefunded(charge, charge.amount_refunded + amount);
    this.core.events.emit('refund.created', refund);
    this.core.events.emit('charge.refunded', charge);
    this.#planFailure(refund, charge);
    return refund;
  }

  /** The bank sends the money back: days later in life, by the control API here. */
  fail(refund: Refund, reason = 'lost_or_stolen_card'): Refund {
    if (refund.status === 'failed') {
      throw StripeFailure.invalid(`Refund ${refund.id} has already failed.`, 'id');
    }
    const charge = this.core.state.charges.need(refund.charge);
    refund.failure_balance_transaction = this.balance.move({
      type: 'refund_failure',
      amount: refund.amount,
      fee: 0,
      currency: refund.currency,
      source: refund.id,
      category: 'refund_failure',
    }).id;
    this.#setRefunded(charge, charge.amount_refunded - refund.amount);
    Object.assign(refund, { status: 'failed', failure_reason: reason });
    this.core.events.emit('refund.updated', refund, { status: 'succeeded' });
    this.core.events.emit('charge.refund.updated', refund, { status: 'succeeded' });
    this.core.events.emit('refund.failed', refund);
    return refund;
  }

  #setRefunded(charge: Charge, amount: number): void {
    charge.amount_refunded = amount;
    charge.refunded = amount >= charge.amount;
  }

  #check(charge: Charge, amount: number, left: number): void {
    if (charge.status !== 'succeeded') {
      throw StripeFailure.invalid(`Charge ${charge.id} was not successful and can't be refunded.`, 'charge');
    }
    const lostDispute = this.core.state.disputes
      .where((dispute) => dispute.charge === charge.id)
      .some((dispute) => !dispute.is_charge_refundable);
    if (lostDispute) {
      throw StripeFailure.invalid(
        `Charge ${charge.id} has been charged back; cannot issue a refund.`,
        undefined,
        'charge_disputed',
      );
    }
    if (left === 0) {
      throw StripeFailure.invalid(
        `Charge ${charge.id} has already been refunded.`,
        undefined,
        'charge_already_refunded',
      );
    }
    if (amount < 1) {
      throw StripeFailure.invalid('Invalid positive integer', 'amount', 'parameter_invalid_integer');
    }
    if (amount > left) {
      const [asked, rest] = [amount, left].map((value) => formatMoney(value, charge.currency));
      throw StripeFailure.invalid(
        `Refund amount (${asked ?? ''}) is greater than unrefunded amount on charge (${rest ?? ''})`,
        'amount',
      );
    }
  }

  /** Stripe's test card 5126: the refund first succeeds, then fails. */
  #planFailure(refund: Refund, charge: Charge): void {
    const card = this.core.state.cards.get(charge.payment_method);
    if (card?.scenario === 'refund_fails') {
      this.core.later.add(() => {
        this.fail(refund);
      });
    }
  }
}
