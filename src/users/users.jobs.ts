import { defineEvent } from '../jobs/background/define-event.js';
import { defineJob } from '../jobs/background/define-job.js';
import type { UserId } from '../kernel/ids.js';
import type { Person } from './privacy/personal-data.js';
import type { SettingKey } from './settings/settings.js';

/** Somebody met the bot for the first time. */
export const userArrived = defineEvent<{ userId: UserId }>('users.arrived');
/** Somebody whom the bot could not reach wrote again. */
export const userReturned = defineEvent<{ userId: UserId }>('users.returned');
/** What moderators see of a customer changed: ban, reach. */
export const userChanged = defineEvent<{ userId: UserId }>('users.changed');
/** An administrator changed a setting. `changeId`: its entry in the audit log. */
export const settingChanged = defineEvent<{ key: SettingKey; changeId: number }>('users.setting-changed');
/** Somebody had their data erased. */
export const userErased = defineEvent<{ userId: UserId }>('users.erased');
/** The second look after an erasure, for what was on its way. */
export const eraseTraces = defineJob<Person>('users.erase-traces');
