import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { jsonText } from '../lanes/json-text.js';
import type { JobDefinition } from './define-job.js';

export interface EnqueueOptions {
  /** One waiting job per key: a second one replaces it, as `jobKeyMode` says. */
  readonly jobKey?: string;
  /** What happens to a waiting job with the same key: new payload and time, payload alone, or nothing at all. */
  readonly jobKeyMode?: 'replace' | 'preserve_run_at' | 'unsafe_dedupe';
  readonly runAt?: Date;
  /** Lower goes first. */
  readonly priority?: number;
}

/** Work that needs no order, done later by some worker, at least once. */
@Injectable()
export class Jobs {
  /** Part of the caller's transaction. */
  async enqueue<Payload>(
    tx: Tx,
    definition: JobDefinition<Payload>,
    payload: Payload,
    { jobKey, jobKeyMode, runAt, priority }: EnqueueOptions = {},
  ): Promise<void> {
    await tx.query(
      `select graphile_worker.add_job($1, payload => $2::json, max_attempts => $3::int, job_key => $4::text,
         job_key_mode => $5::text, run_at => $6::timestamptz, priority => $7::int)`,
      [
        definition.name,
        jsonText(payload),
        definition.maxAttempts,
        jobKey ?? null,
        jobKeyMode ?? 'replace',
        runAt ?? null,
        priority ?? null,
      ],
    );
  }
}
