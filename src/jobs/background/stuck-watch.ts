import type { WorkerEvents } from 'graphile-worker';

/** Twice in a row for each of the workers. */
const roundsOf = 2;

/**
 * Tells when a runner asks for jobs in vain. graphile-worker 0.17 looks its task names up once and keeps the answer,
 * also when that answer was a broken connection; from then on it works no more and says so at debug level only.
 */
export function watchForStuck(events: WorkerEvents, workers: number, stuck: () => void): void {
  let failures = 0;
  const works = (): void => {
    failures = 0;
  };
  events.on('worker:getJob:empty', works);
  events.on('job:start', works);
  events.on('worker:getJob:error', () => {
    failures += 1;
    if (failures === workers * roundsOf) stuck();
  });
}
