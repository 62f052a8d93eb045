import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { area, type Person, PersonalData } from '../../users/privacy/personal-data.js';
import { AutoRechargesRepository } from '../recharge/auto-recharges.repository.js';
import { RechargeAttemptsRepository } from '../recharge/recharge-attempts.repository.js';
import { RechargeSwitch } from '../recharge/recharge-switch.js';
import { PlansQuery } from '../subscriptions/plans.query.js';
import { PayerEraser } from './payer-eraser.js';

const ofPayments = 't.payment_id in (select id from payments where user_id = $1)';

/**
 * What somebody bought and paid. The books have to be kept, so all of it stays under our number for the person; the
 * saved card and the wish to be charged go, open pages are closed, and the provider forgets who it was.
 */
@Injectable()
export class PurchasesPersonalData extends PersonalData {
  readonly stage = 'purchases';
  readonly areas = [
    area('purchases', 'purchases', 't.user_id = $1'),
    area('payments', 'payments', 't.user_id = $1'),
    area('customer_at_payment_provider', 'provider_customers', 't.user_id = $1'),
    area('passes_and_plan_periods', 'access_periods', 't.user_id = $1'),
    area('reminders', 'access_reminders', 't.user_id = $1'),
    area('subscriptions', 'subscriptions', 't.user_id = $1'),
    area('trials', 'trials', 't.user_id = $1'),
    area('auto_recharge_and_consent', 'auto_recharges', 't.user_id = $1'),
    area('auto_recharge_attempts', 'recharge_attempts', 't.user_id = $1'),
    area('disputes', 'disputes', 't.user_id = $1'),
    area('fraud_warnings', 'fraud_warnings', ofPayments),
    area('failed_payments', 'failed_payments', 't.user_id = $1'),
    area('findings_of_checks', 'reconciliation_findings', 't.user_id = $1'),
  ];

  constructor(
    private readonly plans: PlansQuery,
    private readonly attempts: RechargeAttemptsRepository,
    private readonly recharges: AutoRechargesRepository,
    private readonly power: RechargeSwitch,
    private readonly payer: PayerEraser,
  ) {
    super();
  }

  /** A plan that renews would charge somebody whom nobody can tell any more. */
  override async obstacle(db: Db, userId: UserId): Promise<'plan' | undefined> {
    const plans = await this.plans.ofUser(db, userId);
    return plans.some(({ endsAt }) => endsAt === null) ? 'plan' : undefined;
  }

  async erase(tx: Tx, { userId }: Person): Promise<void> {
    await this.attempts.lockedOpenOf(tx, userId);
    await this.payer.erase(tx, userId);
    await this.power.turnOff(tx, userId, 'erased');
    await this.recharges.dropCard(tx, userId);
  }
}
