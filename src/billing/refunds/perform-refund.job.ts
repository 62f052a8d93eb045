import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobRun } from '../../jobs/background/job-handler.js';
import { Reader } from '../../database/reader.js';
import { ProviderUnavailable } from '../billing.errors.js';
import { performRefund } from './refunds.jobs.js';
import { SyncPayment } from '../use-cases/sync-payment.use-case.js';
import { DecideRefund } from './decide-refund.use-case.js';
import { RefundProviders } from './refund-providers.js';
import { type Decision, type RefundRequest, RefundRequestsRepository } from './refund-requests.repository.js';

const noAnswer: Decision = { status: 'unknown', refundId: null, outcome: null, text: null };

/**
 * Carries a confirmed refund out. The provider is asked with the same key until it gives an answer; what that means
 * for the credits is booked by the same path as every refund, before anybody is told.
 */
@Injectable()
@HandlesJob(performRefund)
export class PerformRefund {
  constructor(
    private readonly reader: Reader,
    private readonly requests: RefundRequestsRepository,
    private readonly providers: RefundProviders,
    private readonly sync: SyncPayment,
    private readonly decide: DecideRefund,
  ) {}

  async handle({ requestId }: { requestId: number }, { attempt, maxAttempts }: JobRun): Promise<void> {
    const request = await this.requests.byId(this.reader, requestId);
    if (request?.status !== 'confirmed') return;
    try {
      await this.perform(request);
    } catch (error) {
      if (attempt >= maxAttempts) await this.decide.execute(request, noAnswer);
      throw error;
    }
  }

  private async perform(request: RefundRequest): Promise<void> {
    const { id: requestId, provider, paymentIntentId, amount, tries } = request;
    if (amount === null) throw new Error(`refund ${requestId} was confirmed without an amount`);
    const key = `refund:${requestId}:${tries}`;
    const outcome = await this.providers.of(provider).refund({ requestId, key, paymentIntentId, amount });
    if (outcome.kind === 'broken') {
      await this.requests.nextTry(this.reader, request);
      throw new ProviderUnavailable({ operation: 'refunding' });
    }
    await this.sync.execute(provider, paymentIntentId);
    await this.decide.execute(
      request,
      outcome.kind === 'refunded'
        ? {
            status: 'done',
            refundId: outcome.refundId,
            outcome: outcome.isPending ? 'pending' : null,
            text: null,
          }
        : { status: 'refused', refundId: null, outcome: outcome.refusal, text: outcome.text },
    );
  }
}
