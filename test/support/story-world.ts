import type { StripeEvent } from '../../sandbox/stripe/core/stored-objects.js';
import { EventDispatcher } from '../../src/payments/events/event-dispatcher.js';
import { HandleStripeEvent } from '../../src/payments/events/handle-stripe-event.job.js';
import { AcceptEvent } from '../../src/payments/inbox/accept-event.js';
import { FetchMissedEvents } from '../../src/payments/inbox/fetch-missed-events.cron.js';
import type { DatabaseCopies, DatabaseCopy } from './database-copies.js';
import type { EventWorld } from './event-lattice.js';
import type { HandWorker } from './hand-worker.js';
import { type Digest, digestOf, outcomeOf, rowsSince } from './money-digest.js';
import type { Product } from './product.js';

interface Tools {
  readonly product: Product;
  readonly copies: DatabaseCopies;
  readonly worker: HandWorker;
  /** From 0 to 1: jobs are done in a drawn order. */
  readonly random?: () => number;
}

/** What one story's events do to the product. Messages stay on their lanes, where they can be counted. */
export class StoryWorld implements EventWorld<DatabaseCopy> {
  private constructor(
    private readonly tools: Tools,
    private readonly story: readonly StripeEvent[],
    private readonly base: DatabaseCopy,
    private readonly atStripe: number,
  ) {}

  static async of(tools: Tools, happened: readonly StripeEvent[]): Promise<StoryWorld> {
    const { product, copies } = tools;
    const { control } = product.stripe;
    const { types } = product.part(EventDispatcher);
    const first = happened[0];
    if (first === undefined) throw new Error('nothing has happened');
    const used = (event: StripeEvent): boolean => types.includes(event.type);
    const others = control.events().filter(({ id }) => !happened.some((event) => event.id === id));
    await know(product, others, first.created);
    const base = await copies.take();
    // What the product does at Stripe because of it belongs to the story, and Stripe has to be at its end.
    for (let story = happened.filter(used); ;) {
      const before = control.events().length;
      const world = new StoryWorld(tools, story, base, before);
      for (const event of story.keys()) await world.deliver(event);
      await copies.restore(base);
      const reactions = control.events().slice(before).filter(used);
      if (control.events().length === before) return world;
      story = [...story, ...reactions];
    }
  }

  /** The same, with jobs done in a drawn order. */
  drawing(random: () => number): StoryWorld {
    return new StoryWorld({ ...this.tools, random }, this.story, this.base, this.atStripe);
  }

  get events(): readonly string[] {
    return this.story.map(({ type }) => type);
  }

  async look(): Promise<{ moment: DatabaseCopy; state: string }> {
    const moment = await this.tools.copies.take();
    return { moment, state: JSON.stringify(digestOf(moment, this.base)) };
  }

  async back(moment: DatabaseCopy): Promise<void> {
    await this.tools.copies.restore(moment);
  }

  async deliver(event: number): Promise<void> {
    await this.tools.product.part(AcceptEvent).execute(this.at(event) as never);
    await this.tools.worker.work(this.tools.random);
  }

  /** As after a crash between the work and the note that it is done. */
  async repeat(event: number): Promise<void> {
    const { product, worker, random } = this.tools;
    const eventId = this.at(event).id;
    await product.rows(`update stripe_events set status = 'received' where id = $1`, [eventId]);
    await product.part(HandleStripeEvent).handle({ eventId });
    await worker.work(random);
  }

  /** In life it looks back an hour every quarter of an hour; here once, at all of the story. */
  async reconcile(): Promise<void> {
    const { product, worker, random } = this.tools;
    await product.rows(`update stripe_events set created_at = (select min(created_at) from stripe_events)`);
    await product.part(FetchMissedEvents).handle();
    await worker.work(random);
  }

  async outcome(): Promise<Digest> {
    const { product, copies } = this.tools;
    const open = await product.rows(`select type from stripe_events where status = 'received'`);
    const copy = await copies.take();
    const wrong = [
      ...(await product.violations()),
      ...open,
      ...toldTwice(rowsSince(this.base, copy, 'public.lane_items')),
    ];
    if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
    if (product.stripe.control.events().length !== this.atStripe) throw new Error('Stripe has gone on');
    return outcomeOf(digestOf(copy, this.base));
  }

  private at(event: number): StripeEvent {
    const found = this.story[event];
    if (found === undefined) throw new Error(`no event ${event}`);
    return found;
  }
}

async function know(product: Product, events: readonly StripeEvent[], at: number): Promise<void> {
  await product.rows(
    `insert into stripe_events (id, type, livemode, payload, status, created_at)
     select e->>'id', e->>'type', false, '{}', 'ignored', to_timestamp($2) from jsonb_array_elements($1::jsonb) e
     on conflict (id) do update set payload = excluded.payload, created_at = excluded.created_at`,
    [JSON.stringify(events), at],
  );
}

/** The same words to the same people; every receipt and alert has a reference in it. */
function toldTwice(items: readonly Readonly<Record<string, unknown>>[]): string[] {
  const told = items
    .filter(({ kind }) => kind === 'send-call')
    .map(({ lane, payload }) => `${String(lane)}: ${JSON.stringify(payload)}`);
  return told.filter((text, index) => told.indexOf(text) !== index);
}
