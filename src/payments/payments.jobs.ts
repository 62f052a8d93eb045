import { defineCron } from '../jobs/background/define-cron.js';
import { defineJob } from '../jobs/background/define-job.js';

/** Acts on a stored event; the event only says where to look. */
export const handleStripeEvent = defineJob<{ eventId: string }>('payments.handle-stripe-event');

/** Asks Stripe for events whose webhook was lost. */
export const fetchMissedEvents = defineCron('payments.fetch-missed-events', '*/15 * * * *');

/** Asks Stripe what became of purchases that should have ended. */
export const checkUnfinished = defineCron('payments.check-unfinished', '8,23,38,53 * * * *');

/** Holds the last days at Stripe against the ledger, while few people buy. */
export const compareWithStripe = defineCron('payments.compare-with-stripe', '40 3 * * *', {
  backfillMs: 12 * 60 * 60 * 1_000,
});
