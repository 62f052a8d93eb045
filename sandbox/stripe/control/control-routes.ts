import type { ServerResponse } from 'node:http';

import type { ChangeSignal } from '../core/change-signal.js';
import type { StripeJournal } from '../core/stripe-journal.js';
import type { StripeState } from '../core/stripe-state.js';
import { json, type HttpReply, type HttpRequest } from '../wire/http-exchange.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import type { StripeControl } from './stripe-control.js';

const ACTIONS = [
  'payCheckout',
  'failCheckout',
  'authenticateCheckout',
  'cancelCheckout',
  'expireCheckout',
  'completeAsync',
  'settlePayment',
  'refundFromDashboard',
  'failRefund',
  'createDispute',
  'closeDispute',
  'createEarlyFraudWarning',
  'openReview',
  'closeReview',
  'renewSubscription',
  'failRenewal',
  'endSubscription',
  'advanceClock',
  'setCardScenario',
  'editMetadata',
  'deleteProduct',
  'deletePrice',
  'saveDefaultPortalConfiguration',
  'rollSecret',
  'resend',
  'sendRaw',
  'retryWebhooks',
  'sessions',
  'events',
  'charges',
  'subscriptions',
] as const satisfies readonly (keyof StripeControl)[];
const FAULTS = { 'faults/api': 'api', 'faults/webhook': 'webhook', 'faults/clear': 'clear' } as const;
/** The sandbox page is served from another port of the same machine. */
const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' };

/** The control API over HTTP: `POST /control/<action>` with a JSON list of the arguments. */
export class ControlRoutes {
  constructor(
    private readonly control: StripeControl,
    private readonly state: StripeState,
    private readonly journal: StripeJournal,
    private readonly changes: ChangeSignal,
  ) {}

  async handle(request: HttpRequest): Promise<HttpReply> {
    if (request.method === 'OPTIONS') return { status: 204, headers: CORS, body: '' };
    const name = request.path.slice('/control/'.length);
    if (request.method === 'GET' && name === 'state') return json(200, this.#state(), CORS);
    if (request.method !== 'POST') return json(405, { error: 'Use POST.' }, CORS);
    try {
      const result = await this.#call(name, readArguments(request.body));
      return result === NOT_FOUND
        ? json(404, { error: `No control action ${name}.` }, CORS)
        : json(200, { result: result ?? null }, CORS);
    } catch (error) {
      const status = error instanceof StripeFailure ? error.status : 400;
      return json(status, { error: error instanceof Error ? error.message : String(error) }, CORS);
    }
  }

  /** Server-sent events: each journal entry, and `changed` whenever the state may have changed. */
  stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...CORS });
    response.write(': connected\n\n');
    const stops = [
      this.journal.subscribe((entry) => response.write(`event: journal\ndata: ${JSON.stringify(entry)}\n\n`)),
      this.changes.subscribe(() => response.write('event: changed\ndata: {}\n\n')),
    ];
    response.on('close', () => {
      for (const stop of stops) stop();
    });
  }

  async #call(name: string, args: unknown[]): Promise<unknown> {
    const action = ACTIONS.find((one) => one === name);
    if (action) return await callByName(this.control, action, args);
    const fault = Object.hasOwn(FAULTS, name) ? FAULTS[name as keyof typeof FAULTS] : undefined;
    return fault ? callByName(this.control.faults, fault, args) : NOT_FOUND;
  }

  #state(): object {
    const shown = Object.entries(this.state.dump()).filter(([table]) => table !== 'endpointSecrets');
    return { ...Object.fromEntries(shown), events: this.state.events.newestFirst().slice(0, 200) };
  }
}

const NOT_FOUND = Symbol('not found');

/** The names come from the lists above, never from the caller. */
function callByName(target: object, name: string, args: unknown[]): unknown {
  return (target as Record<string, (...args: unknown[]) => unknown>)[name]?.(...args);
}

function readArguments(body: string): unknown[] {
  if (body.trim() === '') return [];
  const value: unknown = JSON.parse(body);
  return Array.isArray(value) ? (value as unknown[]) : [value];
}
