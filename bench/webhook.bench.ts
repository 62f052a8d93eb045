import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ProductUnderLoad, telegramSecret } from './product-under-load.js';
import { quantile } from './quantile.js';

export interface BenchRow {
  readonly scenario: string;
  readonly subject: string;
  readonly result: string;
}

const perSecond = 100;
const seconds = 20;
const users = 100;
const agent = new Agent({ keepAlive: true, maxSockets: 100 });

/** How fast the webhook answers at 100 updates a second, and how fast a burst crosses the bridge. */
export async function webhookBench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const latencyMs of [0, 50]) {
    const product = await ProductUnderLoad.start({ latencyMs });
    try {
      const scenario = `${perSecond} updates/s for ${seconds} s, Bot API answers after ${latencyMs} ms`;
      if (latencyMs === 0) rows.push(await yardstick(product, scenario));
      rows.push(await openLoop(product, scenario));
      rows.push(
        await burst(
          product,
          `${users} new users x 10 messages at once, Bot API answers after ${latencyMs} ms`,
        ),
      );
    } finally {
      await product.stop();
    }
  }
  return rows;
}

async function openLoop(product: ProductUnderLoad, scenario: string): Promise<BenchRow> {
  const people = newPeople(product);
  // They have their topics when the measurement begins; making a hundred of them is the burst's scenario.
  await load(product.url, people.length, (index) => updateOf(product, people, index));
  await pause(5_000);
  const acks = await load(product.url, perSecond * seconds, (index) => updateOf(product, people, index));
  return { scenario, subject: 'webhook answer, customers with topics', result: asQuantiles(acks) };
}

/** The least that stores an update before it is answered: node:http and one insert. */
async function yardstick(product: ProductUnderLoad, scenario: string): Promise<BenchRow> {
  const pool = new pg.Pool({ connectionString: product.database.urlOf('bot'), max: 20 });
  await pool.query('create table bench_yardstick (id bigint primary key, body jsonb not null)');
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { update_id: id } = JSON.parse(body) as { update_id: number };
      void pool.query('insert into bench_yardstick values ($1, $2)', [id, body]).then(() => answer.end());
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const people = newPeople(product);
  const acks = await load(`http://127.0.0.1:${port}`, perSecond * seconds, (index) =>
    updateOf(product, people, index),
  );
  server.close();
  server.closeAllConnections();
  await pool.query('drop table bench_yardstick');
  await pool.end();
  return { scenario, subject: 'node:http + one insert (yardstick)', result: asQuantiles(acks) };
}

async function burst(product: ProductUnderLoad, scenario: string): Promise<BenchRow> {
  const people = newPeople(product);
  const count = users * 10;
  const pool = new pg.Pool({ connectionString: product.database.urlOf('bot'), max: 1 });
  const delivered = async (): Promise<number> => {
    const { rows } = await pool.query<{ count: number }>(
      `select count(*)::int as count from messages where status = 'delivered'`,
    );
    return rows[0]?.count ?? 0;
  };
  await settled(delivered);
  const before = await delivered();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: count }, (_, index) => post(product.url, updateOf(product, people, index))),
  );
  const acknowledged = performance.now() - started;
  while ((await delivered()) < before + count) await pause(20);
  const all = performance.now() - started;
  await pool.end();
  const rate = Math.round((count * 1_000) / all);
  return {
    scenario,
    subject: 'bridge',
    result: `${rate} messages/s; all answered after ${Math.round(acknowledged)} ms`,
  };
}

async function settled(delivered: () => Promise<number>): Promise<void> {
  for (let last = -1, now = await delivered(); now !== last; last = now, now = await delivered())
    await pause(500);
}

/** Open loop: a slow answer does not slow the next request down. */
async function load(url: string, count: number, body: (index: number) => string): Promise<number[]> {
  const started = performance.now();
  const answers: Promise<number>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = started + (index * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await pause(wait);
    answers.push(post(url, body(index)));
  }
  return Promise.all(answers);
}

function post(url: string, body: string): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}/telegram-webhook`, {
      method: 'POST',
      agent,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-telegram-bot-api-secret-token': telegramSecret,
      },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`status ${response.statusCode ?? 0}`));
      });
    });
    outgoing.end(body);
  });
}

let nextUpdate = 1_000_000;

function newPeople(product: ProductUnderLoad): number[] {
  product.telegram.delivery.pause();
  return Array.from(
    { length: users },
    (_, index) => product.telegram.actors.createUser({ firstName: `U${index}` }).id,
  );
}

function updateOf(product: ProductUnderLoad, people: readonly number[], index: number): string {
  const id = people[index % people.length] ?? 0;
  const { message_id } = product.telegram.actors.sendText(id, `message ${index}`);
  nextUpdate += 1;
  const from = { id, is_bot: false, first_name: 'U', language_code: 'en' };
  const message = {
    message_id,
    date: 1,
    chat: { id, type: 'private', first_name: 'U' },
    from,
    text: `message ${index}`,
  };
  return JSON.stringify({ update_id: nextUpdate, message });
}

function asQuantiles(milliseconds: number[]): string {
  const p = (share: number): string => quantile(milliseconds, share).toFixed(1);
  return `p50 ${p(0.5)} ms, p99 ${p(0.99)} ms`;
}
