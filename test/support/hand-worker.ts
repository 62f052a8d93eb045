import type { TaskList } from 'graphile-worker';
import { JobDuties } from '../../src/jobs/background/job-duties.js';
import type { Product } from './product.js';

interface DueJob {
  readonly id: string;
  readonly task: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly max_attempts: number;
}

const takeSql = `
  with taken as (delete from graphile_worker._private_jobs where run_at <= $1 returning *)
  select j.id, t.identifier as task, j.payload, j.attempts + 1 as attempts, j.max_attempts
  from taken j join graphile_worker._private_tasks t on t.id = j.task_id order by j.priority, j.id`;

/** Does the background jobs of a product that has no worker, one after the other. */
export class HandWorker {
  private readonly tasks: TaskList;

  constructor(private readonly product: Product) {
    this.tasks = product.part(JobDuties).collect().taskList;
  }

  /**
   * Until nothing is due any more; what a job leaves for later waits. The oldest goes first, or any, as several workers
   * would have it: `random` gives numbers from 0 to 1.
   */
  async work(random?: () => number): Promise<void> {
    const due = await this.take();
    while (due.length > 0) {
      const [job] = due.splice(Math.floor((random?.() ?? 0) * due.length), 1);
      if (job !== undefined) await this.run(job);
      if (random !== undefined || due.length === 0) due.push(...(await this.take()));
    }
  }

  private async run(job: DueJob): Promise<void> {
    const task = this.tasks[job.task];
    if (task === undefined) throw new Error(`nobody does ${job.task}`);
    await task(job.payload, { job, abortSignal: new AbortController().signal } as never);
  }

  private take(): Promise<DueJob[]> {
    return this.product.rows<DueJob>(takeSql, [this.product.time.now()]);
  }
}
