import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = ['--import', '@swc-node/register/esm-register', 'sandbox/main.ts'];

/** `npm run sandbox` as a person runs it, with its data in a folder of its own. */
export class SandboxCommand {
  private child: ChildProcess | undefined;
  private said = '';

  private constructor(
    readonly dataDir: string,
    private readonly port: number,
  ) {}

  static async prepare(port: number): Promise<SandboxCommand> {
    const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-data-'));
    // Run by root, PostgreSQL works under another account, which has to reach its files.
    await chmod(dataDir, 0o755);
    return new SandboxCommand(dataDir, port);
  }

  /** Resolves with the address that the command prints. */
  async start(): Promise<string> {
    this.said = '';
    const child = spawn(process.execPath, [...program, '--data', this.dataDir], {
      cwd: root,
      env: { ...process.env, SANDBOX_PORT: String(this.port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    return new Promise<string>((resolve, reject) => {
      const listen = (chunk: Buffer): void => {
        this.said += chunk.toString();
        const [address] = /http:\/\/localhost:\d+/.exec(this.said) ?? [];
        if (address !== undefined) resolve(address);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', () => {
        reject(new Error(`The sandbox ended while starting:\n${this.said}`));
      });
    });
  }

  /** Ctrl-C; resolves with the exit code. */
  async interrupt(): Promise<number | null> {
    return this.end('SIGINT');
  }

  /** A power cut: nothing is put in order. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async discard(): Promise<void> {
    if (this.child?.exitCode === null && this.child.signalCode === null) await this.interrupt();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child === undefined) throw new Error('The sandbox has not started');
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    const [code] = (await gone) as [number | null];
    return code;
  }
}
