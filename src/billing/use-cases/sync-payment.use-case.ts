import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { PaymentsRepository } from '../purchases/payments.repository.js';
import { RefundProviders } from '../refunds/refund-providers.js';
import { AdjustPayment } from './adjust-payment.use-case.js';

/** Several events of one payment at once are usual, an endless stream of them is not. */
const mostLooks = 5;

/**
 * Asks the provider what has gone back of a payment and books the difference. Two that ask at the same moment may
 * get answers of different age; the older one is not booked over the newer one but asked anew.
 */
@Injectable()
export class SyncPayment {
  constructor(
    private readonly reader: Reader,
    private readonly payments: PaymentsRepository,
    private readonly providers: RefundProviders,
    private readonly adjust: AdjustPayment,
  ) {}

  async execute(provider: string, paymentIntentId: string): Promise<void> {
    for (let look = 1; look <= mostLooks; look += 1) {
      const seen = await this.payments.adjustmentsOf(this.reader, provider, paymentIntentId);
      const takenBack = await this.providers.of(provider).takenBack(paymentIntentId);
      const result = await this.adjust.execute({ provider, paymentIntentId, ...takenBack }, seen);
      if (result !== 'outdated') return;
    }
    throw new Error(`payment ${paymentIntentId} changes faster than it can be read`);
  }
}
