import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { inject } from 'vitest';
import { eventually } from './eventually.js';

/** The bot as its own process, to be killed at any moment; its output is kept for the message of a failing test. */
export class BotProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly lines: string[],
  ) {}

  static async start(variables: Record<string, string>, port: number): Promise<BotProcess> {
    const bot = BotProcess.spawn(variables, port);
    await bot.healthy();
    return bot;
  }

  /** Without waiting until it can answer. */
  static spawn(variables: Record<string, string>, port: number): BotProcess {
    const lines: string[] = [];
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', join(inject('compiledBot'), 'src/main.js')],
      {
        env: {
          PATH: process.env['PATH'],
          HOME: process.env['HOME'],
          ...variables,
          PORT: String(port),
          HOST: '127.0.0.1',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => lines.push(data.toString()));
    }
    return new BotProcess(child, `http://127.0.0.1:${port}`, lines);
  }

  get output(): string {
    return this.lines.join('');
  }

  async healthy(): Promise<void> {
    await eventually(
      `the bot answers\n${this.output}`,
      async () => {
        if (this.child.exitCode !== null)
          throw new Error(`the bot exited with ${this.child.exitCode}\n${this.output}`);
        return fetch(`${this.url}/health/live`).then(
          (response) => response.ok,
          () => false,
        );
      },
      30_000,
    );
  }

  /** As a power cut: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** As an orchestrator stops it; returns the exit code. */
  async terminate(): Promise<number | null> {
    await this.end('SIGTERM');
    return this.child.exitCode;
  }

  async exit(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
  }
}

/** A port that was free a moment ago; kept across restarts, so that the emulators find the bot again. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
