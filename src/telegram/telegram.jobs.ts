import { defineCron } from '../jobs/background/define-cron.js';
import { defineEvent } from '../jobs/background/define-event.js';
import { defineJob } from '../jobs/background/define-job.js';
import type { UserId } from '../kernel/ids.js';

/** Something that was given up and lies in `dead_lane_items`. */
export interface GivenUp {
  readonly item: number;
  readonly lane: string;
  readonly what: string;
  readonly error: string;
}

/** An update could not be handled by a defect of ours; it is kept aside and somebody must look. */
export const updateGivenUp = defineEvent<GivenUp>('telegram.update-given-up');
export const callGivenUp = defineEvent<GivenUp>('telegram.call-given-up');
export const pruneTelegram = defineCron('telegram.prune', '17 * * * *', { backfillMs: 0 });
export const dropUnpaidMessages = defineCron('telegram.drop-unpaid-messages', '*/5 * * * *', {
  backfillMs: 0,
});
/** Compares the list of Star transactions with what is booked. */
export const reconcileStars = defineCron('telegram.reconcile-stars', '7,22,37,52 * * * *');
/** More messages wait for credits than their notice says. */
export const shortDue = defineJob<{ userId: UserId; have: number }>('telegram.short-due');
/** A message of the bot with links to purchases of which some have ended. */
export const refreshPayMessage = defineJob<{ chatId: number; messageId: number }>(
  'telegram.refresh-pay-message',
);
