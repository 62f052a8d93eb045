import { Injectable, Logger } from '@nestjs/common';
import { PaymentMismatch } from '../../billing/billing.errors.js';
import { billingAlert } from '../../billing/billing.jobs.js';
import { Transactor } from '../../database/transactor.js';
import { announce } from '../../jobs/background/announce.js';
import { HandlesJob } from '../../jobs/background/job-handler.js';
import { Clock } from '../../kernel/clock.js';
import { type StoredEvent, StripeEventsRepository } from '../inbox/stripe-events.repository.js';
import { handleStripeEvent } from '../payments.jobs.js';
import { isMissing } from '../stripe-refusals.js';
import { EventDispatcher } from './event-dispatcher.js';

/** Stripe: a new object can be unknown for a moment; what is not found for so long will not be found. */
const patienceMs = 6 * 60 * 60 * 1_000;

/** Acts on a stored event; may run again at any time, because what it does is keyed by the business object. */
@Injectable()
@HandlesJob(handleStripeEvent)
export class HandleStripeEvent {
  private readonly log = new Logger(HandleStripeEvent.name);

  constructor(
    private readonly transactor: Transactor,
    private readonly events: StripeEventsRepository,
    private readonly dispatcher: EventDispatcher,
    private readonly clock: Clock,
  ) {}

  async handle({ eventId }: { eventId: string }): Promise<void> {
    const event = await this.events.byId(this.transactor.reader, eventId);
    if (event?.status !== 'received') return;
    if (event.objectId !== null) {
      try {
        await this.dispatcher.dispatch(event.type, { eventId, objectId: event.objectId });
      } catch (error) {
        if (isMissing(error) && this.ageOf(event) > patienceMs) return this.putAside(event, error);
        if (!(error instanceof PaymentMismatch)) throw error;
        await this.refuse(eventId, error);
      }
    }
    await this.events.close(this.transactor.reader, eventId, 'done', this.clock.now());
  }

  private ageOf({ receivedAt }: StoredEvent): number {
    return this.clock.now().getTime() - receivedAt.getTime();
  }

  /** The object does not exist at Stripe, so there is nothing to act on; a person is told with the ids. */
  private async putAside({ id, type, objectId }: StoredEvent, error: Error): Promise<void> {
    this.log.error(`event ${id} (${type}) is put aside: ${error.message}`);
    const alert = { kind: 'event_aside' as const, userId: null, reference: id, type, object: objectId ?? '' };
    await this.transactor.run(async (tx) => {
      await this.events.close(tx, id, 'ignored', this.clock.now());
      await announce(tx, billingAlert, { key: `event-aside:${id}`, alert });
    });
  }

  /** Repeating would not make it fit: nothing is granted, and a person is told with the pair of values. */
  private async refuse(eventId: string, { details }: PaymentMismatch): Promise<void> {
    const { purchaseId: reference, expected, found } = details;
    this.log.error(
      `event ${eventId} does not match purchase ${reference}: expected ${expected}, found ${found}`,
    );
    const alert = { kind: 'payment_mismatch' as const, userId: null, reference, expected, found };
    const key = `mismatch:${reference}:${found}`;
    await this.transactor.run((tx) => announce(tx, billingAlert, { key, alert }));
  }
}
