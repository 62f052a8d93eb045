import { Injectable } from '@nestjs/common';
import { dropUnpaidUnlocks } from '../../billing/content/content.jobs.js';
import { DropUnpaidUnlocks } from '../../billing/content/drop-unpaid-unlocks.use-case.js';
import { OnCron } from '../../jobs/background/job-handler.js';

@Injectable()
@OnCron(dropUnpaidUnlocks)
export class DropUnpaidUnlocksHandler {
  constructor(private readonly drop: DropUnpaidUnlocks) {}

  async handle(): Promise<void> {
    await this.drop.execute();
  }
}
