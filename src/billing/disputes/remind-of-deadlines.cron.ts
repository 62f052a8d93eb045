import { Injectable } from '@nestjs/common';
import { Transactor } from '../../database/transactor.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { SyncPayment } from '../use-cases/sync-payment.use-case.js';
import { deadlineDue, longestDeadlineLead } from './deadline-due.js';
import { DisputeAlerts } from './dispute-alerts.js';
import { remindOfDeadlines } from './disputes.jobs.js';
import { type Dispute, DisputesRepository } from './disputes.repository.js';

/** A dispute that nobody answers in time is lost. The provider is asked first, because it may have been answered there. */
@Injectable()
@OnCron(remindOfDeadlines)
export class RemindOfDeadlines {
  constructor(
    private readonly transactor: Transactor,
    private readonly disputes: DisputesRepository,
    private readonly sync: SyncPayment,
    private readonly alerts: DisputeAlerts,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    const until = new Date(this.clock.now().getTime() + longestDeadlineLead);
    for (const dispute of await this.disputes.unanswered(this.transactor.reader, until)) {
      await this.remind(dispute);
    }
  }

  private async remind({ id, provider, paymentIntentId, openedAt, dueBy, reminded }: Dispute): Promise<void> {
    if (dueBy === null) return;
    const lead = deadlineDue({ now: this.clock.now(), openedAt, dueBy });
    if (lead === undefined || lead === reminded) return;
    await this.sync.execute(provider, paymentIntentId);
    await this.transactor.run(async (tx) => {
      const dispute = await this.disputes.byId(tx, id);
      // A deadline that moved meanwhile has reminders of its own.
      if (dispute?.dueBy?.getTime() !== dueBy.getTime()) return;
      if (!(await this.disputes.claimReminder(tx, id, lead))) return;
      const key = `deadline_near:${lead}:${dispute.disputeId}:${dueBy.toISOString()}`;
      await this.alerts.announce(tx, dispute, 'deadline_near', key);
    });
  }
}
