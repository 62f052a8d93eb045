import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { type Actor, AuditLogRepository } from '../../users/audit/audit-log.repository.js';
import { endPlan } from '../billing.jobs.js';
import { performRefund } from './refunds.jobs.js';
import { type RefundDialog, RefundDialogQuery } from './refund-dialog.query.js';
import { RefundRequestsRepository } from './refund-requests.repository.js';

export interface RefundConfirmation {
  readonly requestId: number;
  readonly actor: Actor;
  /** The message with the pressed button; it will say how it went. */
  readonly messageId: number | null;
}

/** `changed`: not what was proposed any more, so the administrator must look again. */
export type ConfirmationResult = 'confirmed' | 'already-confirmed' | 'expired' | 'changed' | 'not-proposed';

/**
 * The second tap. What was proposed is compared with what is true now; then the request is committed together with
 * the job that carries it out, so a crash from here on loses nothing and repeats nothing.
 */
@Injectable()
export class ConfirmRefund {
  constructor(
    private readonly transactor: Transactor,
    private readonly dialogs: RefundDialogQuery,
    private readonly requests: RefundRequestsRepository,
    private readonly audit: AuditLogRepository,
    private readonly jobs: Jobs,
  ) {}

  execute(confirmation: RefundConfirmation): Promise<ConfirmationResult> {
    return this.transactor.run(async (tx) => {
      const { requestId: id } = confirmation;
      const request = await this.requests.locked(tx, id);
      if (request === undefined || request.status === 'draft' || request.status === 'cancelled') {
        return 'not-proposed';
      }
      if (request.status !== 'proposed') return 'already-confirmed';
      const dialog = await this.dialogs.of(tx, id);
      const result = dialog === undefined ? 'changed' : assess(dialog);
      if (result === 'confirmed' && dialog !== undefined) await this.commit(tx, confirmation, dialog);
      // The same question again, with the payment as it is now.
      else await this.requests.draft(tx, id, request.paymentId);
      return result;
    });
  }

  private async commit(
    tx: Tx,
    { requestId, actor, messageId }: RefundConfirmation,
    { request, payment, proposed }: RefundDialog,
  ): Promise<void> {
    const { refundedAmount: refunded, onHand: credits, owed, currency, id: paymentId } = payment;
    const { endsPlan } = request;
    await this.audit.record(tx, {
      action: 'refund',
      requestKey: `refund:${requestId}`,
      actor,
      userId: request.userId,
      reason: request.reason,
      before: { paymentId, currency, refunded, credits, owed },
      after: {
        refunding: request.amount,
        creditsTaken: proposed?.creditsTaken,
        owed: proposed?.debt,
        ...(endsPlan === null ? {} : { cancels: endsPlan }),
      },
    });
    await this.requests.confirm(tx, requestId, actor, messageId);
    await this.jobs.enqueue(tx, performRefund, { requestId }, { jobKey: `refund:${requestId}` });
    if (endsPlan !== null) await this.jobs.enqueue(tx, endPlan, { subscriptionId: endsPlan });
  }
}

function assess({ request, payment, proposed, isExpired }: RefundDialog): ConfirmationResult {
  if (isExpired) return 'expired';
  if (proposed === null || payment.adjustments !== request.seenAdjustments) return 'changed';
  // Credits were spent meanwhile: a debt that was not shown needs another look.
  return proposed.debt > (request.seenDebt ?? 0) ? 'changed' : 'confirmed';
}
