import type { UserId } from '../../kernel/ids.js';

/** Where credits came from. Burn order: promo and gift, then subscription, then paid. */
export type Origin = 'paid' | 'subscription' | 'promo' | 'gift' | 'restore';

/** Lower goes first. */
export const burnPriorities = {
  promo: 10,
  gift: 10,
  restore: 20,
  subscription: 20,
  paid: 30,
} as const satisfies Record<Origin, number>;

/**
 * The customer's own accounts; `frozen` is theirs but not to be spent while a payment is checked, `owed` is a debt
 * (credits spent whose payment was taken back).
 */
export type CustomerAccount = 'credits' | 'held' | 'frozen' | 'owed';
export type SystemAccount = `issued_${Origin}` | 'spent' | 'expired' | 'clawed_back' | 'written_off';
export type Account = CustomerAccount | SystemAccount;

export type TransactionKind =
  | 'grant'
  | 'spend'
  | 'hold'
  | 'capture'
  | 'release'
  | 'expire'
  | 'freeze'
  | 'thaw'
  | 'claw_back'
  | 'restore'
  | 'write_off';

/** The business fact behind a transaction, e.g. `purchase` and its id; shown in the history. */
export interface Source {
  readonly type: string;
  readonly id: string;
}

export interface GrantInput {
  readonly userId: UserId;
  readonly amount: number;
  readonly origin: Origin;
  readonly source: Source;
  readonly expiresAt?: Date | null;
  readonly actor?: string | null;
  readonly reason?: string | null;
  /** Nothing follows in its transaction, so the commit may travel with it. */
  readonly isLast?: boolean;
}

export interface SpendInput {
  readonly userId: UserId;
  readonly amount: number;
  readonly source: Source;
  readonly reason?: string | null;
  /** As of a grant. */
  readonly isLast?: boolean;
}

/** One side to the other; both are named, so what is issued and what is held or spent always agree. */
export interface Movement {
  readonly from: Account;
  readonly to: Account;
  readonly amount: number;
}

export interface AccountState {
  readonly userId: UserId;
  readonly credits: number;
  readonly held: number;
  readonly frozen: number;
  readonly owed: number;
  readonly version: number;
}

/** A lot with credits left, in the order in which lots are spent. */
export interface OpenLot {
  readonly id: number;
  readonly remaining: number;
}

/** A lot whose credits may be frozen while their payment is checked. */
export interface OwnedLot extends OpenLot {
  readonly isFrozen: boolean;
}

/** A lot into which credits may come back: at most `room` of them. */
export interface LotRoom {
  readonly lotId: number;
  readonly room: number;
  readonly isFrozen: boolean;
  /** Its time is over, so that nothing goes into it any more. */
  readonly isExpired: boolean;
  readonly expiresAt: Date | null;
}

export interface LotChange {
  readonly lotId: number;
  /** Negative: taken from the lot; positive: put back. */
  readonly amount: number;
}

export interface NewLot {
  readonly origin: Origin;
  readonly amount: number;
  /** What may have been taken already when the grant settled a debt. */
  readonly remaining: number;
  readonly expiresAt: Date | null;
}

/** Everything that one ledger transaction writes. */
export interface Entry {
  readonly kind: TransactionKind;
  readonly key: string;
  readonly amount: number;
  readonly source: Source;
  readonly movements: readonly Movement[];
  readonly lotChanges: readonly LotChange[];
  readonly newLot?: NewLot;
  /** Opens a hold of the whole amount, or closes those that are named. */
  readonly newHold?: { readonly key: string; readonly expiresAt: Date };
  readonly closedHolds?: { readonly ids: readonly number[]; readonly status: 'captured' | 'released' };
  readonly actor?: string | null;
  readonly reason?: string | null;
}
