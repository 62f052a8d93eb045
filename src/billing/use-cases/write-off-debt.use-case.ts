import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { debtWrittenOff } from '../billing.jobs.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';

export interface WriteOffInput {
  readonly userId: UserId;
  /** The debt that the administrator saw; another one is left alone. */
  readonly amount: number;
  readonly reason: string | null;
  readonly actor: Actor;
  /** One per question: answered twice, written off once. */
  readonly requestKey: string;
}

export type WriteOff = 'written-off' | 'already-written-off' | 'nothing-owed' | 'debt-changed';

/** An administrator gives up what a customer owes; logged with who, why, before and after. */
@Injectable()
export class WriteOffDebt {
  constructor(
    private readonly transactor: Transactor,
    private readonly accounts: LedgerRepository,
    private readonly audit: AuditLogRepository,
  ) {}

  execute({ userId, amount, reason, actor, requestKey }: WriteOffInput): Promise<WriteOff> {
    return this.transactor.run(async (tx) => {
      const account = await this.accounts.lock(tx, userId);
      const key = `write_off:${requestKey}`;
      if (await this.accounts.isKnown(tx, key)) return 'already-written-off';
      if (account.owed === 0) return 'nothing-owed';
      if (account.owed !== amount) return 'debt-changed';
      await this.accounts.record(tx, account, {
        kind: 'write_off',
        key,
        amount,
        source: { type: 'write_off', id: requestKey },
        movements: [{ from: 'written_off', to: 'owed', amount }],
        lotChanges: [],
        actor: actor.name,
        reason,
      });
      const entry = { action: 'write_off', requestKey, actor, userId, reason };
      await this.audit.record(tx, { ...entry, before: { owed: amount }, after: { owed: 0 } });
      await announce(tx, debtWrittenOff, { userId, amount, requestKey });
      return 'written-off';
    });
  }
}
