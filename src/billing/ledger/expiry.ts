import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { creditsExpired } from '../billing.jobs.js';
import { BalanceWatch } from './balance-watch.js';
import { LedgerRepository } from './ledger.repository.js';
import type { AccountState } from './ledger.types.js';
import { LotsRepository } from './lots.repository.js';

/**
 * Books credits whose time is over. They cannot be spent from that moment on, booked or not; whatever decides by the
 * account books them first, so that nothing depends on when a schedule ran. Held credits stay held.
 */
@Injectable()
export class Expiry {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly lots: LotsRepository,
    private readonly watch: BalanceWatch,
  ) {}

  /** Returns the account as it is afterwards, locked. */
  async book(tx: Tx, userId: UserId): Promise<AccountState> {
    const before = await this.ledger.lock(tx, userId);
    let account = before;
    let last = 0;
    for (const { id, remaining } of await this.lots.due(tx, userId)) {
      const recorded = await this.ledger.record(tx, account, {
        kind: 'expire',
        key: `expire:lot:${id}`,
        amount: remaining,
        source: { type: 'lot', id: String(id) },
        movements: [{ from: 'credits', to: 'expired', amount: remaining }],
        lotChanges: [{ lotId: id, amount: -remaining }],
      });
      account = recorded.account;
      last = recorded.id;
    }
    if (account === before) return account;
    await this.watch.dropped(tx, userId, before.credits, account.credits, last);
    await announce(tx, creditsExpired, { userId });
    return account;
  }
}
