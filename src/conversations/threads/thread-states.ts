import type { ThreadState } from './thread.entity.js';

/** What changes the state of a conversation. */
export type ThreadEvent =
  | 'customer_wrote'
  | 'moderator_answered'
  /** A moderator closed it, by command or in Telegram. */
  | 'closed'
  | 'reopened'
  | 'snoozed'
  /** The time for which it was snoozed is over. */
  | 'woke'
  /** Nobody wrote for long after our last answer. */
  | 'fell_silent';

/** What is not named here changes nothing. An answer to a snoozed conversation leaves the reminder in place. */
const moves: Readonly<Record<ThreadState, Partial<Record<ThreadEvent, ThreadState>>>> = {
  open: { customer_wrote: 'open', moderator_answered: 'waiting', closed: 'closed', snoozed: 'snoozed' },
  waiting: { customer_wrote: 'open', closed: 'closed', snoozed: 'snoozed', fell_silent: 'closed' },
  snoozed: {
    customer_wrote: 'open',
    moderator_answered: 'snoozed',
    closed: 'closed',
    reopened: 'open',
    snoozed: 'snoozed',
    woke: 'open',
  },
  closed: { customer_wrote: 'open', moderator_answered: 'waiting', reopened: 'open' },
};

export function stateAfter(state: ThreadState, event: ThreadEvent): ThreadState | undefined {
  return moves[state][event];
}

/** Since when the customer waits for us after the event; null: they do not. */
export function waitingAfter(event: ThreadEvent, since: Date | null, now: Date): Date | null {
  switch (event) {
    case 'customer_wrote':
    case 'reopened':
    case 'woke':
      return since ?? now;
    case 'snoozed':
      return since;
    case 'moderator_answered':
    case 'closed':
    case 'fell_silent':
      return null;
  }
}
