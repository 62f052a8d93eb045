import { defineCron } from '../jobs/background/define-cron.js';
import { defineEvent } from '../jobs/background/define-event.js';

/** An update could not be handled by a defect of ours; it is kept aside and somebody must look. */
export const updateGivenUp = defineEvent<{ updateId: number; error: string }>('telegram.update-given-up');
export const callGivenUp = defineEvent<{ kind: string; lane: string; error: string }>(
  'telegram.call-given-up',
);
export const pruneTelegram = defineCron('telegram.prune', '17 * * * *', { backfillMs: 0 });
export const dropUnpaidMessages = defineCron('telegram.drop-unpaid-messages', '*/5 * * * *', {
  backfillMs: 0,
});
