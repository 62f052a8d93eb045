import { Injectable, Logger } from '@nestjs/common';
import type Stripe from 'stripe';
import { AppConfig } from '../../config/app-config.js';
import { Transactor } from '../../database/transactor.js';
import { Jobs } from '../../jobs/background/jobs.js';
import { EventDispatcher } from '../events/event-dispatcher.js';
import { handleStripeEvent } from '../payments.jobs.js';
import { stripeVersion } from '../stripe-client.js';
import { StripeEventsRepository } from './stripe-events.repository.js';

/** Takes an event in once, wherever it came from: the webhook, or the list of those that were missed. */
@Injectable()
export class AcceptEvent {
  private readonly log = new Logger(AcceptEvent.name);

  constructor(
    private readonly config: AppConfig,
    private readonly transactor: Transactor,
    private readonly events: StripeEventsRepository,
    private readonly dispatcher: EventDispatcher,
    private readonly jobs: Jobs,
  ) {}

  /** False for an event that was taken in before. */
  execute(event: Stripe.Event): Promise<boolean> {
    const used = this.dispatcher.handles(event.type) && event.livemode === this.config.stripe.livemode;
    return this.transactor.run(async (tx) => {
      const isNew = await this.events.insert(tx, event, used ? 'received' : 'ignored');
      // Its object is asked for anew in our own version, so this is no reason to refuse it.
      if (isNew && event.api_version !== stripeVersion) {
        this.log.warn(`event ${event.id} was written in API version ${event.api_version ?? 'unknown'}`);
      }
      if (isNew && used) await this.jobs.enqueue(tx, handleStripeEvent, { eventId: event.id });
      return isNew;
    });
  }
}
