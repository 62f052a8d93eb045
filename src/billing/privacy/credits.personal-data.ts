import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { area, type Person, PersonalData } from '../../users/privacy/personal-data.js';
import { takeUpTo } from '../ledger/consumption.js';
import { Expiry } from '../ledger/expiry.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import { LotsRepository } from '../ledger/lots.repository.js';

const ofTransactions = 't.transaction_id in (select id from ledger_transactions where user_id = $1)';

/** Credits and what was unlocked with them. The journal stays under our number; what is left of the credits ends. */
@Injectable()
export class CreditsPersonalData extends PersonalData {
  readonly stage = 'credits';
  readonly areas = [
    area('credit_account', 'credit_accounts', 't.user_id = $1'),
    area('credit_lots', 'credit_lots', 't.user_id = $1'),
    area('credit_holds', 'credit_holds', 't.user_id = $1'),
    area('ledger', 'ledger_transactions', 't.user_id = $1', ['actor']),
    area('ledger_movements', 'ledger_movements', ofTransactions),
    area('ledger_lot_movements', 'lot_movements', ofTransactions),
    area('unlocked_content', 'content_unlocks', 't.user_id = $1'),
    area('seen_content', 'content_views', 't.user_id = $1'),
  ];

  constructor(
    private readonly expiry: Expiry,
    private readonly ledger: LedgerRepository,
    private readonly lots: LotsRepository,
  ) {
    super();
  }

  async erase(tx: Tx, { userId }: Person): Promise<void> {
    await tx.query(`update content_unlocks set status = 'dropped' where user_id = $1 and status = 'short'`, [
      userId,
    ]);
    const account = await this.expiry.book(tx, userId);
    if (account.credits === 0) return;
    const free = (await this.lots.all(tx, userId)).filter(({ isFrozen }) => !isFrozen);
    const { lotChanges, credits } = takeUpTo(free, account.credits);
    // The account's version tells one erasure from the second look after it.
    const id = `${userId}:${account.version}`;
    await this.ledger.record(tx, account, {
      kind: 'expire',
      key: `expire:erasure:${id}`,
      amount: credits,
      source: { type: 'erasure', id },
      movements: [{ from: 'credits', to: 'expired', amount: credits }],
      lotChanges,
      reason: 'data erased',
    });
  }
}
