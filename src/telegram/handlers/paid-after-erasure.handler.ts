import { Injectable } from '@nestjs/common';
import { purchaseSettled } from '../../billing/billing.jobs.js';
import { PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { Reader } from '../../database/reader.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { UsersRepository } from '../../users/users.repository.js';
import { paidAfterErasureView } from '../views/erasure.view.js';
import { GeneralNotices } from './general-notices.js';

/** Money arrived for somebody who had their data erased: it is booked under their number, and somebody has to send it back. */
@Injectable()
@OnEvent(purchaseSettled, 'erased')
export class PaidAfterErasureHandler {
  constructor(
    private readonly reader: Reader,
    private readonly users: UsersRepository,
    private readonly payments: PaymentsRepository,
    private readonly general: GeneralNotices,
  ) {}

  async handle({ userId, paymentId }: { userId: UserId; paymentId: number }): Promise<void> {
    const user = await this.users.byId(this.reader, userId);
    if (user.telegramId !== null) return;
    const payment = await this.payments.byId(this.reader, paymentId);
    if (payment === undefined) return;
    await this.general.tell(`paid-after-erasure:${paymentId}`, paidAfterErasureView(payment));
  }
}
