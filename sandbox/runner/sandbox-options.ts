import { resolve } from 'node:path';
import { SandboxProblem } from './sandbox-problem.js';

export interface SandboxOptions {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly reset: boolean;
}

const DEFAULT_PORT = '4000';
const USAGE = `Usage: npm run sandbox [-- --reset] [-- --data <folder>]
  --reset          forgets what earlier runs kept
  --data <folder>  keeps the data there instead of .sandbox
  SANDBOX_PORT     port of the page (4000)
  SANDBOX_HOST     address of the page (127.0.0.1); nothing on it asks for a password`;

/** Reads the command line and the environment; anything unclear stops the start with an explanation. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv, root: string): SandboxOptions {
  let reset = false;
  let dataDir = resolve(root, '.sandbox');
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index];
    if (argument === '--reset') reset = true;
    else if (argument === '--data' && args[index + 1] !== undefined) {
      index += 1;
      dataDir = resolve(args[index] ?? '');
    } else throw new SandboxProblem(`Unknown argument ${argument ?? ''}\n${USAGE}`);
  }
  return { port: portOf(env['SANDBOX_PORT']), host: hostOf(env['SANDBOX_HOST']), dataDir, reset };
}

function portOf(given: string | undefined): number {
  const text = given === undefined || given === '' ? DEFAULT_PORT : given;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new SandboxProblem(`SANDBOX_PORT must be a port number from 1 to 65535, not "${text}"`);
}

function hostOf(given: string | undefined): string {
  return given === undefined || given === '' ? '127.0.0.1' : given;
}
