import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { PaymentsRepository } from '../purchases/payments.repository.js';
import { FraudWarningsRepository } from './fraud-warnings.repository.js';
import { paymentReleased } from './fraud.jobs.js';
import { PaymentHold } from './payment-hold.js';

/** An administrator has looked at a payment that was held back and found nothing wrong. */
@Injectable()
export class ReleasePayment {
  constructor(
    private readonly transactor: Transactor,
    private readonly payments: PaymentsRepository,
    private readonly warnings: FraudWarningsRepository,
    private readonly holding: PaymentHold,
    private readonly audit: AuditLogRepository,
  ) {}

  /** `settled`: a refund or dispute has decided meanwhile. */
  execute(id: number, actor: Actor): Promise<'released' | 'already-released' | 'settled' | 'unknown'> {
    return this.transactor.run(async (tx) => {
      const known = await this.warnings.byId(tx, id);
      if (known === undefined) return 'unknown';
      const payments = await this.payments.lockByPaymentIntent(tx, known.provider, known.paymentIntentId);
      const payment = payments.find((candidate) => candidate.id === known.paymentId);
      const warning = await this.warnings.byId(tx, id);
      if (payment === undefined || warning === undefined) return 'unknown';
      if (warning.status !== 'open') return warning.status === 'released' ? 'already-released' : 'settled';
      const { id: paymentId, userId } = payment;
      await this.audit.record(tx, {
        action: 'release_payment',
        requestKey: `release:${id}`,
        actor,
        userId,
        reason: null,
        before: { paymentId, warning: warning.warningId, status: 'open' },
        after: { status: 'released' },
      });
      await this.holding.end(tx, payment, id, 'released');
      await announce(tx, paymentReleased, { userId, paymentId, warning: id, by: 'administrator' });
      return 'released';
    });
  }
}
