import { Injectable } from '@nestjs/common';
import type { Db } from '../database/db.js';
import type { UserId } from '../kernel/ids.js';
import type { Money } from '../kernel/money.js';
import { AccessRepository, type RunningAccess } from './access/access.repository.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { PaymentsRepository } from './purchases/payments.repository.js';

/** A customer's money at a glance, for `/balance` and for the moderators' card. */
export interface BillingOverview {
  /** Never negative. */
  readonly credits: number;
  readonly held: number;
  readonly owed: number;
  readonly access: RunningAccess | undefined;
  readonly spend: readonly Money[];
}

@Injectable()
export class BillingOverviewQuery {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly access: AccessRepository,
    private readonly payments: PaymentsRepository,
  ) {}

  async of(db: Db, userId: UserId): Promise<BillingOverview> {
    const { credits, held, owed } = await this.ledger.account(db, userId);
    return {
      credits: Math.max(0, credits - owed),
      held,
      owed,
      access: await this.access.running(db, userId),
      spend: await this.payments.lifetimeSpend(db, userId),
    };
  }
}
