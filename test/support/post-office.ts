import { setTimeout as pause } from 'node:timers/promises';
import type { Lease } from '../../src/jobs/lanes/lease.js';
import type { Letter } from './letter.js';

export interface Delivered {
  readonly lane: string;
  readonly n: number;
}

/** Records what it is given; a test tells it how long to take and when to fail. */
export class PostOffice {
  readonly delivered: Delivered[] = [];
  readonly calls: { lane: string; letters: number[] }[] = [];
  readonly buried: { n: number; error: string }[] = [];
  /** Most lanes at work at once, and whether one lane was ever worked on twice at once. */
  peak = 0;
  overlapped = false;
  private readonly arrivals: (() => void)[] = [];
  private readonly busy = new Set<string>();

  constructor(
    private readonly before: (letters: readonly Letter[], lease: Lease) => unknown = () => undefined,
  ) {}

  async handle(letters: readonly Letter[], lease: Lease): Promise<readonly number[]> {
    const lane = letters[0]?.lane ?? '';
    this.overlapped ||= this.busy.has(lane);
    this.busy.add(lane);
    this.peak = Math.max(this.peak, this.busy.size);
    this.calls.push({ lane, letters: letters.map(({ payload }) => payload.n) });
    try {
      await this.before(letters, lease);
      this.delivered.push(...letters.map((letter) => ({ lane, n: letter.payload.n })));
      for (const arrived of this.arrivals.splice(0)) arrived();
      return letters.map(({ id }) => id);
    } finally {
      this.busy.delete(lane);
    }
  }

  bury(letter: Letter, error: Error): void {
    this.buried.push({ n: letter.payload.n, error: error.message });
  }

  /** Resolves with the next delivery. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.arrivals.push(resolve);
    });
  }

  /** What each call for this lane was given, failed ones included. */
  callsOf(lane: string): number[][] {
    return this.calls.filter((call) => call.lane === lane).map(({ letters }) => letters);
  }

  of(lane: string): number[] {
    return this.delivered.filter((one) => one.lane === lane).map(({ n }) => n);
  }
}

export const forMs = (ms: number) => (): Promise<void> => pause(ms);
