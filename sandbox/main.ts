import { fileURLToPath } from 'node:url';
import { Progress } from './runner/progress.js';
import { Sandbox } from './runner/sandbox.js';
import { readOptions } from './runner/sandbox-options.js';
import { SandboxProblem } from './runner/sandbox-problem.js';

/** A terminal's Ctrl-C arrives here and again through npm; only a later one means impatience. */
const SAME_PRESS_MS = 1_000;

const progress = new Progress(process.stdout);

async function main(): Promise<void> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const options = readOptions(process.argv.slice(2), process.env, root);
  progress.say('\n  A Telegram, a Stripe and the bot between them\n');
  const starting = Sandbox.start(root, options, progress);
  stopOnSignal(starting);
  const sandbox = await starting;
  progress.say(`\n  Open ${sandbox.url}\n`);
  progress.say(`  Data is kept in ${options.dataDir} (--reset forgets it). Ctrl-C stops everything.\n`);
}

function stopOnSignal(starting: Promise<Sandbox>): void {
  let since: number | undefined;
  const stop = (): void => {
    if (since !== undefined) {
      if (performance.now() - since > SAME_PRESS_MS) process.exit(130);
      return;
    }
    since = performance.now();
    progress.say('\n  Stopping …');
    starting
      .then((sandbox) => sandbox.stop())
      .then(() => {
        progress.say('  Stopped.');
        process.exit(0);
      }, fail);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

function fail(error: unknown): void {
  const text = error instanceof SandboxProblem ? error.message : String((error as Error).stack ?? error);
  process.stderr.write(`\n  ${text}\n`);
  process.exit(1);
}

main().catch(fail);
