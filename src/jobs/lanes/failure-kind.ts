import { TryLater } from '../../kernel/try-later.js';
import { isDatabaseTrouble } from './database-trouble.js';
import { LostLease } from './lost-lease.js';
import { TransientFailure } from './transient-failure.js';

export type FailureKind = 'later' | 'lost' | 'permanent' | 'transient' | 'defect';

/** What an error says about the item that caused it. */
export function failureKindOf(error: unknown): FailureKind {
  if (error instanceof TryLater) return 'later';
  if (error instanceof LostLease) return 'lost';
  if (error instanceof TransientFailure || isDatabaseTrouble(error)) return 'transient';
  if (error instanceof Error && 'permanent' in error && error.permanent === true) return 'permanent';
  return 'defect';
}
