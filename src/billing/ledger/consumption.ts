import type { AccountState, LotChange, Movement, OpenLot } from './ledger.types.js';

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

/** As much of `amount` as the lots hold, in their order. */
export function takeUpTo(
  lots: readonly OpenLot[],
  amount: number,
): { taken: number; lotChanges: LotChange[] } {
  const taken = Math.min(
    amount,
    lots.reduce((sum, lot) => sum + lot.remaining, 0),
  );
  return { taken, lotChanges: takeFromLots(lots, taken) ?? [] };
}

/** Puts back at most `amount` of the changes, in their order; changes of nothing are left out. */
export function capLotChanges(changes: readonly LotChange[], amount: number): LotChange[] {
  const capped: LotChange[] = [];
  let left = amount;
  for (const change of changes) {
    const given = Math.min(change.amount, left);
    if (given > 0) capped.push({ lotId: change.lotId, amount: given });
    left -= given;
  }
  return capped;
}

/** What may be spent: nothing while something is owed, else what the open lots hold. */
export function spendable(account: AccountState, lots: readonly OpenLot[]): number {
  return account.owed > 0 ? 0 : lots.reduce((sum, lot) => sum + lot.remaining, 0);
}

/** The accounts after the movements; throws when one would fall below zero, which no caller may let happen. */
export function apply(account: AccountState, movements: readonly Movement[]): AccountState {
  let { credits, held, owed } = account;
  for (const { from, to, amount } of movements) {
    if (from === 'credits') credits -= amount;
    if (to === 'credits') credits += amount;
    if (from === 'held') held -= amount;
    if (to === 'held') held += amount;
    // A debt is what the customer's `owed` account is short of: money leaving it makes the debt grow.
    if (from === 'owed') owed += amount;
    if (to === 'owed') owed -= amount;
  }
  if (credits < 0 || held < 0 || owed < 0)
    throw new Error(`a ledger account of user ${account.userId} would fall below zero`);
  return { userId: account.userId, credits, held, owed, version: account.version + 1 };
}
