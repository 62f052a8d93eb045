import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Account } from './unprivileged-account.js';

const startLimitMs = 60_000;

/** One running PostgreSQL server, as a child of this process. */
export class ServerProcess {
  private constructor(private readonly child: ChildProcess) {
    // `process.exit` leaves no time to wait, but the signal alone lets the server shut down in order.
    process.on('exit', this.interrupt);
  }

  /** Resolves when the server takes connections; rejects with its own words when it gives up. */
  static async launch(program: string, flags: readonly string[], account?: Account): Promise<ServerProcess> {
    const child = spawn(program, flags, { ...account, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    const server = new ServerProcess(child);
    try {
      await ready(child);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** PostgreSQL's "fast shutdown": ends sessions, writes a checkpoint. */
  async stop(): Promise<void> {
    process.off('exit', this.interrupt);
    if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined)
      return;
    const gone = once(this.child, 'exit');
    this.interrupt();
    await gone;
  }

  private readonly interrupt = (): void => {
    this.child.kill('SIGINT');
  };
}

async function ready(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(new Error(`PostgreSQL did not start within ${startLimitMs} ms:\n${said}`));
    }, startLimitMs);
    const settle = (finish: () => void): void => {
      clearTimeout(limit);
      finish();
    };
    child.stderr?.on('data', (chunk: Buffer) => {
      // The end of it: a server that recovers from a crash refuses many connections first.
      said = (said + chunk.toString()).slice(-20_000);
      if (said.includes('ready to accept connections')) settle(resolve);
    });
    child.once('error', (error) => {
      settle(() => {
        reject(error);
      });
    });
    child.once('exit', () => {
      settle(() => {
        reject(new Error(`PostgreSQL ended while starting:\n${said}`));
      });
    });
  });
}
