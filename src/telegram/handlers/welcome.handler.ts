import { Injectable } from '@nestjs/common';
import { WelcomeCustomer } from '../../billing/use-cases/welcome-customer.use-case.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { userArrived } from '../../users/users.jobs.js';

/** The welcome is given while the first update is handled; this makes up for a crash in between. */
@Injectable()
@OnEvent(userArrived, 'welcome')
export class WelcomeHandler {
  constructor(private readonly welcome: WelcomeCustomer) {}

  async handle({ userId }: { userId: UserId }): Promise<void> {
    await this.welcome.execute(userId);
  }
}
