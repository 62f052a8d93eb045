import { Injectable } from '@nestjs/common';
import { creditsGranted } from '../../billing/billing.jobs.js';
import { ReleaseUnlocks } from '../../billing/content/release-unlocks.use-case.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';

/** Credits came in: content that waited for them opens. */
@Injectable()
@OnEvent(creditsGranted, 'release-unlocks')
export class ReleaseUnlocksHandler {
  constructor(private readonly release: ReleaseUnlocks) {}

  async handle({ userId }: { userId: UserId }): Promise<void> {
    await this.release.execute(userId);
  }
}
