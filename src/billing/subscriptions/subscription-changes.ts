import type { KnownSubscription } from './subscriptions.repository.js';
import { isOver, isServed, type SubscriptionState } from './subscription.types.js';

/** What a customer is told about a plan. */
export type SubscriptionChange =
  | 'trial_started'
  | 'past_due'
  | 'ended'
  /** It will end and not renew. */
  | 'ending'
  /** It will renew after all. */
  | 'renewing'
  | 'paused'
  | 'resumed'
  | 'plan_changed';

/** The news between what was known and what is true now; nothing that was known is news again. */
export function subscriptionChanges(
  before: KnownSubscription | undefined,
  now: SubscriptionState,
  productId: number | null,
): SubscriptionChange[] {
  if (!isServed(now.status))
    return before !== undefined && isServed(before.status) && isOver(now.status) ? ['ended'] : [];
  const changes: SubscriptionChange[] = [];
  const wasServed = before !== undefined && isServed(before.status);
  if (now.status === 'trialing' && !wasServed) changes.push('trial_started');
  if (now.status === 'past_due' && before?.status !== 'past_due') changes.push('past_due');
  const ended = before?.endsAt ?? null;
  if (now.endsAt !== null && now.endsAt.getTime() !== ended?.getTime()) changes.push('ending');
  if (now.endsAt === null && ended !== null) changes.push('renewing');
  const wasPaused = before !== undefined && isPaused(before);
  if (isPaused(now) && !wasPaused) changes.push('paused');
  if (!isPaused(now) && wasPaused) changes.push('resumed');
  const known = before?.productId ?? null;
  if (known !== null && productId !== null && known !== productId) changes.push('plan_changed');
  return changes;
}

const isPaused = ({
  status,
  collectionPaused,
}: Pick<KnownSubscription, 'status' | 'collectionPaused'>): boolean =>
  status === 'paused' || collectionPaused;
