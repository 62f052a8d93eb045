import type { Reach } from '../../users/user.entity.js';
import type { ThreadState, TopicMark } from './thread.entity.js';

export interface Marked {
  readonly state: ThreadState;
  readonly reach: Reach;
  readonly banned: boolean;
}

export function topicMarkOf({ state, reach, banned }: Marked): TopicMark {
  if (banned) return 'banned';
  return reach === 'reachable' ? state : 'blocked';
}

/** Of an icon nobody can tell that answers do not arrive, so the name says it too. */
export function namePrefixOf(mark: TopicMark): string {
  return mark === 'banned' ? '⛔️ ' : mark === 'blocked' ? '🚫 ' : '';
}
