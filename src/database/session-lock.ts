import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';

const pollMs = 200;

/**
 * Runs `work` while no other process runs anything under the same key; for work that is longer than a transaction may
 * be. A session's lock, asked for again and again, because waiting inside one statement would meet its time limit.
 */
export async function withSessionLock<Result>(
  dataSource: DataSource,
  key: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const session = dataSource.createQueryRunner();
  try {
    while (!(await isOurs(session.query('select pg_try_advisory_lock($1::bigint) as locked', [key])))) {
      await pause(pollMs);
    }
    try {
      return await work();
    } finally {
      await session.query('select pg_advisory_unlock($1::bigint)', [key]);
    }
  } finally {
    await session.release();
  }
}

async function isOurs(answer: Promise<unknown>): Promise<boolean> {
  const [row] = (await answer) as { locked: boolean }[];
  return row?.locked === true;
}

/** For parts of the application; see `withSessionLock`. */
@Injectable()
export class SessionLock {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  run<Result>(key: number, work: () => Promise<Result>): Promise<Result> {
    return withSessionLock(this.dataSource, key, work);
  }
}
