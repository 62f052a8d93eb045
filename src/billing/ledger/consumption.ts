import type { AccountState, LotChange, LotRoom, Movement, OpenLot, OwnedLot } from './ledger.types.js';

/** Takes `amount` from the lots in their order; undefined when they do not hold that much. */
export function takeFromLots(lots: readonly OpenLot[], amount: number): LotChange[] | undefined {
  const changes: LotChange[] = [];
  let missing = amount;
  for (const lot of lots) {
    if (missing === 0) break;
    const taken = Math.min(lot.remaining, missing);
    changes.push({ lotId: lot.id, amount: -taken });
    missing -= taken;
  }
  return missing === 0 ? changes : undefined;
}

/** As much of an amount as the lots hold. */
export interface Taken {
  readonly lotChanges: LotChange[];
  readonly credits: number;
  /** From lots whose payment is being checked. */
  readonly frozen: number;
  /** What no lot held. */
  readonly missing: number;
}

/** As much of `amount` as the lots hold, in their order. */
export function takeUpTo(lots: readonly OwnedLot[], amount: number): Taken {
  const lotChanges: LotChange[] = [];
  let credits = 0;
  let frozen = 0;
  let missing = amount;
  for (const { id, remaining, isFrozen } of lots) {
    if (missing === 0) break;
    const taken = Math.min(remaining, missing);
    lotChanges.push({ lotId: id, amount: -taken });
    if (isFrozen) frozen += taken;
    else credits += taken;
    missing -= taken;
  }
  return { lotChanges, credits, frozen, missing };
}

/** How credits that come back are spread over the lots they came from. */
export interface Returned {
  readonly lotChanges: LotChange[];
  readonly credits: number;
  /** Into lots whose payment is being checked. */
  readonly frozen: number;
  /** What no lot took: it was expired or full. */
  readonly rest: number;
}

/** Gives `amount` back to the lots, in their order. */
export function giveBack(lots: readonly LotRoom[], amount: number): Returned {
  const lotChanges: LotChange[] = [];
  let credits = 0;
  let frozen = 0;
  let rest = amount;
  for (const { lotId, room, isFrozen, isExpired } of lots) {
    const given = isExpired ? 0 : Math.min(room, rest);
    if (given === 0) continue;
    lotChanges.push({ lotId, amount: given });
    if (isFrozen) frozen += given;
    else credits += given;
    rest -= given;
  }
  return { lotChanges, credits, frozen, rest };
}

/** What may be spent: nothing while something is owed, else what the open lots hold. */
export function spendable(account: AccountState, lots: readonly OpenLot[]): number {
  return account.owed > 0 ? 0 : lots.reduce((sum, lot) => sum + lot.remaining, 0);
}

/** The accounts after the movements; throws when one would fall below zero, which no caller may let happen. */
export function apply(account: AccountState, movements: readonly Movement[]): AccountState {
  let { credits, held, frozen, owed } = account;
  for (const { from, to, amount } of movements) {
    if (from === 'credits') credits -= amount;
    if (to === 'credits') credits += amount;
    if (from === 'held') held -= amount;
    if (to === 'held') held += amount;
    if (from === 'frozen') frozen -= amount;
    if (to === 'frozen') frozen += amount;
    // A debt is what the customer's `owed` account is short of: money leaving it makes the debt grow.
    if (from === 'owed') owed += amount;
    if (to === 'owed') owed -= amount;
  }
  if (credits < 0 || held < 0 || frozen < 0 || owed < 0)
    throw new Error(`a ledger account of user ${account.userId} would fall below zero`);
  return { userId: account.userId, credits, held, frozen, owed, version: account.version + 1 };
}

/** A transaction lists only what it moved. */
export function moved(...movements: Movement[]): Movement[] {
  return movements.filter(({ amount }) => amount > 0);
}
