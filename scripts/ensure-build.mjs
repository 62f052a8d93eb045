// Migrations and the catalogue's publication run from dist/, as in the image. In a checkout that has not been built yet, build first.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { URL } from 'node:url';

const needed = ['database/data-source.js', 'catalog-sync.js'];
if (needed.some((file) => !existsSync(new URL(`../dist/src/${file}`, import.meta.url)))) {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
