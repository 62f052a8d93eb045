import { defineEvent } from '../../jobs/background/define-event.js';
import { defineJob } from '../../jobs/background/define-job.js';
import type { UserId } from '../../kernel/ids.js';

/** A customer's try to pay failed, the first for a while: on the page they see every one anyway. */
export const paymentFailed = defineEvent<{ userId: UserId; eventId: string }>('billing.payment-failed');
/** The alert of a burst of failures is to say what has come since. */
export const tellFailedPayments = defineJob<{ payer: string }>('billing.tell-failed-payments');
