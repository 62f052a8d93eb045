import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Stage } from '../support/stage.js';
import { createEmptyDatabase } from '../support/test-database.js';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe('npm run catalog:sync', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
  });
  afterAll(async () => {
    await stage.clear();
  });

  async function run(options: string[] = [], changes: Record<string, string> = {}): Promise<Ended> {
    const program = [join(inject('compiledBot'), 'src/catalog-sync.js'), ...options];
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, ...stage.settings, ...changes };
    const child = spawn(process.execPath, program, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.on('data', (data: Buffer) => out.push(data.toString()));
    child.stderr.on('data', (data: Buffer) => err.push(data.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out: out.join(''), err: err.join('') };
  }
  const writes = (): number => stage.stripe.journal.apiCalls('POST', /^\/v1\//).length;

  it('prints what it did, and what it would do with --dry-run', { timeout: 180_000 }, async () => {
    const trial = await run(['--dry-run']);
    expect(trial).toMatchObject({ code: 0, err: '' });
    expect(trial.out).toContain('Stripe, test mode, dry run: nothing was written');
    expect(trial.out).toMatch(/^credits_10 +5\.00 USD +published$/m);
    expect(writes()).toBe(0);
    const [one, other] = await Promise.all([run(), run()]);
    expect([one.code, other.code]).toEqual([0, 0]);
    expect(writes()).toBe(7);
    expect([one.out, other.out].sort()[0]).toMatch(/^monthly_plan +20\.00 USD +(published|unchanged)$/m);
    const again = await run();
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out.match(/unchanged/g)).toHaveLength(7);
    expect(writes()).toBe(7);
  });

  it('says 2 when Stripe refused some products, and why', { timeout: 180_000 }, async () => {
    // Nothing that /products would let through.
    await stage.rows(`update products set currency = 'zz' where code = 'day_pass'`);
    const { code, out } = await run();
    expect(code).toBe(2);
    expect(out).toMatch(/^day_pass .* FAILED: Invalid currency/m);
    expect(out.match(/unchanged/g)).toHaveLength(6);
    await stage.rows(`update products set currency = null where code = 'day_pass'`);
  });

  it(
    'says 1 and what to do: settings, an option, a database without tables, no database',
    { timeout: 180_000 },
    async () => {
      const unset = await run([], { STRIPE_API_KEY: '' });
      expect(unset.code).toBe(1);
      expect(unset.err).toContain('STRIPE_API_KEY');
      const typo = await run(['--dryrun']);
      expect(typo.code).toBe(1);
      expect(typo.err).toContain('unknown option --dryrun');
      const empty = await createEmptyDatabase();
      const lacking = await run([], { DATABASE_URL: empty.url });
      expect(lacking.code).toBe(1);
      expect(lacking.err).toContain('npm run migration:run');
      await empty.drop();
      const nowhere = await run([], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
      expect(nowhere.code).toBe(1);
      expect(nowhere.err).toContain('The database cannot be used');
      for (const { out, err } of [unset, typo, lacking, nowhere]) expect(out + err).not.toContain('sk_test');
    },
  );
});
