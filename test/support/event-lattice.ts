export type Outcome = Readonly<Record<string, readonly string[]>>;

/** What can be done with a story's events, and how things stand after that. */
export interface EventWorld<Moment> {
  /** What they are called. */
  readonly events: readonly string[];
  /** Everything, to come back to, and what of it decides the future. */
  look(): Promise<{ readonly moment: Moment; readonly state: string }>;
  back(moment: Moment): Promise<void>;
  deliver(event: number): Promise<void>;
  /** Acts once more on one that was delivered before. */
  repeat(event: number): Promise<void>;
  /** What was not delivered so far is found out. */
  reconcile(): Promise<void>;
  /** Lists of what may not depend on the order; throws at what may never be. */
  outcome(): Promise<Outcome>;
}

interface Found<Moment> {
  readonly moment: Moment;
  readonly state: string;
  /** The events so far, in one of the orders that lead here. */
  readonly path: readonly number[];
}

export interface Explored {
  readonly states: number;
  readonly transitions: number;
}

/**
 * The orders of a story's events, walked as a model checker does: where the same events have led to the same state, it
 * is one, whatever their order was. From each state every event comes next, every known one comes again, and nothing
 * comes any more. So all n! orders, each duplicate at each moment and each set of losses are covered in about n·2ⁿ steps.
 */
export class EventLattice<Moment> {
  private transitions = 0;
  private expected: Outcome = {};

  constructor(private readonly world: EventWorld<Moment>) {}

  /** What has come out, whatever the order. */
  get outcome(): Outcome {
    return this.expected;
  }

  /** Every order. */
  async explore(): Promise<Explored> {
    const begin = await this.begin();
    let states = 0;
    for (let level = [begin]; level.length > 0;) {
      const next = new Map<string, Found<Moment>>();
      for (const found of level) {
        for (const reached of await this.visit(found, this.restOf(found))) {
          const key = `${reached.path.toSorted((a, b) => a - b).join()} ${reached.state}`;
          if (!next.has(key)) next.set(key, reached);
        }
      }
      states += level.length;
      level = [...next.values()];
    }
    return { states, transitions: this.transitions };
  }

  /** One order, drawn: `random` gives numbers from 0 to 1. */
  async walk(random: () => number): Promise<void> {
    let found: Found<Moment> | undefined = await this.begin();
    while (found !== undefined) {
      const rest = this.restOf(found);
      const event = rest[Math.floor(random() * rest.length)];
      [found] = await this.visit(found, event === undefined ? [] : [event]);
    }
  }

  /** The order in which it happened says what must come out. */
  private async begin(): Promise<Found<Moment>> {
    const { world } = this;
    const begin = await world.look();
    for (const event of world.events.keys()) await world.deliver(event);
    this.expected = await world.outcome();
    await world.back(begin.moment);
    return { ...begin, path: [] };
  }

  private restOf({ path }: Found<Moment>): number[] {
    return [...this.world.events.keys()].filter((event) => !path.includes(event));
  }

  private async visit(found: Found<Moment>, next: readonly number[]): Promise<Found<Moment>[]> {
    const { world } = this;
    await world.back(found.moment);
    await this.repeatAll(found);
    const reached: Found<Moment>[] = [];
    for (const event of next) {
      await world.deliver(event);
      this.transitions += 1;
      reached.push({ ...(await world.look()), path: [...found.path, event] });
      await world.back(found.moment);
    }
    if (this.restOf(found).length === 0) await this.end(found);
    await world.reconcile();
    this.transitions += 1;
    await this.end(found);
    return reached;
  }

  private async repeatAll(found: Found<Moment>): Promise<void> {
    for (const event of found.path) await this.world.repeat(event);
    this.transitions += found.path.length;
    const { state } = await this.world.look();
    if (state !== found.state)
      throw new Error(`${this.told(found)}, all of it again: ${state}\ninstead of ${found.state}`);
    await this.world.back(found.moment);
  }

  private async end(found: Found<Moment>): Promise<void> {
    const rows = listOf(await this.world.outcome());
    const expected = listOf(this.expected);
    const surplus = rows.filter((row) => !expected.includes(row));
    const missing = expected.filter((row) => !rows.includes(row));
    if (surplus.length + missing.length > 0)
      throw new Error([this.told(found), 'instead of', ...missing, 'there is', ...surplus].join('\n'));
  }

  private told({ path }: Found<Moment>): string {
    return path.map((event) => `${event} ${this.world.events[event] ?? ''}`).join(', ') || 'nothing';
  }
}

function listOf(outcome: Outcome): string[] {
  return Object.entries(outcome).flatMap(([what, rows]) => rows.map((row) => `${what} ${row}`));
}
