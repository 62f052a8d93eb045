import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Alarm } from './alarm.js';
import type { LaneQueue } from './lane-item.js';
import type { TakenLane } from './lane-store.js';
import { LaneVisit, type VisitTools } from './lane-visit.js';
import { Lease } from './lease.js';
import { persist } from './persist.js';

/** Works off one queue in this process: takes lanes that are due, visits many at once, renews their leases. */
export class LaneRunner {
  private readonly log: Logger;
  private readonly alarm = new Alarm();
  /** Lanes in work, by lease. */
  private readonly visits = new Map<Lease, { lane: string; end: Promise<void> }>();
  private loop: Promise<void> | undefined;
  private renewal: NodeJS.Timeout | undefined;
  private stopping = false;
  private databaseAway = false;

  constructor(
    readonly queue: LaneQueue,
    private readonly tools: VisitTools,
  ) {
    this.log = new Logger(`${LaneRunner.name}(${queue})`);
  }

  start(): void {
    this.loop ??= this.run();
    this.renewal ??= setInterval(() => void this.renew(), this.tools.settings.leaseMs / 3);
  }

  /** There may be work: look now instead of at the next poll. */
  poke(): void {
    this.alarm.ring();
  }

  /** Takes no more lanes and lets running handlers finish; what cannot finish keeps its lease until it runs out. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.alarm.ring();
    await this.loop;
    await this.settled(this.tools.settings.stopLimitMs);
    for (const lease of this.visits.keys()) lease.lose('the process stops');
    await this.settled(1_000);
    clearInterval(this.renewal);
  }

  private async settled(limitMs: number): Promise<void> {
    const ends = Promise.allSettled([...this.visits.values()].map(({ end }) => end));
    await Promise.race([ends, pause(limitMs, undefined, { ref: false })]);
  }

  private async run(): Promise<void> {
    const { concurrency, lanesPerTake } = this.tools.settings;
    while (!this.stopping) {
      const wanted = Math.min(concurrency - this.visits.size, lanesPerTake);
      const sleepMs = await this.take(wanted).catch((error: unknown) => this.outage(error));
      if (sleepMs > 0) await this.alarm.sleep(sleepMs);
    }
  }

  /** Starts visits, and says how long there is nothing to do. */
  private async take(wanted: number): Promise<number> {
    const { leaseMs, itemsPerLane, pollMs } = this.tools.settings;
    if (wanted <= 0) return pollMs;
    const validUntil = performance.now() + leaseMs;
    const [leased, dueIn] = await this.tools.store.lease(this.queue, wanted, leaseMs);
    const taken = leased.length > 0 ? await this.tools.store.read(this.queue, leased, itemsPerLane) : [];
    this.recovered();
    for (const lane of taken) this.visit(lane, new Lease(lane.lease, validUntil));
    return leased.length === wanted ? 0 : Math.min((dueIn ?? pollMs) + 1, pollMs);
  }

  private visit(taken: TakenLane, lease: Lease): void {
    const end = this.workOn(taken, lease)
      .then((dueIn) => {
        this.pokeIn(dueIn);
      })
      .catch((error: unknown) => void this.outage(error))
      .finally(() => {
        const full = this.visits.size >= this.tools.settings.concurrency;
        this.visits.delete(lease);
        if (full || taken.isScarce) this.alarm.ring();
      });
    this.visits.set(lease, { lane: taken.lane, end });
  }

  private async workOn(taken: TakenLane, lease: Lease): Promise<number | undefined> {
    const outcome = await new LaneVisit(taken, lease, this.tools).work(() => !this.stopping);
    return persist(() => this.tools.store.release(taken, outcome));
  }

  private pokeIn(dueIn: number | undefined): void {
    if (dueIn === undefined || this.stopping) return;
    if (dueIn <= 0) this.alarm.ring();
    else if (dueIn < this.tools.settings.pollMs)
      setTimeout(() => {
        this.poke();
      }, dueIn + 1).unref();
  }

  private async renew(): Promise<void> {
    const { leaseMs } = this.tools.settings;
    const held = [...this.visits].map(([lease, { lane }]) => ({ lease: lease.id, lane }));
    if (held.length === 0) return;
    const validUntil = performance.now() + leaseMs;
    const renewed = await this.tools.store.renew(this.queue, held, leaseMs).catch(() => new Set<string>());
    for (const lease of this.visits.keys()) {
      if (renewed.has(lease.id)) lease.extend(validUntil);
      // Nobody may take a lane before its lease ran out, so our own watch tells early enough.
      else if (lease.lost) lease.lose('the lease ran out');
    }
  }

  private outage(error: unknown): number {
    if (!this.databaseAway) this.log.error(`cannot work: ${String(error)}`);
    this.databaseAway = true;
    return 1_000;
  }

  private recovered(): void {
    if (this.databaseAway) this.log.log('working again');
    this.databaseAway = false;
  }
}
