import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { moved, takeUpTo } from './consumption.js';
import { Expiry } from './expiry.js';
import { LedgerRepository } from './ledger.repository.js';
import { LotsRepository } from './lots.repository.js';

/** A hold that was given back although what it was for has happened after all. */
export interface ReleasedHold {
  readonly id: number;
  readonly amount: number;
}

/** What was delivered is paid for: credits that were given back too early are taken again, and what is gone is owed. */
@Injectable()
export class LateCapture {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly lots: LotsRepository,
    private readonly expiry: Expiry,
  ) {}

  async charge(tx: Tx, userId: UserId, { id, amount }: ReleasedHold): Promise<void> {
    const account = await this.expiry.book(tx, userId);
    const key = `spend:late_hold:${id}`;
    if (await this.ledger.isKnown(tx, key)) return;
    const { credits, frozen, missing, lotChanges } = takeUpTo(await this.lots.all(tx, userId), amount);
    const movements = moved(
      { from: 'credits', to: 'spent', amount: credits },
      { from: 'frozen', to: 'spent', amount: frozen },
      { from: 'owed', to: 'spent', amount: missing },
    );
    const source = { type: 'late_hold', id: String(id) };
    await this.ledger.record(tx, account, { kind: 'spend', key, amount, source, movements, lotChanges });
  }
}
