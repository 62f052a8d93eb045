import type { ContentKind } from '../../../billing/content/content-item.js';

/** What customers read about locked content. Values are escaped by the caller; `title` may be a kind's name. */
export interface ContentTexts {
  readonly kinds: Readonly<Record<ContentKind, string>>;
  readonly parts: (count: number) => string;
  readonly teaser: (details: { title: string; kind: string; cost: string }) => string;
  readonly unlockButton: (cost: string) => string;
  readonly openButton: () => string;
  readonly unlocked: (details: { title: string; kind: string }) => string;
  readonly short: (details: { title: string; cost: string; have: string; missing: string }) => string;
  readonly unavailable: () => string;
  readonly failed: (details: { title: string; cost: string }) => string;
  readonly gone: (title: string) => string;
  readonly unpaid: (title: string) => string;
  readonly dropped: (title: string) => string;
  /** Answers to a press. Bot API: at most 200 characters, no markup. */
  readonly pressPaid: () => string;
  readonly pressAgain: () => string;
  /** Also as a message. */
  readonly justSent: () => string;
  readonly pressOnItsWay: () => string;
  readonly pressRepriced: (cost: string) => string;
  readonly pressShort: (missing: string) => string;
  readonly banned: () => string;
}
