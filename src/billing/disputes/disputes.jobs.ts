import { defineCron } from '../../jobs/background/define-cron.js';
import { defineEvent } from '../../jobs/background/define-event.js';
import type { UserId } from '../../kernel/ids.js';
import type { DisputeNews } from '../billing.jobs.js';

/** A dispute of a payment of ours was opened or decided. `dispute`: its row. */
export const disputeChanged = defineEvent<{ userId: UserId; dispute: number; news: DisputeNews }>(
  'billing.dispute-changed',
);

export const remindOfDeadlines = defineCron('billing.remind-of-deadlines', '27 * * * *');
