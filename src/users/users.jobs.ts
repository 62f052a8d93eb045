import { defineEvent } from '../jobs/background/define-event.js';
import type { UserId } from '../kernel/ids.js';

/** Somebody met the bot for the first time. */
export const userArrived = defineEvent<{ userId: UserId }>('users.arrived');
/** Somebody whom the bot could not reach wrote again. */
export const userReturned = defineEvent<{ userId: UserId }>('users.returned');
/** What moderators see of a customer changed: ban, reach. */
export const userChanged = defineEvent<{ userId: UserId }>('users.changed');
