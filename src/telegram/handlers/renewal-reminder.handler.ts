import { Injectable } from '@nestjs/common';
import { planRenewing } from '../../billing/billing.jobs.js';
import { PlansQuery } from '../../billing/subscriptions/plans.query.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { renewalReminderView } from '../views/plan.view.js';
import { CustomerNotices } from './customer-notices.js';

interface Renewing {
  readonly userId: UserId;
  readonly subscriptionId: string;
  readonly at: string;
}

/** Reminds the customer of a renewal, unless it has moved or was cancelled since. */
@Injectable()
@OnEvent(planRenewing, 'notice')
export class RenewalReminderHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly plans: PlansQuery,
  ) {}

  async handle({ userId, subscriptionId, at }: Renewing): Promise<void> {
    const plan = await this.plans.byId(this.notices.reader, subscriptionId);
    const isSame = plan?.currentPeriodEnd?.toISOString() === at;
    if (plan?.status !== 'active' || plan.isPaused || plan.endsAt !== null || !isSame) return;
    await this.notices.tell(userId, `renewal:${subscriptionId}:${at}`, ({ to }) =>
      renewalReminderView(plan, to),
    );
  }
}
