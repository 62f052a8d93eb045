import type { StripeCore } from '../core/stripe-core.js';
import type { Charge, Review } from '../core/stored-objects.js';
import { StripeFailure } from '../wire/stripe-failure.js';

export type ClosedReason = NonNullable<Review['closed_reason']>;

/** Radar's reviews. Stripe: a rule or a person puts a payment under review; a refund or a dispute closes it too. */
export class Reviews {
  constructor(private readonly core: StripeCore) {}

  open(charge: Charge, reason: Review['opened_reason'] = 'rule'): Review {
    const review = this.core.state.reviews.add<Review>({
      id: this.core.ids.next('prv'),
      object: 'review',
      billing_zip: null,
      charge: charge.id,
      closed_reason: null,
      created: this.core.clock.seconds(),
      ip_address: null,
      ip_address_location: null,
      livemode: false,
      open: true,
      opened_reason: reason,
      payment_intent: charge.payment_intent ?? '',
      reason,
      session: null,
    });
    charge.review = review.id;
    const intent = this.core.state.paymentIntents.get(charge.payment_intent);
    if (intent) intent.review = review.id;
    this.core.events.emit('review.opened', review);
    return review;
  }

  close(review: Review, reason: ClosedReason): Review {
    if (!review.open) throw StripeFailure.invalid(`The review ${review.id} has already been closed.`);
    Object.assign(review, { open: false, closed_reason: reason, reason });
    this.core.events.emit('review.closed', review);
    return review;
  }

  watch(): void {
    this.core.events.subscribe((event) => {
      const object = event.data.object as { id: string; charge?: string; refunded?: boolean };
      if (event.type === 'charge.refunded' && object.refunded === true) this.#end(object.id, 'refunded');
      if (event.type === 'charge.dispute.created') this.#end(object.charge ?? '', 'disputed');
    });
  }

  #end(chargeId: string, reason: ClosedReason): void {
    for (const review of this.core.state.reviews.where((one) => one.charge === chargeId && one.open)) {
      this.close(review, reason);
    }
  }
}
