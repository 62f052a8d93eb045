import { Injectable } from '@nestjs/common';
import { creditsGranted } from '../../billing/billing.jobs.js';
import { ReleaseWaiting } from '../../conversations/relay/release-waiting.use-case.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';

/** Credits or a pass came in: waiting messages go on. */
@Injectable()
@OnEvent(creditsGranted, 'release-waiting')
export class ReleaseWaitingHandler {
  constructor(private readonly release: ReleaseWaiting) {}

  async handle({ userId }: { userId: UserId }): Promise<void> {
    await this.release.execute(userId);
  }
}
