import { defineCron } from '../../jobs/background/define-cron.js';
import { defineEvent } from '../../jobs/background/define-event.js';
import type { UserId } from '../../kernel/ids.js';
import type { ContentFailure } from './content.errors.js';

/** A moderator locked something for this customer. */
export const contentOffered = defineEvent<{ userId: UserId; itemId: number }>('billing.content-offered');
/** Delivered for the first time, so its credits are spent. */
export const contentUnlocked = defineEvent<{ userId: UserId; unlockId: number }>('billing.content-unlocked');
/** Could not be delivered. `isPaidBack`: it was the first time, and the credits that were set aside are back. */
export const contentFailed = defineEvent<{
  userId: UserId;
  unlockId: number;
  /** Tells one failure of an unlock from the next. */
  attempt: string;
  reason: ContentFailure;
  text: string;
  isPaidBack: boolean;
}>('billing.content-failed');
/** An unlock that waited for credits is let go. */
export const unlockDropped = defineEvent<{ userId: UserId; unlockId: number; why: 'unpaid' | 'unavailable' }>(
  'billing.unlock-dropped',
);
export const dropUnpaidUnlocks = defineCron('billing.drop-unpaid-unlocks', '*/5 * * * *', { backfillMs: 0 });
