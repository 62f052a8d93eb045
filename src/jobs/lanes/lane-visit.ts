import { Logger } from '@nestjs/common';
import { TryLater } from '../../kernel/try-later.js';
import type { DeadItems } from './dead-items.js';
import { failureKindOf } from './failure-kind.js';
import { type AssignedHandler, headRun } from './lane-duties.js';
import type { LaneHandler } from './lane-handler.js';
import type { LaneItem } from './lane-item.js';
import { backOffMs, type LaneSettings } from './lane-settings.js';
import type { LaneRelease, LaneStore, TakenLane } from './lane-store.js';
import type { Lease } from './lease.js';
import { persist } from './persist.js';
import { TransientFailure } from './transient-failure.js';

export interface VisitTools {
  readonly store: LaneStore;
  readonly dead: DeadItems;
  readonly duties: ReadonlyMap<string, AssignedHandler>;
  readonly settings: LaneSettings;
  readonly now: () => Date;
}

const log = new Logger('Lanes');

/** One turn at one lane: works from its head until it is empty, must wait, or the turn ends. */
export class LaneVisit {
  private waiting: readonly LaneItem[];
  private done: readonly number[] = [];
  private alone = false;

  constructor(
    private readonly taken: TakenLane,
    private readonly lease: Lease,
    private readonly tools: VisitTools,
  ) {
    this.waiting = taken.items;
  }

  /** Says how to release the lane. Throws only when the database stays away; then the lease runs out. */
  async work(mayGoOn: () => boolean): Promise<LaneRelease> {
    while (this.waiting.length > 0 && !this.lease.lost && mayGoOn()) {
      const { run, handler } = headRun(this.waiting, this.tools.duties, this.alone);
      try {
        await this.finish(await this.handle(run, handler));
        if (this.taken.isScarce) break;
      } catch (error) {
        const release = await this.afterFailure(run, handler, error);
        if (release !== undefined) return release;
      }
    }
    return this.release({ failures: this.failures });
  }

  private async handle(run: readonly LaneItem[], handler: LaneHandler | undefined): Promise<Set<number>> {
    // A newer process may have put it there while this one still runs the old code.
    if (handler === undefined) throw new TransientFailure(`nobody handles ${run[0]?.kind ?? 'nothing'}`);
    const finished = new Set(await handler.handle(run, this.lease));
    if (!run.some(({ id }) => finished.has(id))) throw new Error('the handler finished no item');
    return finished;
  }

  /** The last ids go with the release; earlier ones go now, so that a crash repeats one call at most. */
  private async finish(finished: ReadonlySet<number>): Promise<void> {
    this.waiting = this.waiting.filter(({ id }) => !finished.has(id));
    this.alone = false;
    if (this.waiting.length === 0) this.done = [...finished];
    else await persist(() => this.tools.store.remove([...finished]));
  }

  private async afterFailure(
    run: readonly LaneItem[],
    handler: LaneHandler | undefined,
    cause: unknown,
  ): Promise<LaneRelease | undefined> {
    const kind = failureKindOf(cause);
    if (kind === 'lost') return this.release({ failures: this.failures, wait: backOffMs(1) });
    if (cause instanceof TryLater) {
      return this.release({ failures: this.failures, keepsPlace: !this.hasLeft, wait: cause.at });
    }
    if (kind === 'permanent' && run.length > 1) {
      this.alone = true;
      return undefined;
    }
    const left = await persist(() => this.tools.store.firstLeft(run.map(({ id }) => id)));
    const item = run.find(({ id }) => id === left);
    this.waiting = item === undefined ? this.without(run) : this.waiting.slice(this.waiting.indexOf(item));
    // The handler had finished them all and failed afterwards.
    if (item === undefined) return undefined;
    const error = cause instanceof Error ? cause : new Error(String(cause));
    const counts = kind === 'defect' || (kind === 'transient' && this.isOutOfPatience(item));
    const last = counts && item.attempts + 1 >= this.tools.settings.maxAttempts[this.taken.queue];
    if (kind === 'permanent' || last) {
      await persist(() => this.tools.dead.giveUp(this.taken.queue, item, error, handler));
      this.waiting = this.waiting.slice(1);
      this.alone = false;
      return undefined;
    }
    const failures = this.failures + 1;
    // The first of a row says what is wrong; an outage must not fill the log with the rest.
    if (counts || failures === 1) {
      log.warn(
        `${this.taken.queue} ${item.lane}: ${item.kind} ${item.id} failed and is tried again: ${error.message}`,
      );
    }
    const failed = { id: item.id, error: error.message, counts };
    return this.release({ failures, failed, wait: backOffMs(failures) });
  }

  /** In a row: anything that left the lane during this turn ends the row. */
  private get failures(): number {
    return this.hasLeft ? 0 : this.taken.failures;
  }

  private get hasLeft(): boolean {
    return this.waiting.length < this.taken.items.length;
  }

  private without(run: readonly LaneItem[]): readonly LaneItem[] {
    return this.waiting.filter((item) => !run.includes(item));
  }

  private isOutOfPatience(item: LaneItem): boolean {
    return this.tools.now().getTime() - item.createdAt.getTime() >= this.tools.settings.patienceMs;
  }

  private release(rest: Omit<LaneRelease, 'done' | 'drained'>): LaneRelease {
    const drained = this.waiting.length === 0 && this.taken.items.length < this.tools.settings.itemsPerLane;
    return { done: this.done, drained, ...rest };
  }
}
