import type Stripe from 'stripe';
import type { DisputeStage, DisputeState } from '../../billing/disputes/dispute-stage.js';
import { idOf } from './checkout-state.js';

export function disputeState(dispute: Stripe.Dispute): DisputeState {
  const dueBy = dispute.evidence_details.due_by;
  return {
    disputeId: dispute.id,
    chargeId: idOf(dispute.charge),
    stage: stageOf(dispute.status),
    amount: dispute.amount,
    currency: dispute.currency,
    reason: dispute.reason,
    dueBy: dueBy === null ? null : new Date(dueBy * 1_000),
    isAnswered: !dispute.status.endsWith('needs_response'),
    openedAt: new Date(dispute.created * 1_000),
  };
}

/** Stripe: `warning_…` is an inquiry, which moves no money; an appeal is a dispute that goes on. */
export function stageOf(status: string): DisputeStage {
  switch (status) {
    case 'won':
    case 'lost':
    case 'prevented':
      return status;
    case 'warning_closed':
      return 'settled';
    default:
      return status.startsWith('warning_') ? 'inquiry' : 'open';
  }
}
