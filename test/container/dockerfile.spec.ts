import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/bot-process.js';
import { eventually } from '../support/eventually.js';
import { Stage } from '../support/stage.js';
import { Container } from './container.js';
import { IgnoreFile } from './ignore-file.js';
import { Image } from './image.js';
import { ordinaryAccount } from './machine.js';
import { parseDockerfile } from './parse-dockerfile.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): Promise<string> => readFile(join(repository, path), 'utf8');

interface LockEntry {
  readonly dev?: true;
  readonly optional?: true;
  readonly peer?: true;
}
interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** No engine is needed: the steps run in folders, with this machine's Node and npm in the place of the image's. */
describe('docker/Dockerfile', { timeout: 60_000 }, () => {
  let image: Image;
  let stage: Stage;
  let container: Container;
  const cleanUps: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    image = await Image.build(parseDockerfile(await read('docker/Dockerfile')), {
      folder: repository,
      ignored: new IgnoreFile(await read('.dockerignore')),
    });
    cleanUps.unshift(() => image.discard());
    await image.seal();

    stage = await Stage.set({ database: 'empty' });
    cleanUps.unshift(() => stage.clear());
    const port = await freePort();
    stage.telegram.delivery.deliverTo = `http://127.0.0.1:${port}`;
    stage.stripe.setWebhookUrl(`http://127.0.0.1:${port}/stripe-webhook`);
    const settings = { ...stage.settings, HOST: '127.0.0.1', PORT: String(port) };
    container = new Container(image.result, await ordinaryAccount(), settings);
    cleanUps.unshift(() => container.kill());
  }, 540_000);

  afterAll(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
  }, 120_000);

  it('says how to run it: without root, shell or npm between the signal and the bot', () => {
    const { variables, user, ports, stopSignal, workdir, command, healthCheckFlags } = image.result;
    expect({ user, ports, stopSignal, workdir }).toEqual({
      user: 'node',
      ports: ['8000'],
      stopSignal: 'SIGTERM',
      workdir: '/app',
    });
    expect(variables).toMatchObject({ NODE_ENV: 'production' });
    expect(command).toEqual(['node', 'dist/src/main.js']);
    expect([...healthCheckFlags.keys()].sort()).toEqual(['interval', 'retries', 'start-period', 'timeout']);
  });

  it('holds what the bot needs and nothing else', async () => {
    const { root, folder } = image.result;
    expect((await readdir(root)).sort()).toEqual(['app', 'home']);
    expect((await readdir(folder)).sort()).toEqual([
      'dist',
      'node_modules',
      'package-lock.json',
      'package.json',
      'scripts',
    ]);
    expect((await readdir(join(folder, 'dist'))).sort()).toEqual(['migrations', 'src']);
    expect(await readdir(join(folder, 'scripts'))).toEqual(['ensure-build.mjs']);
    const compiled = await readdir(join(folder, 'dist'), { recursive: true });
    expect(compiled.filter((name) => name.includes('.spec.'))).toEqual([]);
  });

  it('holds every production dependency but the compiler, and no other package', async () => {
    const present = await installed(image.result.folder);
    const { packages } = JSON.parse(await read('package-lock.json')) as Lock;
    const where = (fits: (entry: LockEntry) => boolean): string[] =>
      Object.entries(packages).flatMap(([path, entry]) => (path !== '' && fits(entry) ? [path] : []));
    const needed = where(({ dev, optional, peer }) => dev !== true && optional !== true && peer !== true);
    expect(needed.length).toBeGreaterThan(100);
    expect(needed.filter((path) => !present.has(path))).toEqual(['node_modules/typescript']);
    expect(where(({ dev }) => dev === true).filter((path) => present.has(path))).toEqual([]);
  });

  it('migrates, becomes healthy, serves a customer and the moderators, and stops with exit code 0', async () => {
    const early = await container.run(image.result.command);
    expect(early.output).toContain('Run "npm run migration:run"');
    expect(early.code).toBe(1);

    const migration = await container.run(['npm', 'run', 'migration:run']);
    expect(migration).toMatchObject({ code: 0 });
    expect(migration.output).not.toMatch(/npm (warn|error|notice)/);

    container.start();
    await eventually('the health check succeeds', () => container.isHealthy(), 30_000);

    const nora = stage.customer('Nora');
    nora.start();
    await nora.sees('Hello, Nora');
    await nora.buys('10 credits');
    await nora.sees('Paid');
    // The chart needs the fonts among the packages: the image has none of its own.
    const asked = stage.group.writes(0, '/stats');
    await stage.group.waitFor(
      () => stage.group.general().some(({ kind, replyTo }) => kind === 'photo' && replyTo === asked),
      'a chart',
    );
    expect(await stage.rows('select kind, error from dead_lane_items')).toEqual([]);

    expect(await container.stop()).toBe(0);
    await expect(container.isHealthy()).rejects.toThrow('not running');
  });
});

/** The packages of a folder under the names that a lock file gives them. */
async function installed(folder: string): Promise<Set<string>> {
  const found = await readdir(join(folder, 'node_modules'), { recursive: true });
  return new Set(
    found
      .filter((path) => path === 'package.json' || path.endsWith('/package.json'))
      .map((path) => `node_modules/${path.slice(0, -'/package.json'.length)}`),
  );
}
