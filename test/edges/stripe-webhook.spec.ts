import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeDatabaseAway } from '../support/database-outage.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { type RawAnswer, rawRequest } from '../support/raw-request.js';

const megabyte = 1_048_576;
const oldSecret = 'whsec_of_the_time_before_the_rotation';

describe('POST /stripe-webhook', () => {
  let product: Product;
  let nextEvent = 0;

  beforeAll(async () => {
    product = await Product.start({
      variables: (given) => ({
        STRIPE_WEBHOOK_SECRET: `${oldSecret}, ${given['STRIPE_WEBHOOK_SECRET'] ?? ''}`,
      }),
    });
  });
  afterAll(async () => {
    await product.stop();
  });

  const post = (body: string, headers: Record<string, string>): Promise<RawAnswer> =>
    rawRequest(`${product.url}/stripe-webhook`, {
      body,
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    });
  const now = (): number => Math.floor(Date.now() / 1_000);
  const signature = (payload: string, more: { secret?: string; timestamp?: number } = {}): string =>
    Stripe.webhooks.generateTestHeaderString({ payload, secret: product.stripe.webhookSecret, ...more });
  const send = (body: string, more?: { secret?: string; timestamp?: number }): Promise<RawAnswer> =>
    post(body, { 'stripe-signature': signature(body, more) });
  const rows = (id: string): Promise<{ status: string }[]> =>
    product.rows<{ status: string }>(`select status from stripe_events where id = $1`, [id]);
  const jobsOf = async (id: string): Promise<number> =>
    (await product.rows(`select 1 from graphile_worker._private_jobs where payload ->> 'eventId' = $1`, [id]))
      .length;

  interface TestEvent {
    readonly id: string;
    readonly text: string;
  }

  function event(more: Record<string, unknown> = {}): TestEvent {
    const id = `evt_edge_${(nextEvent += 1)}`;
    const object = { id: 'cs_test_unknown', object: 'checkout.session' };
    const type = 'checkout.session.expired';
    const base = { id, object: 'event', type, livemode: false, created: now(), data: { object } };
    return { id, text: JSON.stringify({ ...base, api_version: '2026-10-28.endive', ...more }) };
  }

  it.each<[string, (body: string) => Record<string, string>]>([
    ['no signature', () => ({})],
    ['an empty signature', () => ({ 'stripe-signature': '' })],
    ['nonsense', () => ({ 'stripe-signature': 'nonsense' })],
    ['no value', () => ({ 'stripe-signature': `t=${now()},v1=` })],
    ['no time', (body) => ({ 'stripe-signature': signature(body).replace(/^t=\d+,/, '') })],
    ['a time that is none', (body) => ({ 'stripe-signature': signature(body).replace(/^t=\d+/, 't=x') })],
    ['another scheme', (body) => ({ 'stripe-signature': signature(body).replace('v1=', 'v0=') })],
    ['another secret', (body) => ({ 'stripe-signature': signature(body, { secret: 'whsec_guess' }) })],
    ['another body', () => ({ 'stripe-signature': signature('{}') })],
    ['301 seconds of age', (body) => ({ 'stripe-signature': signature(body, { timestamp: now() - 301 }) })],
    [
      'a newer time written over it',
      (body) => ({
        'stripe-signature': signature(body, { timestamp: now() - 400 }).replace(/^t=\d+/, `t=${now()}`),
      }),
    ],
    [
      'a hundred wrong signatures',
      () => ({ 'stripe-signature': `t=${now()}${`,v1=${'0'.repeat(64)}`.repeat(100)}` }),
    ],
  ])('%s: 400 and nothing is stored', async (_name, headers) => {
    const { id, text } = event();
    const answer = await post(text, headers(text));
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('whsec');
    expect(await rows(id)).toEqual([]);
  });

  it('notices a body that was changed by one byte', async () => {
    const { id, text } = event();
    const headers = { 'stripe-signature': signature(text) };
    expect((await post(`${text} `, headers)).status).toBe(400);
    expect((await post(text.replace('false', 'falsf'), headers)).status).toBe(400);
    expect(await rows(id)).toEqual([]);
    expect((await post(text, headers)).status).toBe(200);
    expect(await rows(id)).toHaveLength(1);
  });

  it('takes each secret of a rotation, and any one fitting signature of several', async () => {
    const older = event();
    expect((await send(older.text, { secret: oldSecret })).status).toBe(200);
    const both = event();
    const [time, fitting] = signature(both.text).split(',');
    const header = `${time ?? ''},v1=${'0'.repeat(64)},${fitting ?? ''}`;
    expect((await post(both.text, { 'stripe-signature': header })).status).toBe(200);
    expect(await rows(older.id)).toHaveLength(1);
    expect(await rows(both.id)).toHaveLength(1);
  });

  it.each([
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '5'],
    ['no JSON', '{"id":'],
    ['an empty body', ''],
    ['any object', '{"id":"evt_1"}'],
    ['another kind of object', '{"id":"cs_1","object":"checkout.session"}'],
    ['no data', event({ data: null }).text],
    ['data without an object', event({ data: { object: null } }).text],
    ['an id that is none', event({ id: 7 }).text],
    ['a time that is none', event({ created: 'today' }).text],
    ['a thin event', event({ object: 'v2.core.event' }).text],
  ])('signed, but %s: 400 and nothing is stored', async (_name, body) => {
    const before = await product.rows(`select 1 from stripe_events`);
    expect((await send(body)).status).toBe(400);
    expect(await product.rows(`select 1 from stripe_events`)).toHaveLength(before.length);
  });

  it('stores a known event once, also when it comes twenty times at once', async () => {
    const { id, text } = event();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(text)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await send(text)).status).toBe(200);
    expect(await rows(id)).toHaveLength(1);
  });

  it.each([
    ['a type that is not used', { type: 'customer.discount.created' }],
    ['a type that nobody knows yet', { type: 'moon.landing.completed' }],
    ['an event of the live mode', { livemode: true }],
  ])('%s: 200, kept and ignored', async (_name, more) => {
    const { id, text } = event(more);
    expect((await send(text)).status).toBe(200);
    expect(await rows(id)).toEqual([{ status: 'ignored' }]);
    expect(await jobsOf(id)).toBe(0);
  });

  it('grants nothing for a payment that another mode announces', async () => {
    const ida = product.customer('Ida');
    ida.start();
    await ida.sees('Hello, Ida');
    const [before] = await product.rows<{ n: string }>(`select count(*) as n from payments`);
    const { id, text } = event({ type: 'checkout.session.completed', livemode: true });
    expect((await send(text)).status).toBe(200);
    expect(await rows(id)).toEqual([{ status: 'ignored' }]);
    expect(await product.rows(`select count(*) as n from payments`)).toEqual([before]);
  });

  it('keeps an event about an object that Stripe does not know, without ending the process', async () => {
    const { id, text } = event({ type: 'invoice.paid', data: { object: { object: 'invoice' } } });
    expect((await send(text)).status).toBe(200);
    await eventually('an event without an id is closed', async () => (await rows(id))[0]?.status === 'done');
  });

  it('takes large events, also with characters that PostgreSQL cannot hold, and refuses floods', async () => {
    const object = { id: 'cs_test_unknown', note: `\u0000${'x'.repeat(2 * megabyte)}` };
    const { id, text } = event({ data: { object } });
    expect((await send(text)).status).toBe(200);
    expect(await rows(id)).toHaveLength(1);
    const flood = event({ data: { object: { id: 'cs_1', note: 'x'.repeat(8 * megabyte) } } });
    expect((await send(flood.text)).status).toBe(413);
    expect(await rows(flood.id)).toEqual([]);
  });

  it('says 503 while the database is away, and takes the same event afterwards', async () => {
    const { id, text } = event();
    const giveBack = await takeDatabaseAway(product.database);
    try {
      const answer = await send(text);
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
      expect((await post(text, {})).status).toBe(400);
    } finally {
      await giveBack();
    }
    await eventually('the event is taken', async () => (await send(text)).status === 200);
    expect(await rows(id)).toHaveLength(1);
  });
});
