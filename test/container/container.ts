import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Account } from '../../sandbox/postgres/unprivileged-account.js';
import { programPath } from './machine.js';
import { type Ended, runProgram } from './run-program.js';
import type { StageFolder } from './stage-folder.js';

type Variables = Record<string, string>;

/** What an engine makes of an image: its command with its variables in its folder, as its user, and nothing else. */
export class Container {
  private child: ChildProcess | undefined;
  private said = '';

  constructor(
    private readonly image: StageFolder,
    private readonly account: Account | undefined,
    private readonly settings: Variables,
  ) {}

  start(): void {
    const [program = '', ...words] = this.image.command;
    const child = spawn(program, words, {
      ...this.account,
      cwd: this.image.folder,
      env: this.variables,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    }
    this.child = child;
  }

  /** Runs the health check once, as the engine does every few seconds. */
  async isHealthy(): Promise<boolean> {
    if (!this.isRunning) throw new Error(`the container is not running\n${this.said}`);
    return (await this.run(this.image.healthCheck)).code === 0;
  }

  /** Any program in the same image, to its end: `docker compose run`. */
  run(words: readonly string[]): Promise<Ended> {
    return runProgram(words, {
      folder: this.image.folder,
      variables: this.variables,
      account: this.account,
      limitMs: 60_000,
    });
  }

  /** As `docker stop` does; resolves with the exit code, null when the signal itself ended the process. */
  async stop(): Promise<number | null> {
    return this.end(this.image.stopSignal as NodeJS.Signals);
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child === undefined) return null;
    if (this.isRunning) {
      const gone = once(this.child, 'exit');
      this.child.kill(signal);
      await gone;
    }
    return this.child.exitCode;
  }

  private get isRunning(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  private get variables(): Variables {
    return {
      PATH: programPath,
      // Of the image's user; in a read-only file system nobody can write there either.
      HOME: join(this.image.root, 'home', this.image.user),
      ...this.image.variables,
      ...this.settings,
    };
  }
}
