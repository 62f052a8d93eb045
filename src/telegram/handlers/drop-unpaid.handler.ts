import { Injectable } from '@nestjs/common';
import { DropUnpaid } from '../../conversations/relay/drop-unpaid.use-case.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { dropUnpaidMessages } from '../telegram.jobs.js';

@Injectable()
@OnCron(dropUnpaidMessages)
export class DropUnpaidHandler {
  constructor(private readonly drop: DropUnpaid) {}

  async handle(): Promise<void> {
    await this.drop.execute();
  }
}
