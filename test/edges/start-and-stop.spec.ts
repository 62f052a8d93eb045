import { afterEach, describe, expect, it } from 'vitest';
import { TelegramEmulator } from '../../sandbox/telegram/telegram-emulator.js';
import { freePort } from '../support/bot-process.js';
import { eventually } from '../support/eventually.js';
import { Stage } from '../support/stage.js';

const isOk = (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

describe('the process', { timeout: 60_000 }, () => {
  let stage: Stage;
  afterEach(async () => {
    await stage.clear();
  });

  it('stops with exit code 0 within ten seconds although a call hangs, and loses nothing', async () => {
    stage = await Stage.set();
    const { telegram } = stage;
    const bot = await stage.bot();
    const kai = stage.customer('Kai');
    kai.start();
    await kai.sees('Hello, Kai');

    let begun = 0;
    const note = (): boolean => (begun += 1) > 0;
    const release = telegram.faults.add({ method: 'sendMessage', when: note }, { latencyMs: 40_000 });
    kai.says('/help');
    kai.says('/balance');
    await eventually('an answer is on its way', () => begun > 0);
    const started = performance.now();
    expect(await bot.terminate()).toBe(0);
    expect(performance.now() - started).toBeLessThan(10_000);
    release();

    // What arrives while nobody is there waits at Telegram.
    kai.says('/language_of_the_unknown');
    await stage.bot();
    await kai.sees('How it works');
    await kai.sees('Auto-recharge');
    await kai.sees('I do not know this command');
    expect(await stage.rows(`select kind, error from dead_lane_items`)).toEqual([]);
  });

  it('answers its probes while Telegram is away, goes on trying, and stops at once when told to', async () => {
    stage = await Stage.set();
    const port = await freePort();
    const bot = await stage.bot({ TELEGRAM_API_ROOT: `http://127.0.0.1:${port}` });
    expect(await isOk(`${bot.url}/health`)).toBe(true);
    await eventually('it has tried twice', () => bot.output.split('announce failed').length > 2);
    expect(await isOk(`${bot.url}/health`)).toBe(true);
    expect(bot.output).not.toContain(stage.telegram.token);
    const late = await TelegramEmulator.start({ port, token: stage.telegram.token, limits: 'none' });
    try {
      await late.actors.waitFor(() => late.delivery.config.url !== '', 15_000);
    } finally {
      await late.stop();
    }
    const started = performance.now();
    expect(await bot.terminate()).toBe(0);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('says in one sentence what is wrong with the database, and exits with 1', async () => {
    stage = await Stage.set({ database: 'empty' });
    const nowhere = new URL(stage.database.url);
    nowhere.port = String(await freePort());
    const missing = new URL(stage.database.url);
    missing.pathname = '/no_such_database';
    const [bare, unreachable, unknown] = await Promise.all([
      stage.spawn(),
      stage.spawn({ DATABASE_URL: nowhere.href }),
      stage.spawn({ DATABASE_URL: missing.href }),
    ]);
    expect(await Promise.all([bare.exit(), unreachable.exit(), unknown.exit()])).toEqual([1, 1, 1]);
    expect(bare.output).toMatch(
      /^The database lacks \d+ migrations, from CreateLanes\d+ on\. Run "npm run migration:run"/,
    );
    expect(unreachable.output).toMatch(
      /^The database that DATABASE_URL names cannot be used: .*ECONNREFUSED/,
    );
    expect(unknown.output).toMatch(/^The database that DATABASE_URL names cannot be used: .*does not exist/);
    for (const { output } of [bare, unreachable, unknown]) {
      expect(output.trim().split('\n')).toHaveLength(1);
      expect(output).not.toContain('postgres:postgres');
    }
  });

  it('MIGRATE_ON_START: two that start at once make one schema', async () => {
    stage = await Stage.set({ database: 'empty' });
    const settings = { MIGRATE_ON_START: 'true' };
    const bots = await Promise.all([stage.bot(settings), stage.bot(settings)]);
    const names = await stage.rows<{ name: string }>(`select name from schema_migrations order by id`);
    expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(9);
    for (const bot of bots) expect(await isOk(`${bot.url}/health`)).toBe(true);
    const liv = stage.customer('Liv');
    liv.start();
    await liv.sees('Hello, Liv');
  });
});
