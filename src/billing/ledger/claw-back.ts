import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { Clock } from '../../kernel/clock.js';
import { giveBack, moved, takeUpTo } from './consumption.js';
import { Expiry } from './expiry.js';
import { graceAfter } from './grace.js';
import { LedgerRepository } from './ledger.repository.js';
import type { AccountState, LotRoom, NewLot, Source } from './ledger.types.js';
import { LotsRepository } from './lots.repository.js';

export interface ClawBackInput {
  readonly userId: UserId;
  readonly amount: number;
  /** The grant whose payment was taken back: its lot pays first. */
  readonly grant: Source;
  /** Unique for this adjustment. */
  readonly source: Source;
  readonly reason: string;
}

export interface RestoreInput extends ClawBackInput {
  /** When what comes back now had been taken. */
  readonly goneSince: Date;
}

/** Where credits go that come back, and until when those last that find no room there. */
interface ComebackPlace {
  readonly lots: readonly LotRoom[];
  readonly expiresAt: Date | null;
}

/**
 * Takes back what a payment granted, and gives it back when the payment stands after all. What was spent already
 * becomes a debt; a balance never falls below zero. The caller holds the payment's row and counts its adjustments, so
 * each runs once.
 */
@Injectable()
export class ClawBack {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly lots: LotsRepository,
    private readonly expiry: Expiry,
    private readonly clock: Clock,
  ) {}

  /** From the lot that the payment bought, then from other lots, the dearest first; the rest is owed. */
  async take(tx: Tx, input: ClawBackInput): Promise<void> {
    const { userId, amount, grant, source, reason } = input;
    const account = await this.reviveExpired(tx, await this.expiry.book(tx, userId), input);
    const lots = await this.lots.toClaw(tx, userId, grant);
    const { credits, frozen, missing, lotChanges } = takeUpTo(lots, amount);
    const movements = moved(
      { from: 'credits', to: 'clawed_back', amount: credits },
      { from: 'frozen', to: 'clawed_back', amount: frozen },
      { from: 'owed', to: 'clawed_back', amount: missing },
    );
    const key = `claw_back:${source.type}:${source.id}`;
    const entry = { kind: 'claw_back', key, amount, source, movements, lotChanges, reason } as const;
    await this.ledger.record(tx, account, entry);
  }

  /**
   * Settles what is owed first; the rest goes back into the lot that the payment bought, as far as it has room, else
   * into a new one. The time in which nobody could spend them is added to the life of the credits.
   */
  async restore(tx: Tx, input: RestoreInput): Promise<void> {
    const { userId, amount, source, reason } = input;
    const account = await this.ledger.lock(tx, userId);
    const settled = Math.min(account.owed, amount);
    const back = amount - settled;
    const place = back === 0 ? { lots: [], expiresAt: null } : await this.comebackPlace(tx, input);
    const { lotChanges, credits, frozen, rest } = giveBack(place.lots, back);
    const movements = moved(
      { from: 'clawed_back', to: 'owed', amount: settled },
      { from: 'clawed_back', to: 'credits', amount: credits + rest },
      { from: 'clawed_back', to: 'frozen', amount: frozen },
    );
    const key = `restore:${source.type}:${source.id}`;
    const entry = { kind: 'restore', key, amount, source, movements, lotChanges, reason } as const;
    const { expiresAt } = place;
    const newLot: NewLot = { origin: 'restore', amount: rest, remaining: rest, expiresAt };
    await this.ledger.record(tx, account, rest > 0 ? { ...entry, newLot } : entry);
  }

  /** One lot has one end: where part of it went on running meanwhile, what comes back gets a lot of its own. */
  private async comebackPlace(tx: Tx, { grant, goneSince }: RestoreInput): Promise<ComebackPlace> {
    const bought = await this.lots.ofGrant(tx, grant);
    if (bought === undefined) return { lots: [], expiresAt: null };
    if (bought.expiresAt === null) return { lots: [bought], expiresAt: null };
    const now = this.clock.now();
    // A frozen lot's time stands still anyway.
    if (bought.isFrozen) return { lots: [bought], expiresAt: later(bought.expiresAt, graceAfter(now)) };
    const until = new Date(bought.expiresAt.getTime() + now.getTime() - goneSince.getTime());
    if (bought.isExpired) return { lots: [], expiresAt: later(until, graceAfter(now)) };
    if (bought.remaining > 0) return { lots: [], expiresAt: until };
    await this.lots.extend(tx, bought.lotId, until);
    return { lots: [bought], expiresAt: until };
  }

  /** Nobody shall owe what expired unspent: as much of the payment's own lot as is taken back comes back to life. */
  private async reviveExpired(
    tx: Tx,
    account: AccountState,
    { amount, grant, source, reason }: ClawBackInput,
  ): Promise<AccountState> {
    const bought = await this.lots.ofGrant(tx, grant);
    if (bought?.isExpired !== true) return account;
    const revived = Math.min(amount - bought.remaining, await this.lots.expiredOf(tx, bought.lotId));
    if (revived <= 0) return account;
    const recorded = await this.ledger.record(tx, account, {
      kind: 'restore',
      key: `revive:${source.type}:${source.id}`,
      amount: revived,
      source,
      movements: [{ from: 'expired', to: 'credits', amount: revived }],
      lotChanges: [{ lotId: bought.lotId, amount: revived }],
      reason,
    });
    return recorded.account;
  }
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
