import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { refundDecided } from './refunds.jobs.js';
import { type Decision, type RefundRequest, RefundRequestsRepository } from './refund-requests.repository.js';
import { RefundablePaymentsQuery } from './refundable-payments.query.js';

/** Writes down how a confirmed refund ended, once, and lets it be told. */
@Injectable()
export class DecideRefund {
  constructor(
    private readonly transactor: Transactor,
    private readonly requests: RefundRequestsRepository,
    private readonly payments: RefundablePaymentsQuery,
    private readonly audit: AuditLogRepository,
  ) {}

  execute({ id: requestId }: RefundRequest, decision: Decision): Promise<void> {
    return this.transactor.run(async (tx) => {
      const request = await this.requests.locked(tx, requestId);
      if (request?.status !== 'confirmed') return;
      await this.requests.decide(tx, requestId, decision);
      const payment = await this.payments.byId(tx, request.paymentId);
      const { status, refundId, outcome, text } = decision;
      await this.audit.record(tx, {
        action: 'refund_result',
        requestKey: `refund:${requestId}:result`,
        actor: { telegramId: request.actorTelegramId, name: request.actorName },
        userId: request.userId,
        reason: request.reason,
        before: { paymentId: request.paymentId, refunding: request.amount },
        after: {
          status,
          refundId,
          outcome,
          text,
          refunded: payment?.refundedAmount,
          credits: payment?.onHand,
          owed: payment?.owed,
        },
      });
      await announce(tx, refundDecided, { requestId });
    });
  }
}
