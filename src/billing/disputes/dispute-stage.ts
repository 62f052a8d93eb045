import type { DisputeNews } from '../billing.jobs.js';

/** `inquiry`: a bank asks and no money moved, until it is `settled`; `open`: the money is gone until it is `won`. */
export type DisputeStage = 'inquiry' | 'open' | 'won' | 'lost' | 'prevented' | 'settled';

/** A dispute as the provider describes it now. */
export interface DisputeState {
  readonly disputeId: string;
  readonly chargeId: string | null;
  readonly stage: DisputeStage;
  /** In minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
  /** Until when evidence is taken. */
  readonly dueBy: Date | null;
  /** Evidence was handed in. */
  readonly isAnswered: boolean;
  readonly openedAt: Date;
}

const news: Readonly<Record<DisputeStage, DisputeNews>> = {
  inquiry: 'inquiry_opened',
  open: 'dispute_opened',
  won: 'dispute_won',
  lost: 'dispute_lost',
  prevented: 'dispute_prevented',
  settled: 'inquiry_closed',
};

/** What there is to tell; null when the stage is the same as before. */
export function newsOf(before: DisputeStage | undefined, now: DisputeStage): DisputeNews | null {
  return before === now ? null : news[now];
}

/** The bank took it up, or has decided: more than a question. */
export const isDispute = ({ stage }: { readonly stage: DisputeStage }): boolean =>
  stage !== 'inquiry' && stage !== 'settled';
