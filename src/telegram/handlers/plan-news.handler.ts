import { Injectable } from '@nestjs/common';
import { subscriptionChanged } from '../../billing/billing.jobs.js';
import { PlansQuery } from '../../billing/subscriptions/plans.query.js';
import type { SubscriptionChange } from '../../billing/subscriptions/subscription-changes.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { UserId } from '../../kernel/ids.js';
import { isGone, planNewsView } from '../views/plan.view.js';
import { CustomerNotices } from './customer-notices.js';

interface PlanNews {
  readonly userId: UserId;
  readonly subscriptionId: string;
  readonly reading: number;
  readonly change: SubscriptionChange;
  readonly endedUnpaid: boolean;
  readonly endedRefunded?: boolean;
}

/** Tells the customer what is new about their plan, if it is still true when it is told. */
@Injectable()
@OnEvent(subscriptionChanged, 'notice')
export class PlanNewsHandler {
  constructor(
    private readonly notices: CustomerNotices,
    private readonly plans: PlansQuery,
  ) {}

  async handle({
    userId,
    subscriptionId,
    reading,
    change,
    endedUnpaid,
    endedRefunded = false,
  }: PlanNews): Promise<void> {
    const plan = await this.plans.byId(this.notices.reader, subscriptionId);
    if (plan === undefined) return;
    const running = await this.plans.ofUser(this.notices.reader, userId);
    const other = running.find((one) => one.subscriptionId !== subscriptionId && !isGone(one));
    await this.notices.tell(userId, `plan:${subscriptionId}:${reading}:${change}`, ({ to }) =>
      planNewsView({ change, endedUnpaid, endedRefunded, other }, plan, to),
    );
  }
}
