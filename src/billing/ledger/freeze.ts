import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { creditsFrozen, creditsGranted } from '../billing.jobs.js';
import { Expiry } from './expiry.js';
import { LedgerRepository } from './ledger.repository.js';
import type { AccountState, Entry, Source } from './ledger.types.js';
import { LotsRepository } from './lots.repository.js';

export interface FreezeInput {
  readonly userId: UserId;
  /** The grant whose payment is being checked. */
  readonly grant: Source;
  /** What asks for it, for example one early fraud warning: freezes once and thaws once, however often it is told. */
  readonly source: Source;
  readonly reason: string;
}

/**
 * Sets aside what is left of a grant while its payment is checked. Frozen credits are the customer's but cannot be
 * spent; their time stands still, and a claw-back takes them first.
 */
@Injectable()
export class Freeze {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly lots: LotsRepository,
    private readonly expiry: Expiry,
  ) {}

  /** `nothing-left`: all of it is spent, held, expired or taken back. */
  async freeze(tx: Tx, input: FreezeInput): Promise<'frozen' | 'already-frozen' | 'nothing-left'> {
    const account = await this.expiry.book(tx, input.userId);
    const lot = await this.lots.ofGrant(tx, input.grant);
    const key = `freeze:${input.source.type}:${input.source.id}`;
    if (lot?.isFrozen === true || (await this.ledger.isKnown(tx, key))) return 'already-frozen';
    if (lot === undefined || lot.remaining === 0) return 'nothing-left';
    await this.lots.freeze(tx, lot.lotId);
    const movements = [{ from: 'credits', to: 'frozen', amount: lot.remaining }] as const;
    await this.record(tx, account, input, { kind: 'freeze', key, amount: lot.remaining, movements });
    return 'frozen';
  }

  /** Credits that had an expiry get the frozen time added to it. */
  async thaw(tx: Tx, input: FreezeInput): Promise<'thawed' | 'not-frozen'> {
    const account = await this.ledger.lock(tx, input.userId);
    const lot = await this.lots.ofGrant(tx, input.grant);
    const key = `thaw:${input.source.type}:${input.source.id}`;
    if (lot?.isFrozen !== true || (await this.ledger.isKnown(tx, key))) return 'not-frozen';
    await this.lots.thaw(tx, lot.lotId);
    if (lot.remaining === 0) return 'thawed';
    const movements = [{ from: 'frozen', to: 'credits', amount: lot.remaining }] as const;
    await this.record(tx, account, input, { kind: 'thaw', key, amount: lot.remaining, movements });
    // Messages may have waited for these credits.
    await announce(tx, creditsGranted, { userId: input.userId });
    return 'thawed';
  }

  private async record(
    tx: Tx,
    account: AccountState,
    { userId, source, reason }: FreezeInput,
    move: Pick<Entry, 'kind' | 'key' | 'amount' | 'movements'>,
  ): Promise<void> {
    // The credits stay in their lot, so no lot changes its remainder.
    await this.ledger.record(tx, account, { ...move, source, reason, lotChanges: [] });
    await announce(tx, creditsFrozen, { userId });
  }
}
