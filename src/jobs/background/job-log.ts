import { Logger as NestLogger } from '@nestjs/common';
import { Logger, type LogLevel } from 'graphile-worker';

/** Hands graphile-worker's log to ours, through which tokens are kept out and levels are set. */
export function jobLogger(log: NestLogger): Logger {
  return new Logger(() => (level: `${LogLevel}`, message) => {
    // It calls every failed attempt an error; ours is only the last one, which the worker logs itself.
    if (level === 'error' || level === 'warning') log.warn(message);
    else log.debug(message);
  });
}
