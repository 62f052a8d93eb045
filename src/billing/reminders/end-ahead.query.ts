import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { type AccessPeriod, AccessRepository } from '../access/access.repository.js';
import { type PlanOverview, PlansQuery } from '../subscriptions/plans.query.js';

/** The end of a customer's free messages, with nothing after it that is known. */
export interface CustomersEnd {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** What ends last. */
  readonly title: string;
  readonly titles: Partial<Record<string, string>>;
  /** Set for a trial that turns into the paid plan by itself. */
  readonly trial: PlanOverview | undefined;
}

/** When the messages of a customer stop being free, if that is worth knowing beforehand. */
@Injectable()
export class EndAheadQuery {
  constructor(
    private readonly access: AccessRepository,
    private readonly plans: PlansQuery,
  ) {}

  /**
   * Undefined when nothing runs, when a plan renews by itself, and while a plan waits for its payment or is paused: then
   * the customer was told already.
   */
  async of(db: Db, userId: UserId): Promise<CustomersEnd | undefined> {
    const periods = await this.access.unbroken(db, userId);
    const [first] = periods;
    if (first === undefined) return undefined;
    const last = periods.reduce((latest, period) => (period.endsAt > latest.endsAt ? period : latest), first);
    const plans = await this.plans.ofUser(db, userId);
    if (plans.some(renewsByItself)) return undefined;
    const own = plans.find(({ subscriptionId }) => subscriptionId === last.subscriptionId);
    if (own !== undefined && (own.status === 'past_due' || own.isPaused)) return undefined;
    return described(first, last, own);
  }
}

function described(first: AccessPeriod, last: AccessPeriod, own: PlanOverview | undefined): CustomersEnd {
  const { title, titles, endsAt } = last;
  const isTrial = own?.status === 'trialing' && own.endsAt === null;
  return { startsAt: first.startsAt, endsAt, title, titles, trial: isTrial ? own : undefined };
}

const renewsByItself = ({ status, isPaused, endsAt }: PlanOverview): boolean =>
  status === 'active' && !isPaused && endsAt === null;
