import { Injectable } from '@nestjs/common';
import { refundDecided } from '../../billing/refunds/refunds.jobs.js';
import { RefundDesk } from '../../billing/refunds/refund-desk.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { RefundPages } from '../outbound/refund-pages.js';

/** Whoever confirmed a refund reads how it ended, where they confirmed it. */
@Injectable()
@OnEvent(refundDecided, 'desk')
export class RefundDecidedHandler {
  constructor(
    private readonly desk: RefundDesk,
    private readonly pages: RefundPages,
  ) {}

  async handle({ requestId }: { requestId: number }): Promise<void> {
    const dialog = await this.desk.show(requestId);
    if (dialog === undefined) return;
    const { messageId } = dialog.request;
    await (messageId === null ? this.pages.ask(dialog) : this.pages.update(dialog, messageId));
  }
}
