import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { execForm, parseDockerfile } from './parse-dockerfile.js';

const read = (path: string): Promise<string> =>
  readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

/** Without an engine, and without a parser of YAML: what the file names exists, and fits the image. */
describe('docker/docker-compose.yml', () => {
  let text: string;
  beforeAll(async () => {
    text = (await read('docker/docker-compose.yml')).replace(/^\s*#.*\n/gm, '');
  });

  /** The lines under a key at the left margin or in `services`. */
  const section = (name: string): string =>
    new RegExp(`^((?:  )?)${name}:(?: &\\w+)?\\n((?:\\1 +.*\\n|\\n)+)`, 'm').exec(text)?.[2] ?? '';

  it('builds the Dockerfile once and runs scripts and settings that exist', async () => {
    expect(text.match(/dockerfile: .*/g)).toEqual(['dockerfile: docker/Dockerfile']);
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    const [, , , script = ''] = /command: \[(.*)\]/.exec(section('migrate'))?.[1]?.split(/,\s*/) ?? [];
    expect(Object.keys(scripts)).toContain(script.replaceAll("'", ''));
    const settings = [...section('x-bot').matchAll(/^ {4}([A-Z_]+): /gm)].map(([, name = '']) => name);
    expect(settings).toEqual(['DATABASE_URL', 'HOST', 'PORT']);
    const known = await read('.env.example');
    for (const name of [...settings, 'PROCESS_ROLE']) expect(known).toMatch(new RegExp(`^${name}=`, 'm'));
    expect(known).toMatch(/^# POSTGRES_PASSWORD=/m);
  });

  it('passes on the port on which the image listens, to this machine alone', async () => {
    const instructions = parseDockerfile(await read('docker/Dockerfile')).at(-1)?.instructions ?? [];
    const said = (keyword: string): string => instructions.find((one) => one.keyword === keyword)?.rest ?? '';
    expect(section('app')).toContain(`'127.0.0.1:8000:${said('EXPOSE')}'`);
    expect(execForm(said('HEALTHCHECK').replace('CMD ', '')).at(-1)).toContain(`|| ${said('EXPOSE')})`);
    expect(text.match(/ports:/g)).toHaveLength(1);
  });

  it('takes from the bot what it does not need, and gives it time to stop', () => {
    const bot = section('x-bot');
    for (const line of [
      'read_only: true',
      'tmpfs: /tmp',
      'cap_drop: [ALL]',
      "security_opt: ['no-new-privileges:true']",
      'restart: unless-stopped',
      'stop_grace_period: 15s',
    ]) {
      expect(bot).toContain(`  ${line}\n`);
    }
    for (const name of ['app', 'worker', 'migrate']) expect(section(name)).toContain('<<: *bot\n');
    expect(section('postgres')).not.toMatch(/ports:|POSTGRES_PASSWORD: (?!\$\{)/);
  });
});
