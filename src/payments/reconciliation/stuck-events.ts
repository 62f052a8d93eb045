import { Injectable } from '@nestjs/common';
import type { Finding } from '../../billing/finding.js';
import { Transactor } from '../../database/transactor.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { Clock } from '../../kernel/clock.js';
import { StripeEventsRepository } from '../inbox/stripe-events.repository.js';
import { handleStripeEvent } from '../payments.jobs.js';

const hour = 60 * 60_000;
/** Trouble of an hour mends itself; after a day somebody must know. */
const lateMs = 24 * hour;
/** A job gives up after about three days. */
const givenUpMs = 4 * 24 * hour;

/** Stored events that nobody has acted on: told, and taken up again once their job has given up. */
@Injectable()
export class StuckEvents {
  constructor(
    private readonly transactor: Transactor,
    private readonly events: StripeEventsRepository,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  find(): Promise<Finding[]> {
    const now = this.clock.now().getTime();
    return this.transactor.run(async (tx) => {
      const late = await this.events.openSince(tx, new Date(now - lateMs));
      for (const { id, receivedAt } of late) {
        if (receivedAt.getTime() > now - givenUpMs) continue;
        await this.jobs.enqueue(tx, handleStripeEvent, { eventId: id }, { jobKey: `stripe-event:${id}` });
      }
      return late.map(({ id, type, receivedAt }) => ({
        kind: 'event_stuck' as const,
        reference: id,
        isHealed: false,
        userId: null,
        purchaseId: null,
        atProvider: type,
        here: `waiting since ${receivedAt.toISOString()}`,
      }));
    });
  }
}
