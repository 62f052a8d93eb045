import { defineEvent } from '../../jobs/background/define-event.js';
import { defineJob } from '../../jobs/background/define-job.js';

/** Asks the provider for a confirmed refund until the outcome is known. */
export const performRefund = defineJob<{ requestId: number }>('billing.perform-refund');
/** How a confirmed refund ended. */
export const refundDecided = defineEvent<{ requestId: number }>('billing.refund-decided');
