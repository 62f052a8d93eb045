import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { JobHelpers, ParsedCronItem, TaskList } from 'graphile-worker';
import { parseCronItems } from 'graphile-worker';
import type { CronDefinition } from './define-cron.js';
import { dutiesOf, type JobHandler } from './job-handler.js';

/** Finds every handler among the providers and describes them to graphile-worker. */
@Injectable()
export class JobDuties {
  constructor(private readonly discovery: DiscoveryService) {}

  collect(): { taskList: TaskList; cronItems: ParsedCronItem[] } {
    const taskList: TaskList = {};
    const crons: CronDefinition[] = [];
    for (const instance of this.instances()) {
      for (const { task, cron } of dutiesOf(instance.constructor)) {
        if (task in taskList) throw new Error(`two handlers claim the job ${task}`);
        taskList[task] = asTask(instance as JobHandler<unknown>, cron !== undefined);
        if (cron !== undefined) crons.push(cron);
      }
    }
    return { taskList, cronItems: parseCronItems(crons.map(asCronItem)) };
  }

  /** A provider that several modules list exists once per module, but works once. */
  private instances(): Iterable<object> {
    const found = new Map<unknown, object>();
    for (const { instance } of this.discovery.getProviders() as { instance: unknown }[]) {
      if (typeof instance === 'object' && instance !== null) found.set(instance, instance);
    }
    return found.values();
  }
}

function asTask(handler: JobHandler<unknown>, scheduled: boolean) {
  return async (payload: unknown, { job, abortSignal }: JobHelpers): Promise<void> => {
    const given = scheduled ? { at: new Date((payload as { _cron: { ts: string } })._cron.ts) } : payload;
    await handler.handle(given, {
      attempt: job.attempts,
      maxAttempts: job.max_attempts,
      signal: abortSignal,
    });
  };
}

function asCronItem({ name, pattern, backfillMs }: CronDefinition) {
  return { task: name, match: pattern, identifier: name, options: { backfillPeriod: backfillMs } };
}
