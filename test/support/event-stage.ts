import type { StripeEvent } from '../../sandbox/stripe/core/stored-objects.js';
import { calm } from './calm.js';
import { DatabaseCopies, type DatabaseCopy } from './database-copies.js';
import type { EventStory } from './event-stories.js';
import { HandWorker } from './hand-worker.js';
import type { PlanShop } from './plan-shop.js';
import { StoryWorld } from './story-world.js';

const longAfterMs = 2 * 60 * 60 * 1_000;

/** Stories that have happened at Stripe while the bot heard of nothing, in a time that stands still. */
export class EventStage {
  private constructor(
    private readonly shop: PlanShop,
    private readonly happened: ReadonlyMap<string, readonly StripeEvent[]>,
    private readonly copies: DatabaseCopies,
    private readonly base: DatabaseCopy,
    private readonly worker: HandWorker,
  ) {}

  static async set(
    shop: PlanShop,
    stories: readonly (readonly [string, EventStory, unknown])[],
  ): Promise<EventStage> {
    const { product } = shop;
    const { control } = product.stripe;
    const happened = new Map<string, StripeEvent[]>();
    for (const [name, story] of stories) {
      const happens = await story(shop, `Customer${happened.size}`);
      await calm(product);
      const known = control.events().length;
      control.faults.webhook({ kind: 'drop' });
      await happens();
      await calm(product);
      control.faults.clear();
      happened.set(name, control.events().slice(known));
    }
    control.faults.webhook({ kind: 'drop' });
    // Nobody works by itself any more.
    await product.restart({ PROCESS_ROLE: 'web' });
    // Jobs that are due at once by the database's clock are due by this one too, however long it all takes.
    product.time.advance(longAfterMs);
    product.time.stand();
    const copies = await DatabaseCopies.open(product.database.url);
    return new EventStage(shop, happened, copies, await copies.take(), new HandWorker(product));
  }

  /** As it was before anything of the story was heard; what happened in the others is known. */
  async world(name: string): Promise<StoryWorld> {
    const events = this.happened.get(name);
    if (events === undefined) throw new Error(`${name} has not happened`);
    await this.copies.restore(this.base);
    const { copies, worker } = this;
    return StoryWorld.of({ product: this.shop.product, copies, worker }, events);
  }

  async close(): Promise<void> {
    await this.copies.close();
  }
}
