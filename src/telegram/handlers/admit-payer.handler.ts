import { Injectable } from '@nestjs/common';
import { creditsGranted } from '../../billing/billing.jobs.js';
import { AdmitPayer } from '../../conversations/contacts/admit-payer.use-case.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';

/** Credits or a pass came in: from somebody who paid, nothing is held any more. */
@Injectable()
@OnEvent(creditsGranted, 'admit-payer')
export class AdmitPayerHandler {
  constructor(private readonly admit: AdmitPayer) {}

  handle({ userId }: { userId: UserId }): Promise<void> {
    return this.admit.execute(userId);
  }
}
