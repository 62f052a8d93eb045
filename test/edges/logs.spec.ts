import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BotProcess } from '../support/bot-process.js';
import { DatabaseDoor } from '../support/database-door.js';
import { eventually } from '../support/eventually.js';
import { rawRequest } from '../support/raw-request.js';
import { Stage } from '../support/stage.js';

describe('what a process writes at the level trace while everything fails', { timeout: 60_000 }, () => {
  let stage: Stage;
  let bot: BotProcess;
  let door: DatabaseDoor;
  let proxy: Server;
  const metricsToken = 'the-token-of-the-metrics';
  const pages: string[] = [];

  beforeAll(async () => {
    stage = await Stage.set();
    door = await DatabaseDoor.open(stage.database.url);
    proxy = await brokenProxy();
    const { port } = proxy.address() as AddressInfo;
    bot = await stage.bot({
      LOG_LEVEL: 'trace',
      METRICS_TOKEN: metricsToken,
      DATABASE_URL: door.urlOf(stage.database.url),
      // Every call goes through a proxy that answers with pages of its own now and then.
      TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`,
    });
    await stage.telegram.actors.waitFor(() => stage.telegram.delivery.config.url !== '', 15_000);
  });
  afterAll(async () => {
    await stage.clear();
    await door.slam();
    proxy.closeAllConnections();
    proxy.close();
  });

  let brokenWith: number | undefined;

  /** In front of the local Telegram; while `brokenWith` is set it answers every call by itself, with HTML. */
  async function brokenProxy(): Promise<Server> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (brokenWith === undefined) {
          void pass(request.url ?? '', Buffer.concat(chunks)).then((text) => response.end(text));
          return;
        }
        response.writeHead(brokenWith, { 'content-type': 'text/html' });
        response.end(`<html>The proxy cannot take ${request.url ?? ''}</html>`);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }

  async function pass(path: string, body: Buffer): Promise<string> {
    const headers = { 'content-type': 'application/json' };
    return (await rawRequest(`${stage.telegram.url}${path}`, { body, headers })).text;
  }

  it('works, and fails, and works again', async () => {
    const nia = stage.customer('Nia');
    nia.start();
    nia.says('/buy10');
    const offer = await nia.sees('10 credits for');
    pages.push(nia.pageOf(offer, 'Pay'));
    nia.pays(nia.pageOf(offer, 'Pay'));
    await nia.sees('Paid');
    nia.says('/billing');
    pages.push(nia.pageOf(await nia.sees('private page'), 'billing'));

    for (const status of [413, 403, 500, 502]) {
      brokenWith = status;
      nia.says('/help');
      const before = bot.output.length;
      await eventually(`an answer fails with ${status}`, async () => {
        const rows = await stage.rows<{ failures: number }>(`select failures from lanes where failures > 0`);
        return rows.length > 0 || bot.output.length > before;
      });
      brokenWith = undefined;
      const wanted = [413, 403, 500, 502].indexOf(status) + 1;
      await nia.waitFor(
        () => nia.chat().filter(({ text }) => text.includes('How it works')).length === wanted,
        'help',
      );
    }

    stage.stripe.control.faults.api({ kind: '500-before-commit', times: 20 });
    nia.says('/buy25');
    await nia.sees('cannot be opened');
    stage.stripe.control.faults.clear();

    await door.slam();
    const refused = await rawRequest(`${bot.url}/telegram-webhook`, {
      body: '{"update_id":1,"message":{}}',
      headers: { 'x-telegram-bot-api-secret-token': 'the-secret-of-telegrams-webhook' },
    });
    expect(refused.status).toBe(503);
    await rawRequest(`${bot.url}/metrics`, {
      method: 'GET',
      headers: { authorization: `Bearer ${metricsToken}` },
    });
    await rawRequest(`${bot.url}/stripe-webhook`, {
      body: '{}',
      headers: { 'stripe-signature': 't=1,v1=0' },
    });
    await door.reopen();
    nia.says('/balance');
    await nia.sees('Auto-recharge');
    expect(await bot.terminate()).toBe(0);
  });

  it('says what failed, and no secret', () => {
    const { output } = bot;
    expect(output).toContain('the database is away');
    expect(output).toContain('no checkout for');
    expect(output.length).toBeGreaterThan(1_000);
    const [botId = '', tokenPart = ''] = stage.telegram.token.split(':');
    const secrets = {
      token: stage.telegram.token,
      'the token, escaped': `${botId}%3A${tokenPart}`,
      'the second half of the token': tokenPart,
      'Stripe key': stage.stripe.apiKey,
      'signing secret': stage.stripe.webhookSecret,
      'secret of the webhook': 'the-secret-of-telegrams-webhook',
      'metrics token': metricsToken,
      'database URL': door.urlOf(stage.database.url),
      'database password': 'postgres:postgres',
      ...Object.fromEntries(pages.map((page) => [page, page])),
      'checkout page': '/c/pay/',
    };
    const leaked = Object.entries(secrets).filter(([, secret]) => output.includes(secret));
    expect(leaked.map(([name, secret]) => `${name}: …${around(output, secret)}…`)).toEqual([]);
  });

  it('writes one JSON object a line', () => {
    for (const line of bot.output.trim().split('\n')) {
      expect(() => JSON.parse(line) as unknown, line).not.toThrow();
    }
  });
});

function around(text: string, part: string): string {
  const at = text.indexOf(part);
  return text.slice(Math.max(0, at - 200), at + part.length + 100);
}
