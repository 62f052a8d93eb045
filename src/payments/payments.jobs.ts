import { defineJob } from '../jobs/background/define-job.js';

/** Acts on a stored event; the event only says where to look. */
export const handleStripeEvent = defineJob<{ eventId: string }>('payments.handle-stripe-event');
