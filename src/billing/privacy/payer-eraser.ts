import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Jobs } from '../../jobs/background/jobs.js';
import type { UserId } from '../../kernel/ids.js';
import { endPlan, forgetCustomer } from '../billing.jobs.js';
import { PaymentGateway } from '../payment-gateway.js';
import { CustomersRepository } from '../purchases/customers.repository.js';
import { PageClosing } from '../purchases/page-closing.js';
import { PlanHoldings } from '../subscriptions/plan-holdings.js';

/** Takes a person out of what the payment provider keeps for us. The calls are jobs of the caller's transaction. */
@Injectable()
export class PayerEraser {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly pages: PageClosing,
    private readonly plans: PlanHoldings,
    private readonly jobs: Jobs,
    private readonly gateway: PaymentGateway,
  ) {}

  /** Nobody shall pay for what no one can use any more. */
  async erase(tx: Tx, userId: UserId): Promise<void> {
    await this.pages.close(tx, userId, 'block');
    await this.leave(tx, userId);
  }

  /** The customer there is forgotten; plans that only run out, or began too late, end, as nobody could any more. */
  async leave(tx: Tx, userId: UserId): Promise<void> {
    const { provider, livemode } = this.gateway;
    for (const plan of await this.plans.running(tx, userId)) {
      if (plan.provider !== provider || plan.livemode !== livemode) continue;
      const { subscriptionId } = plan;
      await this.jobs.enqueue(tx, endPlan, { subscriptionId }, { jobKey: `end-plan:${subscriptionId}` });
    }
    const customerId = await this.customers.customerOf(tx, { provider, livemode }, userId);
    if (customerId === undefined) return;
    await this.jobs.enqueue(tx, forgetCustomer, { customerId }, { jobKey: `forget-customer:${customerId}` });
  }
}
