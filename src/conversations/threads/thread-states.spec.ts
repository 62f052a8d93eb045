import { describe, expect, it } from 'vitest';
import type { ThreadState } from './thread.entity.js';
import { stateAfter, type ThreadEvent, waitingAfter } from './thread-states.js';
import { topicMarkOf } from './topic-mark.js';

const states: ThreadState[] = ['open', 'waiting', 'snoozed', 'closed'];

describe('the state of a conversation', () => {
  it.each<[ThreadEvent, (ThreadState | undefined)[]]>([
    ['customer_wrote', ['open', 'open', 'open', 'open']],
    ['moderator_answered', ['waiting', undefined, 'snoozed', 'waiting']],
    ['closed', ['closed', 'closed', 'closed', undefined]],
    ['reopened', [undefined, undefined, 'open', 'open']],
    ['snoozed', ['snoozed', 'snoozed', 'snoozed', undefined]],
    ['woke', [undefined, undefined, 'open', undefined]],
    ['fell_silent', [undefined, 'closed', undefined, undefined]],
  ])('after %s', (event, expected) => {
    expect(states.map((state) => stateAfter(state, event))).toEqual(expected);
  });
});

describe('a wait for us', () => {
  const [since, now] = [new Date(1_000), new Date(2_000)];
  it.each<[ThreadEvent, Date | null, Date | null]>([
    ['customer_wrote', null, now],
    // The oldest message without an answer counts, not the newest.
    ['customer_wrote', since, since],
    ['moderator_answered', since, null],
    ['closed', since, null],
    ['snoozed', since, since],
    ['woke', since, since],
    ['woke', null, now],
  ])('after %s, begun %s, is since %s', (event, before, after) => {
    expect(waitingAfter(event, before, now)).toBe(after);
  });
});

describe('the mark of a topic', () => {
  it('is the state, unless the customer cannot be talked to', () => {
    const marked = { state: 'open', reach: 'reachable', banned: false } as const;
    expect(topicMarkOf(marked)).toBe('open');
    expect(topicMarkOf({ ...marked, reach: 'blocked_bot' })).toBe('blocked');
    expect(topicMarkOf({ ...marked, reach: 'deactivated' })).toBe('blocked');
    expect(topicMarkOf({ ...marked, reach: 'blocked_bot', banned: true })).toBe('banned');
  });
});
