import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createWriteStream, readFileSync, type WriteStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { SandboxProblem } from './sandbox-problem.js';

export type BotStatus = 'starting' | 'running' | 'stopped';

const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 15_000;
const RESTART_PAUSE_MS = 2_000;
const SHOWN_LOG_LINES = 25;

export interface BotProcessOptions {
  root: string;
  port: number;
  logFile: string;
  settings: () => Record<string, string>;
}

/** The bot, as a process of its own like in production. Comes back by itself when it crashes. */
export class BotProcess extends EventEmitter<{ status: [BotStatus]; crash: [string] }> {
  private child: ChildProcess | undefined;
  private current: BotStatus = 'stopped';
  private isWanted = false;
  private readonly log: WriteStream;

  constructor(private readonly options: BotProcessOptions) {
    super();
    this.log = createWriteStream(options.logFile);
  }

  get status(): BotStatus {
    return this.current;
  }

  /** Resolves when the bot answers its health probe. */
  async start(): Promise<void> {
    this.isWanted = true;
    this.change('starting');
    const child = this.launch();
    this.child = child;
    const end = performance.now() + START_LIMIT_MS;
    while (!(await this.isHealthy())) {
      if (!isAlive(child)) throw new SandboxProblem(`The bot does not start.\n${this.lastWords()}`);
      if (performance.now() > end)
        throw new SandboxProblem(`The bot starts too slowly.\n${this.lastWords()}`);
      await pause(100);
    }
    child.once('exit', () => {
      if (this.child === child && this.isWanted) this.revive();
    });
    this.change('running');
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Lets the bot finish what runs, as the platform would. */
  async stop(): Promise<void> {
    this.isWanted = false;
    const { child } = this;
    if (child !== undefined && isAlive(child)) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await gone;
      clearTimeout(limit);
    }
    this.change('stopped');
  }

  private launch(): ChildProcess {
    const { root, settings } = this.options;
    const program = ['--import', '@swc-node/register/esm-register', 'sandbox/runner/bot-entry.ts'];
    const child = spawn(process.execPath, program, {
      cwd: root,
      env: { ...process.env, ...settings() },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Ctrl-C reaches every process of the terminal's group; this one is stopped in its turn.
      detached: true,
    });
    child.stdout?.pipe(this.log, { end: false });
    child.stderr?.pipe(this.log, { end: false });
    return child;
  }

  private revive(): void {
    this.emit('crash', this.lastWords());
    this.change('starting');
    setTimeout(() => {
      if (!this.isWanted) return;
      this.start().catch((error: unknown) => {
        this.emit('crash', error instanceof Error ? error.message : String(error));
        if (this.isWanted) this.revive();
      });
    }, RESTART_PAUSE_MS);
  }

  private async isHealthy(): Promise<boolean> {
    try {
      const probe = `http://127.0.0.1:${this.options.port}/health`;
      return (await fetch(probe, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }

  private change(status: BotStatus): void {
    if (this.current === status) return;
    this.current = status;
    this.emit('status', status);
  }

  private lastWords(): string {
    const lines = readFileSync(this.options.logFile, 'utf8').trimEnd().split('\n');
    return [...lines.slice(-SHOWN_LOG_LINES), `(all of it: ${this.options.logFile})`].join('\n');
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null && child.pid !== undefined;
}
