import { defineCron } from '../jobs/background/define-cron.js';
import { defineEvent } from '../jobs/background/define-event.js';

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
