import { createHash } from 'node:crypto';
import type { LotSums } from '../../billing/ledger/lots.repository.js';
import type { LastPayment } from '../../billing/purchases/payments.repository.js';
import type { PlanOverview } from '../../billing/subscriptions/plans.query.js';
import type { Reach } from '../../users/user.entity.js';
import type { Money } from '../../kernel/money.js';
import type { ShownNote } from '../threads/notes.query.js';
import type { ThreadState } from '../threads/thread.entity.js';

/** What moderators see of a customer at the top of the topic. */
export interface CardContent {
  readonly threadId: number;
  readonly telegramId: number;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly username: string | null;
  readonly languageCode: string | null;
  readonly source: string | null;
  readonly since: Date;
  readonly credits: number;
  /** What they are made of, by where they came from. */
  readonly lots: LotSums;
  /** Set aside for messages on their way. */
  readonly held: number;
  /** Set aside while a payment is checked. */
  readonly frozen: number;
  readonly owed: number;
  readonly access: { readonly title: string; readonly endsAt: Date } | undefined;
  readonly plans: readonly PlanOverview[];
  readonly spend: readonly Money[];
  readonly lastPayment: LastPayment | undefined;
  /** Open or lost ones that count; with too many of them the customer can buy nothing more. */
  readonly disputes: number;
  readonly isBlocked: boolean;
  /** Content that the customer paid for. */
  readonly content: { readonly unlocks: number; readonly credits: number };
  readonly state: ThreadState;
  readonly snoozedUntil: Date | null;
  readonly reach: Reach;
  readonly banned: boolean;
  readonly banReason: string | null;
  readonly assignee: string | null;
  readonly isSilent: boolean;
  readonly notes: number;
  /** The last ones, newest first. */
  readonly latestNotes: readonly ShownNote[];
}

/** Equal content, equal fingerprint: an edit that changes nothing is not worth a call. */
export function fingerprintOf(card: CardContent): string {
  return createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 22);
}
