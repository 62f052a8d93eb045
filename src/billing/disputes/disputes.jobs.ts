import { defineCron } from '../../jobs/background/define-cron.js';
import { defineEvent } from '../../jobs/background/define-event.js';
import { defineJob } from '../../jobs/background/define-job.js';
import type { UserId } from '../../kernel/ids.js';
import type { DisputeNews } from '../billing.jobs.js';

/** A dispute of a payment of ours was opened or decided. `dispute`: its row. */
export const disputeChanged = defineEvent<{ userId: UserId; dispute: number; news: DisputeNews }>(
  'billing.dispute-changed',
);

/** Customers who may buy nothing more since the limit was lowered. */
export const closePagesOf = defineJob<{ userIds: readonly UserId[] }>('billing.close-pages-of');

export const remindOfDeadlines = defineCron('billing.remind-of-deadlines', '27 * * * *');
