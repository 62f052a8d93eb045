import { Injectable, Logger } from '@nestjs/common';
import type Stripe from 'stripe';
import { Reader } from '../../database/reader.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { EventDispatcher } from '../events/event-dispatcher.js';
import { fetchMissedEvents } from '../payments.jobs.js';
import { StripeClient } from '../stripe-client.js';
import { AcceptEvent } from './accept-event.js';
import { StripeEventsRepository } from './stripe-events.repository.js';

const hour = 60 * 60 * 1_000;
/** Events do not become listable in the order in which they happened. */
const overlapMs = hour;
/** Stripe lists events of the last 30 days; a first start looks back no further than a lost day. */
const firstLookMs = 24 * hour;
/** Stripe: the `types` filter takes at most 20. */
const typesPerList = 20;
/** Stripe: the most that a page can have. */
const perPage = 100;

/**
 * A webhook that never arrived must not cost anybody their credits: what Stripe has and we do not know is taken in as
 * if it had been delivered.
 */
@Injectable()
@OnCron(fetchMissedEvents)
export class FetchMissedEvents {
  private readonly log = new Logger(FetchMissedEvents.name);

  constructor(
    private readonly stripe: StripeClient,
    private readonly dispatcher: EventDispatcher,
    private readonly events: StripeEventsRepository,
    private readonly accept: AcceptEvent,
    private readonly reader: Reader,
  ) {}

  async handle(): Promise<void> {
    if (!this.stripe.isUsed) return;
    const created = { gte: await this.events.lookFrom(this.reader, firstLookMs, overlapMs) };
    const { types } = this.dispatcher;
    for (let first = 0; first < types.length; first += typesPerList) {
      const some = types.slice(first, first + typesPerList);
      let page: Stripe.Event[] = [];
      for await (const event of this.stripe.api.events.list({ created, types: some, limit: perPage })) {
        page.push(event);
        if (page.length < perPage) continue;
        await this.takeIn(page);
        page = [];
      }
      await this.takeIn(page);
    }
  }

  /** Nearly all of them are known, and one question for many is cheaper than a transaction for each. */
  private async takeIn(events: readonly Stripe.Event[]): Promise<void> {
    const unknown = await this.events.unknown(
      this.reader,
      events.map(({ id }) => id),
    );
    for (const event of events) {
      if (unknown.has(event.id) && (await this.accept.execute(event)))
        this.log.warn(`event ${event.id} (${event.type}) had been missed`);
    }
  }
}
