import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { assertCredits } from '../../kernel/credits.js';
import type { UserId } from '../../kernel/ids.js';
import { BalanceWatch } from './balance-watch.js';
import { LedgerConflict, NotEnoughCredits } from '../billing.errors.js';
import { moved, spendable, takeFromLots } from './consumption.js';
import { DirectMoves, type Moved } from './direct-moves.js';
import { Expiry } from './expiry.js';
import { LedgerRepository, type Position } from './ledger.repository.js';
import type { Entry, GrantInput, SpendInput } from './ledger.types.js';

/**
 * Moves credits. Every operation is keyed by the business fact behind it and has no second effect when repeated;
 * the customer's account row is locked first, so operations of one customer never interleave.
 */
@Injectable()
export class Ledger {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly direct: DirectMoves,
    private readonly watch: BalanceWatch,
    private readonly expiry: Expiry,
  ) {}

  /** Gives credits as a new lot; what is owed is settled first. */
  async grant(tx: Tx, input: GrantInput): Promise<'granted' | 'already-granted'> {
    const { userId, amount, origin, source } = input;
    assertCredits(amount);
    if (amount === 0) return 'already-granted';
    const key = `grant:${source.type}:${source.id}`;
    if (input.isLast === true && (await this.direct.grantAsLast(tx, key, input))) return 'granted';
    if ((await this.direct.grant(tx, key, input)) !== undefined) return 'granted';
    const { account, earlier } = await this.ledger.claim(tx, userId, key);
    if (earlier !== null) {
      this.compare(key, earlier, userId, amount);
      return 'already-granted';
    }
    const settled = Math.min(account.owed, amount);
    const kept = amount - settled;
    const issued = `issued_${origin}` as const;
    const movements = moved(
      { from: issued, to: 'owed', amount: settled },
      { from: issued, to: 'credits', amount: kept },
    );
    await this.ledger.record(tx, account, {
      kind: 'grant',
      key,
      amount,
      source,
      movements,
      lotChanges: [],
      newLot: { origin, amount, remaining: kept, expiresAt: input.expiresAt ?? null },
      actor: input.actor ?? null,
      reason: input.reason ?? null,
    });
    return 'granted';
  }

  /** Takes credits for good, or throws `NotEnoughCredits` and takes none. */
  async spend(tx: Tx, input: SpendInput): Promise<'spent' | 'already-spent'> {
    assertCredits(input.amount);
    if (input.amount === 0) return 'spent';
    if (input.isLast === true) {
      const key = `spend:${input.source.type}:${input.source.id}`;
      if (await this.direct.spendAsLast(tx, key, input, await this.watch.floor(tx))) return 'spent';
    }
    const taken = await this.take(tx, input, 'spend');
    return taken === undefined ? 'already-spent' : 'spent';
  }

  /**
   * Sets credits aside until the thing they pay for has happened; the lots are reduced at once. Returns the hold,
   * or undefined when the same was held before.
   */
  async hold(tx: Tx, input: SpendInput, newHold: NonNullable<Entry['newHold']>): Promise<number | undefined> {
    assertCredits(input.amount);
    return (await this.take(tx, input, 'hold', newHold))?.holdId ?? undefined;
  }

  /** Ends holds of which all are open; false when that cannot be said of them, and then nothing has changed. */
  async capture(tx: Tx, userId: UserId, holdIds: readonly number[], isLast = false): Promise<boolean> {
    if (holdIds.length === 0) return false;
    const key = `capture:hold:${Math.min(...holdIds)}`;
    if (isLast && (await this.direct.captureAsLast(tx, key, userId, holdIds))) return true;
    return (await this.direct.capture(tx, key, userId, holdIds)) !== undefined;
  }

  private async take(
    tx: Tx,
    input: SpendInput,
    kind: 'spend' | 'hold',
    newHold?: Entry['newHold'],
  ): Promise<Moved | undefined> {
    const key = `${kind}:${input.source.type}:${input.source.id}`;
    const taken =
      (await this.direct.take(tx, kind, key, input, newHold)) ??
      (await this.takeFromSeveral(tx, input, kind, key, newHold));
    if (taken === undefined) return undefined;
    const { id, creditsBefore } = taken;
    await this.watch.dropped(tx, input.userId, creditsBefore, creditsBefore - input.amount, id);
    return taken;
  }

  /** Whatever is not plain: from more than one lot, after an expiry, again, or not at all. */
  private async takeFromSeveral(
    tx: Tx,
    { userId, amount, source, reason = null }: SpendInput,
    kind: 'spend' | 'hold',
    key: string,
    newHold?: Entry['newHold'],
  ): Promise<Moved | undefined> {
    const { account, lots, earlier } = await this.open(tx, userId, key, amount);
    if (earlier !== null) {
      this.compare(key, earlier, userId, amount);
      return undefined;
    }
    const have = spendable(account, lots);
    const lotChanges = account.owed > 0 ? undefined : takeFromLots(lots, amount);
    if (lotChanges === undefined) throw new NotEnoughCredits({ cost: amount, have, missing: amount - have });
    const { id, holdId } = await this.ledger.record(tx, account, {
      kind,
      key,
      amount,
      source,
      movements: [{ from: 'credits', to: kind === 'spend' ? 'spent' : 'held', amount }],
      lotChanges,
      ...(newHold === undefined ? {} : { newHold }),
      reason,
    });
    return { id, holdId, creditsBefore: account.credits };
  }

  /** What has expired is booked first. */
  private async open(tx: Tx, userId: UserId, key: string, amount: number): Promise<Position> {
    const position = await this.ledger.position(tx, userId, key, amount);
    if (position.earlier !== null || !position.lots.some(({ isExpired }) => isExpired)) return position;
    await this.expiry.book(tx, userId);
    return this.ledger.position(tx, userId, key, amount);
  }

  /** The same key with other content is a defect or an attack, never a repetition. */
  private compare(
    key: string,
    earlier: { amount: number; userId: UserId },
    userId: UserId,
    amount: number,
  ): void {
    if (earlier.userId !== userId || earlier.amount !== amount) throw new LedgerConflict({ key });
  }
}
