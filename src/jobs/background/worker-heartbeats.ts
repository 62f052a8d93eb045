import { Injectable, Logger } from '@nestjs/common';
import { Reader } from '../../database/reader.js';

/**
 * A killed worker's jobs are free again after this time; graphile-worker alone would wait four hours. Four beats
 * missed: a customer who has paid waits no longer for the credits, and a process that only paused that long loses
 * nothing, since every job may run twice.
 */
const deadAfter = '12 seconds';

/** Who is alive among the workers, and the release of the jobs that dead ones hold. */
@Injectable()
export class WorkerHeartbeats {
  private readonly log = new Logger(WorkerHeartbeats.name);

  constructor(private readonly db: Reader) {}

  async beat(worker: string): Promise<void> {
    await this.db.query(
      `insert into worker_heartbeats (worker_id, beat_at) values ($1, now())
       on conflict (worker_id) do update set beat_at = excluded.beat_at`,
      [worker],
    );
  }

  async leave(worker: string): Promise<void> {
    await this.db.query('delete from worker_heartbeats where worker_id = $1', [worker]);
  }

  /** Frees at once what a worker left that is known to have ended: its last words may not have reached the database. */
  async release(worker: string): Promise<void> {
    await this.db.query('select graphile_worker.force_unlock_workers(array[$1])', [worker]);
    await this.leave(worker);
  }

  /** Also a lock must be that old: a new worker may take jobs a moment before its first beat is stored. */
  async releaseDead(): Promise<number> {
    const dead = await this.db.query<{ worker: string; jobs: number }>(
      `with dead as materialized (
         select locked_by as worker, count(*) as jobs
         from graphile_worker.jobs
         where locked_at < now() - $1::interval
           and not exists (
             select from worker_heartbeats b where b.worker_id = locked_by and b.beat_at > now() - $1::interval
           )
         group by locked_by
       ), forgotten as (
         delete from worker_heartbeats where beat_at < now() - interval '1 day'
       )
       select worker, jobs, graphile_worker.force_unlock_workers(array[worker]) from dead`,
      [deadAfter],
    );
    for (const { worker, jobs } of dead) this.log.warn(`released ${jobs} jobs of the dead worker ${worker}`);
    return dead.length;
  }
}
