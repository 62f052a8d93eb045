import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import type { UserId } from '../../kernel/ids.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { InvalidGift } from '../billing.errors.js';
import { creditsGifted, creditsGranted } from '../billing.jobs.js';
import { Ledger } from '../ledger/ledger.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';

/** More than a slip of the finger should be able to give. */
export const largestGift = 100_000;

export interface GiftInput {
  readonly userId: UserId;
  readonly amount: number;
  readonly reason: string | null;
  readonly actor: Actor;
  /** One per button or command message: pressed twice, given once. */
  readonly requestKey: string;
}

/** An administrator gives credits; logged with who, why, before and after. */
@Injectable()
export class GiftCredits {
  constructor(
    private readonly transactor: Transactor,
    private readonly ledger: Ledger,
    private readonly accounts: LedgerRepository,
    private readonly audit: AuditLogRepository,
  ) {}

  async execute({
    userId,
    amount,
    reason,
    actor,
    requestKey,
  }: GiftInput): Promise<'given' | 'already-given'> {
    if (!Number.isSafeInteger(amount) || amount < 1 || amount > largestGift) {
      throw new InvalidGift({ least: 1, most: largestGift });
    }
    return this.transactor.run(async (tx) => {
      const before = await this.accounts.lock(tx, userId);
      const entry = {
        action: 'gift',
        requestKey,
        actor,
        userId,
        reason,
        before: { credits: before.credits },
      };
      const settledDebt = Math.min(before.owed, amount);
      const after = { credits: before.credits + amount - settledDebt, given: amount };
      if (!(await this.audit.record(tx, { ...entry, after }))) return 'already-given';
      const source = { type: 'gift', id: requestKey };
      await announce(tx, creditsGifted, { userId, amount, requestKey });
      await announce(tx, creditsGranted, { userId });
      const gift = { userId, amount, origin: 'gift', source, actor: actor.name, reason } as const;
      await this.ledger.grant(tx, { ...gift, isLast: true });
      return 'given';
    });
  }
}
