import type { Timeline } from '../billing/timeline.js';
import type { ChangeSignal } from '../core/change-signal.js';
import type { FollowUps } from '../core/follow-ups.js';
import type { StripeJournal } from '../core/stripe-journal.js';

/** Runs one action from outside the API (control, hosted page) to its end and tells those who wait. */
export class Operations {
  constructor(
    private readonly timeline: Timeline,
    private readonly later: FollowUps,
    private readonly journal: StripeJournal,
    private readonly changes: ChangeSignal,
  ) {}

  run<T>(action: string, details: unknown, work: () => T): T {
    this.timeline.settle();
    try {
      return structuredClone(work());
    } finally {
      this.later.run();
      this.journal.record({ kind: 'control', action, details });
      this.changes.notify();
    }
  }
}
