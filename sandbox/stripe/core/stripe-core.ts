import type { EmulatorClock } from './emulator-clock.js';
import type { EventLog } from './event-log.js';
import type { FollowUps } from './follow-ups.js';
import type { IdMint } from './id-mint.js';
import type { StripeState } from './stripe-state.js';

/** What every rule of the account needs: its state, the time, new ids, its events, its own address. */
export interface StripeCore {
  readonly state: StripeState;
  readonly clock: EmulatorClock;
  readonly ids: IdMint;
  readonly events: EventLog;
  readonly later: FollowUps;
  /** Base of the hosted pages, without a slash at the end. */
  readonly pages: { url: string };
}
