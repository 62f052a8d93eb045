import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { CallEntry } from '../sandbox/telegram/journal.js';
import { quickenMinute } from '../test/support/group-minute.js';
import { ProductUnderLoad } from './product-under-load.js';
import type { BenchRow } from './webhook.bench.js';

const people = 100;
const each = 10;
/** A topic, the whole burst in one call, the card, its pin. */
const fewest = people * 4;
/** Bot API FAQ: 20 calls a minute into a group, one a second. */
const fewestSeconds = Math.floor((fewest - 1) / 20) * 60 + ((fewest - 1) % 20);
const counted =
  /^(send(?!ChatAction)|copy|forward|edit|pinChatMessage|createForumTopic|closeForumTopic|reopenForumTopic)/;

/**
 * 100 new customers write at once into one group that takes 20 calls a minute. Time passes `times` as fast, for the
 * emulator and for the bot's budget alike; the ways of the calls do not, so the emulator's minute leaves them the half
 * second that the budget's minute leaves them.
 */
export async function drainBench(times: number): Promise<BenchRow[]> {
  const minuteMs = 60_500 / times - 500;
  const telegram = { chatPerSecond: times, globalPerSecond: 30 * times, minuteMs };
  const variables = {
    TELEGRAM_CHAT_RATE: String(times),
    TELEGRAM_GROUP_RATE: '20',
    TELEGRAM_GLOBAL_RATE: String(30 * times),
  };
  const product = await ProductUnderLoad.start({ latencyMs: 5, limits: { telegram, variables } });
  const pool = new pg.Pool({ connectionString: product.database.urlOf('bot'), max: 1 });
  try {
    await quickenMinute((sql) => pool.query(sql), times);
    product.telegram.delivery.deliverTo = product.url;
    const { actors } = product.telegram;
    const customers = Array.from({ length: people }, (_, n) => actors.createUser({ firstName: `D${n}` }).id);
    const begun = product.telegram.clock.now();
    for (let n = 0; n < each; n += 1) for (const id of customers) actors.sendText(id, `message ${n}`);
    while (await isWaiting(pool)) await pause(100);
    return rowsOf(intoGroups(product), { begun, times }, product.telegram.limiter.refused);
  } finally {
    await pool.end();
    await product.stop();
  }
}

async function isWaiting(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ delivered: number; waiting: number }>(
    `select (select count(*)::int from messages where status = 'delivered') as delivered,
       (select count(*)::int from lane_items where queue = 'outbound') as waiting`,
  );
  const [{ delivered, waiting } = { delivered: 0, waiting: 1 }] = rows;
  return delivered < people * each || waiting > 0;
}

function intoGroups(product: ProductUnderLoad): CallEntry[] {
  const calls = product.telegram.journal.calls();
  return calls.filter(({ method, params }) => counted.test(method) && Number(params['chat_id']) < 0);
}

function rowsOf(
  calls: readonly CallEntry[],
  { begun, times }: { readonly begun: number; readonly times: number },
  refused: number,
): BenchRow[] {
  const scenario = `${people} new customers x ${each} messages, one group, 20 calls/min`;
  const since = ({ at }: CallEntry): number => ((at - begun) * times) / 1_000;
  const last = Math.max(...calls.map(since));
  const firstSeen = new Map<number, number>();
  for (const call of calls) {
    const from = Number(call.params['from_chat_id']);
    if (call.ok && call.method.startsWith('copy') && !firstSeen.has(from)) firstSeen.set(from, since(call));
  }
  const seconds = (value: number): string => `${Math.round(value)} s`;
  const row = (subject: string, result: string): BenchRow => ({ scenario, subject, result });
  const methods = [...new Set(calls.map(({ method }) => method))];
  const byMethod = methods.map((name) => `${calls.filter(({ method }) => method === name).length} ${name}`);
  return [
    row('calls made / fewest (yardstick)', `${calls.length} / ${fewest}`),
    row('which', byMethod.join(', ')),
    row('until all is shown / shortest (yardstick)', `${seconds(last)} / ${seconds(fewestSeconds)}`),
    row('longest wait for a first copy', seconds(Math.max(...firstSeen.values()))),
    row('calls refused with 429', String(refused)),
  ];
}
