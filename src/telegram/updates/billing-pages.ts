import { Injectable, Logger } from '@nestjs/common';
import { ProviderUnavailable } from '../../billing/billing.errors.js';
import type { PortalEntry } from '../../billing/payment-gateway.js';
import { OpenPortal } from '../../billing/use-cases/open-portal.use-case.js';
import { BotLifecycle } from '../bot-lifecycle.js';
import { type BotContext, customerOf } from './bot-context.js';

/** The customer's own pages at the payment provider. A link lives for minutes, so it is made when it is asked for. */
@Injectable()
export class BillingPages {
  private readonly log = new Logger(BillingPages.name);

  constructor(
    private readonly portal: OpenPortal,
    private readonly lifecycle: BotLifecycle,
  ) {}

  /** Undefined while the provider does not answer; throws `NoBillingAccount`. */
  async page(ctx: BotContext, entry: PortalEntry): Promise<string | undefined> {
    try {
      return await this.portal.execute(customerOf(ctx).user.id, await this.lifecycle.link(), entry);
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error;
      this.log.warn(`no billing page: ${error.details.operation}: ${String(error.cause)}`);
      return undefined;
    }
  }
}
