import { Injectable } from '@nestjs/common';
import { FraudWarningsRepository } from '../../billing/fraud/fraud-warnings.repository.js';
import { type PaymentRecord, PaymentsRepository } from '../../billing/purchases/payments.repository.js';
import { Reader } from '../../database/reader.js';

/** Which payment a warning in General is about. */
@Injectable()
export class WarnedPayments {
  constructor(
    private readonly reader: Reader,
    private readonly warnings: FraudWarningsRepository,
    private readonly payments: PaymentsRepository,
  ) {}

  async of(id: number): Promise<PaymentRecord | undefined> {
    const warning = await this.warnings.byId(this.reader, id);
    return warning === undefined ? undefined : this.payments.byId(this.reader, warning.paymentId);
  }
}
