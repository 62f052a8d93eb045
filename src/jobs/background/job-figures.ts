import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';

export interface BackgroundFigures {
  /** Jobs whose time has come and that no worker has yet. */
  readonly due: number;
  readonly oldestDueSeconds: number;
  readonly inWork: number;
  /** Jobs that used up their attempts; they stay for the operator. */
  readonly failed: number;
}

/** How the background jobs stand, for metrics, health and operators. */
@Injectable()
export class JobFigures {
  constructor(private readonly db: Reader) {}

  async read(): Promise<BackgroundFigures> {
    const [figures] = await this.db.query<BackgroundFigures>(
      `select
         count(*) filter (where is_due) as due,
         coalesce(extract(epoch from max(now() - run_at) filter (where is_due)), 0)::float8 as "oldestDueSeconds",
         count(*) filter (where locked_at is not null) as "inWork",
         count(*) filter (where locked_at is null and attempts >= max_attempts) as failed
       from (
         select *, locked_at is null and attempts < max_attempts and run_at <= now() as is_due
         from graphile_worker.jobs
       ) jobs`,
    );
    return figures ?? { due: 0, oldestDueSeconds: 0, inWork: 0, failed: 0 };
  }
}
