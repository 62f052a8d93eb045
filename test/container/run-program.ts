import { spawn } from 'node:child_process';
import type { Account } from '../../sandbox/postgres/unprivileged-account.js';

export interface ProgramOptions {
  readonly folder: string;
  readonly variables: Record<string, string>;
  readonly account?: Account | undefined;
  readonly limitMs: number;
}

export interface Ended {
  /** Null: it took too long and was ended. */
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end, without standard input; what takes too long is ended with all that it started. */
export async function runProgram(
  [program = '', ...words]: readonly string[],
  options: ProgramOptions,
): Promise<Ended> {
  const { folder, variables, account, limitMs } = options;
  const child = spawn(program, words, {
    ...account,
    cwd: folder,
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  return new Promise<Ended>((resolve, reject) => {
    const limit = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, limitMs);
    child.once('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(limit);
      resolve({ code, output });
    });
  });
}
