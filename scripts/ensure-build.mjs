// The migrations run from dist/, as in the image. In a checkout that has not been built yet, build first.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { URL } from 'node:url';

const target = new URL('../dist/src/database/data-source.js', import.meta.url);
if (!existsSync(target)) {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
