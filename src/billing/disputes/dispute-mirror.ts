import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { type DisputeState, newsOf } from './dispute-stage.js';
import { disputeChanged } from './disputes.jobs.js';
import { type Dispute, type DisputedPayment, DisputesRepository } from './disputes.repository.js';

/** Keeps what the provider says of a payment's disputes. The caller holds the payment's row. */
@Injectable()
export class DisputeMirror {
  constructor(private readonly disputes: DisputesRepository) {}

  /** Whether anything was new. */
  async mirror(tx: Tx, payment: DisputedPayment, states: readonly DisputeState[]): Promise<boolean> {
    if (states.length === 0) return false;
    const known = new Map(
      (await this.disputes.ofPayment(tx, payment.id)).map((dispute) => [dispute.disputeId, dispute]),
    );
    let isNew = false;
    for (const state of states) {
      const before = known.get(state.disputeId);
      if (before !== undefined && isSame(before, state)) continue;
      isNew = true;
      const dispute = await this.disputes.put(tx, payment, state);
      const news = newsOf(before?.stage, state.stage);
      if (news !== null) await announce(tx, disputeChanged, { userId: payment.userId, dispute, news });
    }
    return isNew;
  }
}

function isSame(known: Dispute, state: DisputeState): boolean {
  return (
    known.stage === state.stage &&
    known.isAnswered === state.isAnswered &&
    known.amount === state.amount &&
    known.reason === state.reason &&
    known.dueBy?.getTime() === state.dueBy?.getTime()
  );
}
