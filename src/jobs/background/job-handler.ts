import type { CronDefinition, CronRun } from './define-cron.js';
import { type EventDefinition, subscriptionName } from './define-event.js';
import type { JobDefinition } from './define-job.js';

export interface JobRun {
  /** 1 at the first try. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** Aborts when the process stops and has waited long enough. */
  readonly signal: AbortSignal;
}

/** Does the work of a background job; may run twice, because a worker can die after the work and before the note. */
export interface JobHandler<Payload> {
  // A property, not a method, so that the compiler compares payloads strictly.
  readonly handle: (payload: Payload, run: JobRun) => Promise<void>;
}

/** What a handler class is there for; one class may have several duties with the same payload. */
export interface JobDuty {
  readonly task: string;
  readonly cron?: CronDefinition;
}

const dutiesKey = Symbol('job duties');
type HandlerClass<Payload> = new (...dependencies: never[]) => JobHandler<Payload>;

export function HandlesJob<Payload>(definition: JobDefinition<Payload>) {
  return (target: HandlerClass<Payload>): void => {
    addDuty(target, { task: definition.name });
  };
}

/** `subscriber` is stored with every job: renaming it strands those that wait. */
export function OnEvent<Payload>(event: EventDefinition<Payload>, subscriber: string) {
  return (target: HandlerClass<Payload>): void => {
    if (event.subscribers.has(subscriber)) throw new Error(`${event.name} has two subscribers ${subscriber}`);
    event.subscribers.add(subscriber);
    addDuty(target, { task: subscriptionName(event.name, subscriber) });
  };
}

export function OnCron(cron: CronDefinition) {
  return (target: HandlerClass<CronRun>): void => {
    addDuty(target, { task: cron.name, cron });
  };
}

export function dutiesOf(target: object): readonly JobDuty[] {
  return (Reflect.getOwnMetadata(dutiesKey, target) as JobDuty[] | undefined) ?? [];
}

function addDuty(target: object, duty: JobDuty): void {
  Reflect.defineMetadata(dutiesKey, [...dutiesOf(target), duty], target);
}
