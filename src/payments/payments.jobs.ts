import { defineCron } from '../jobs/background/define-cron.js';
import { defineJob } from '../jobs/background/define-job.js';

/** Acts on a stored event; the event only says where to look. */
export const handleStripeEvent = defineJob<{ eventId: string }>('payments.handle-stripe-event');

/** Asks Stripe for events whose webhook was lost. */
export const fetchMissedEvents = defineCron('payments.fetch-missed-events', '*/15 * * * *');
