import type { Money } from '../../kernel/money.js';

/** Who wants to hear of it: an update's own key, and the place that was written in. */
export interface PublishRequest {
  readonly requestKey: string;
  readonly chatId: number;
  readonly topicId: number | null;
}

/** What publishing did, or would do, about one product. */
export interface PublishedProduct {
  readonly code: string;
  readonly title: string;
  readonly price: Money;
  /** In words; empty when the provider had it so already. */
  readonly done: readonly string[];
  /** False for a hidden product that the provider has never heard of. */
  readonly isListed: boolean;
  /** The provider's reason for refusing it. */
  readonly failure: string | null;
}

/** `unchanged`, `new price, old price archived`, `hidden, not published`: one line of a report. */
export function publicationText({ done, isListed, failure }: PublishedProduct): string {
  if (failure !== null) return `FAILED: ${failure}`;
  if (!isListed) return 'hidden, not published';
  return done.length === 0 ? 'unchanged' : done.join(', ');
}
