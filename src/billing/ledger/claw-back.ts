import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { capLotChanges, takeUpTo } from './consumption.js';
import { LedgerRepository } from './ledger.repository.js';
import type { Movement, NewLot, Source } from './ledger.types.js';

export interface ClawBackInput {
  readonly userId: UserId;
  readonly amount: number;
  /** The grant whose payment was taken back: its lot pays first. */
  readonly grant: Source;
  /** Unique for this adjustment. */
  readonly source: Source;
  readonly reason: string;
}

/**
 * Takes back what a payment granted, and gives it back when the payment stands after all. What was spent already
 * becomes a debt; a balance never falls below zero. The caller holds the payment's row and counts its adjustments, so
 * each runs once.
 */
@Injectable()
export class ClawBack {
  constructor(private readonly ledger: LedgerRepository) {}

  /** From the lot that the payment bought, then from other lots, the dearest first; the rest is owed. */
  async take(tx: Tx, { userId, amount, grant, source, reason }: ClawBackInput): Promise<void> {
    const account = await this.ledger.lock(tx, userId);
    const { taken, lotChanges } = takeUpTo(await this.ledger.lotsToClaw(tx, userId, grant), amount);
    const movements: Movement[] = [];
    if (taken > 0) movements.push({ from: 'credits', to: 'clawed_back', amount: taken });
    if (taken < amount) movements.push({ from: 'owed', to: 'clawed_back', amount: amount - taken });
    const key = `claw_back:${source.type}:${source.id}`;
    await this.ledger.record(tx, account, {
      kind: 'claw_back',
      key,
      amount,
      source,
      movements,
      lotChanges,
      reason,
    });
  }

  /** Settles what is owed first; the rest goes back into the lot that the payment bought, as far as it has room. */
  async restore(tx: Tx, { userId, amount, grant, source, reason }: ClawBackInput): Promise<void> {
    const account = await this.ledger.lock(tx, userId);
    const settled = Math.min(account.owed, amount);
    const back = amount - settled;
    const bought = await this.ledger.lotOf(tx, grant);
    const lotChanges =
      bought === undefined ? [] : capLotChanges([{ lotId: bought.id, amount: bought.room }], back);
    const inLot = lotChanges.reduce((sum, change) => sum + change.amount, 0);
    const rest = back - inLot;
    const newLot: NewLot = { origin: 'restore', amount: rest, remaining: rest, expiresAt: null };
    const movements: Movement[] = [];
    if (settled > 0) movements.push({ from: 'clawed_back', to: 'owed', amount: settled });
    if (back > 0) movements.push({ from: 'clawed_back', to: 'credits', amount: back });
    const key = `restore:${source.type}:${source.id}`;
    const entry = { kind: 'restore', key, amount, source, movements, lotChanges, reason } as const;
    await this.ledger.record(tx, account, rest > 0 ? { ...entry, newLot } : entry);
  }
}
