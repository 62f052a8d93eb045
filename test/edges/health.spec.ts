import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DatabaseDoor } from '../support/database-door.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { type RawAnswer, rawRequest } from '../support/raw-request.js';

/** Web role: nobody works off what the tests put there to be late. */
describe('health and metrics', () => {
  let product: Product;
  let door: DatabaseDoor;

  beforeAll(async () => {
    door = await DatabaseDoor.open(inject('databaseServer'));
    product = await Product.start({
      variables: ({ DATABASE_URL = '' }) => ({
        PROCESS_ROLE: 'web',
        DATABASE_URL: door.urlOf(DATABASE_URL),
        METRICS_TOKEN: 'metrics-token',
      }),
    });
  });
  afterAll(async () => {
    await product.stop();
    await door.slam();
  });

  const get = (path: string, headers: Record<string, string> = {}): Promise<RawAnswer> =>
    rawRequest(`${product.url}${path}`, { method: 'GET', headers });
  const health = async (): Promise<{ status: number; body: Record<string, unknown> }> => {
    const { status, text } = await get('/health');
    return { status, body: JSON.parse(text) as Record<string, unknown> };
  };
  const metrics = (): Promise<RawAnswer> => get('/metrics', { authorization: 'Bearer metrics-token' });

  /** The local Telegram has told about the group meanwhile. */
  async function forgetWork(): Promise<void> {
    await product.telegram.actors.waitFor(() => product.telegram.delivery.isIdle, 10_000);
    await product.rows(`delete from lane_items`);
    await product.rows(`delete from lanes`);
    await product.rows(`delete from graphile_worker._private_jobs`);
  }

  it('is healthy, with details', async () => {
    await forgetWork();
    const { status, body } = await health();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'healthy',
      database: { status: 'up' },
      jobs: { status: 'up', oldestDueSeconds: 0, waiting: { inbound: 0, outbound: 0 } },
    });
    expect((await get('/health')).headers['content-type']).toContain('application/json');
  });

  it('is alive while it can answer', async () => {
    const { status, text } = await get('/health/live');
    expect([status, JSON.parse(text)]).toEqual([200, { status: 'alive' }]);
  });

  it('is unhealthy when a person’s update waits for more than a minute', async () => {
    await forgetWork();
    await product.rows(`insert into lanes (queue, lane, ready_since, next_at)
      values ('inbound', 'user:1', now() - interval '59 s', now() - interval '59 s')`);
    await product.rows(
      `insert into lane_items (queue, lane, kind, payload) values ('inbound', 'user:1', 'x', '{}')`,
    );
    expect((await health()).status).toBe(200);
    await product.rows(
      `update lanes set ready_since = now() - interval '65 s', next_at = now() - interval '65 s'`,
    );
    const { status, body } = await health();
    expect(status).toBe(503);
    expect(body).toMatchObject({
      status: 'unhealthy',
      database: { status: 'up' },
      jobs: { status: 'down', waiting: { inbound: 1 } },
    });
    await forgetWork();
    expect((await health()).status).toBe(200);
  });

  it('is unhealthy when a background job is due for more than a minute, not when it is for later', async () => {
    await forgetWork();
    await product.rows(`select graphile_worker.add_job('later', run_at => now() + interval '1 h')`);
    await product.rows(`select graphile_worker.add_job('now', run_at => now() - interval '30 s')`);
    expect((await health()).status).toBe(200);
    await product.rows(`select graphile_worker.add_job('late', run_at => now() - interval '90 s')`);
    const { status, body } = await health();
    expect(status).toBe(503);
    expect(body).toMatchObject({ status: 'unhealthy', jobs: { status: 'down', dueJobs: 2 } });
    await forgetWork();
  });

  it('serves metrics to who knows the token', async () => {
    const refused = [
      {},
      { authorization: 'Bearer guess' },
      { authorization: 'metrics-token' },
      { authorization: 'Basic bWV0cmljcy10b2tlbg==' },
      { authorization: 'Bearer metrics-tokenx' },
    ];
    for (const headers of refused) {
      const { status, text } = await get('/metrics', headers);
      expect(status).toBe(401);
      expect(text).not.toContain('process_cpu');
    }
    const { status, headers, text } = await metrics();
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(notPrometheus(text)).toEqual([]);
    expect(text).toContain('bot_lane_items_waiting{queue="inbound"} 0');
  });

  it('is unhealthy when the database refuses, and healthy again afterwards', async () => {
    await door.slam();
    try {
      const { status, body } = await health();
      expect(status).toBe(503);
      expect(body).toMatchObject({
        status: 'unhealthy',
        database: { status: 'down' },
        jobs: { status: 'down' },
      });
      expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|postgres|ECONN/);
      expect((await get('/health/live')).status).toBe(200);
      // A monitor must not go blind in the very moment in which it is looked at.
      const { status: metricsStatus, text } = await metrics();
      expect(metricsStatus).toBe(200);
      expect(text).toContain('process_cpu_seconds_total');
      expect(notPrometheus(text)).toEqual([]);
    } finally {
      await door.reopen();
    }
    await eventually('healthy again', async () => (await health()).status === 200);
  });

  it('says so within seconds when the database no longer answers', async () => {
    const update = {
      body: '{"update_id":77,"message":{"text":"hello"}}',
      headers: { 'x-telegram-bot-api-secret-token': product.telegramSecret },
    };
    // There is a connection now, which will not notice that the other end is gone.
    await rawRequest(`${product.url}/telegram-webhook`, { ...update, body: update.body.replace('77', '76') });
    door.goQuiet();
    try {
      const started = performance.now();
      const webhook = rawRequest(`${product.url}/telegram-webhook`, update);
      expect((await health()).status).toBe(503);
      expect((await get('/health/live')).status).toBe(200);
      expect(performance.now() - started).toBeLessThan(5_000);
      // Telegram would wait for a minute, and everybody in the group with it.
      const { status, headers } = await webhook;
      expect([status, headers['retry-after']]).toEqual([503, '2']);
      expect(performance.now() - started).toBeLessThan(10_000);
    } finally {
      door.goOn();
    }
    await eventually('healthy again', async () => (await health()).status === 200);
    expect((await rawRequest(`${product.url}/telegram-webhook`, update)).status).toBe(200);
    expect(await product.rows(`select 1 from telegram_updates where update_id = 77`)).toHaveLength(1);
  });

  it('needs no token when none is set', async () => {
    await product.restart({ METRICS_TOKEN: '' });
    expect((await get('/metrics')).status).toBe(200);
  });
});

/**
 * The lines that are no Prometheus text: comments, or name, labels and a number. Prometheus reads numbers as Go's
 * ParseFloat does, NaN and Inf in any case; prom-client writes "Nan" for what it has not measured yet.
 */
function notPrometheus(text: string): string[] {
  const comment =
    /^# (HELP [a-zA-Z_:][\w:]* .+|TYPE [a-zA-Z_:][\w:]* (counter|gauge|histogram|summary|untyped))$/;
  const label = '[a-zA-Z_]\\w*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
  const sample = new RegExp(
    `^[a-zA-Z_:][\\w:]*(\\{${label}(,${label})*\\})? (-?[\\d.e+-]+|NaN|[+-]Inf)( \\d+)?$`,
    'i',
  );
  return text.split('\n').filter((line) => line !== '' && !comment.test(line) && !sample.test(line));
}
