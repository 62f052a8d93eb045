import { transformFile } from '@swc/core';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
/** Inside `node_modules`, so that imports are found from there, and outside of what is committed or packed. */
const cache = join(root, 'node_modules/.cache');

/**
 * The bot as plain JavaScript, for tests that run it as a process of its own: a process that compiles while it loads
 * takes three times as long to begin, and some tests begin a dozen. Returns the folder; `src/main.js` is in it.
 */
export async function compileBot(): Promise<string> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'test-bot-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const sources = ['src', 'migrations'].map((name) => readdir(join(root, name), { recursive: true }));
  const [src = [], migrations = []] = await Promise.all(sources);
  const files = [
    ...src.map((name) => join('src', name)),
    ...migrations.map((name) => join('migrations', name)),
  ].filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  await Promise.all(files.map((name) => compile(name, folder)));
  return folder;
}

export async function removeCompiledBot(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

async function compile(name: string, folder: string): Promise<void> {
  const { code } = await transformFile(join(root, name), {
    swcrc: false,
    configFile: false,
    module: { type: 'es6' },
    sourceMaps: 'inline',
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      // Nest injects by the types of constructor parameters.
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
  });
  const target = join(folder, name.replace(/\.ts$/, '.js'));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, code);
}
