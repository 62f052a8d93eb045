import { setTimeout as sleep } from 'node:timers/promises';

import { API_VERSION } from '../core/api-version.js';
import type { ChangeSignal } from '../core/change-signal.js';
import type { StripeCore } from '../core/stripe-core.js';
import type { StripeJournal } from '../core/stripe-journal.js';
import type { ApiAccess } from './api-access.js';
import type { ApiFault, ApiFaults } from './api-faults.js';
import type { RouteTable } from './api-route.js';
import type { Expander } from './expander.js';
import { decodeForm, type FormMap } from './form-decoder.js';
import type { HttpReply, HttpRequest, Outcome } from './http-exchange.js';
import type { IdempotencyStore, StoredAnswer } from './idempotency-store.js';
import type { ParameterGuard } from './parameter-guard.js';
import { Params } from './params.js';
import { StripeFailure } from './stripe-failure.js';

export interface GatewayParts {
  core: StripeCore;
  routes: RouteTable;
  access: ApiAccess;
  guard: ParameterGuard;
  expander: Expander;
  idempotency: IdempotencyStore;
  faults: ApiFaults;
  journal: StripeJournal;
  changes: ChangeSignal;
  latency: { ms: number };
  /** Lets the emulated time do what is due before the call sees the state. */
  settle: () => void;
}

interface Call {
  request: HttpRequest;
  params: FormMap;
  requestId: string;
  key: string | null;
}

/** The `/v1` side: access, idempotency, faults, one synchronous operation, its answer, the journal. */
export class ApiGateway {
  constructor(private readonly parts: GatewayParts) {}

  async handle(request: HttpRequest): Promise<Outcome> {
    const call: Call = {
      request,
      params: decodeForm(request.method === 'POST' ? request.body : request.query),
      requestId: this.parts.core.ids.next('req', 14),
      key: request.method === 'POST' ? (request.headers['idempotency-key']?.toString() ?? null) : null,
    };
    try {
      this.parts.access.check(request.headers);
      const replay = call.key && this.parts.idempotency.begin(call.key, request.path, request.body);
      if (replay) return this.#replay(call, replay);
    } catch (error) {
      return this.#answer(call, this.#failed(call, error), false);
    }
    return this.#run(call);
  }

  async #run(call: Call): Promise<Outcome> {
    if (this.parts.latency.ms > 0) await sleep(this.parts.latency.ms);
    const fault = this.parts.faults.take(call.request.method, call.request.path);
    const early = this.#beforeCommit(call, fault);
    if (early !== undefined) return early;
    const answer = fault?.kind === '500-after-commit' ? this.#lost(call) : this.#execute(call);
    if (call.key) this.parts.idempotency.finish(call.key, answer);
    const reply = this.#answer(call, answer, false);
    return lateFailure(fault) ?? reply;
  }

  /** A stored answer travels the same unsafe way as a new one. */
  #replay(call: Call, stored: StoredAnswer): Outcome {
    const fault = this.parts.faults.take(call.request.method, call.request.path);
    const failure = fault && earlyFailure(fault);
    if (failure instanceof StripeFailure) return this.#answer(call, this.#failed(call, failure), false);
    const reply = this.#answer(call, stored, true);
    return failure ?? lateFailure(fault) ?? reply;
  }

  /** Stripe: what fails before the operation starts is not kept under the idempotency key. */
  #beforeCommit(call: Call, fault: ApiFault | undefined): Outcome | undefined {
    const failure = fault && earlyFailure(fault);
    if (failure === undefined) return undefined;
    if (call.key) this.parts.idempotency.release(call.key);
    if (failure instanceof StripeFailure) {
      return this.#answer(call, this.#failed(call, failure), false);
    }
    this.#record(call, null, false, failure);
    return failure;
  }

  #lost(call: Call): StoredAnswer {
    this.#execute(call);
    return this.#failed(call, serverError());
  }

  #execute(call: Call): StoredAnswer {
    const { core, routes, guard, expander } = this.parts;
    try {
      this.parts.settle();
      const found = routes.find(call.request.method, call.request.path);
      if (!found) {
        const where = `${call.request.method}: ${call.request.path}`;
        throw new StripeFailure(404, {
          type: 'invalid_request_error',
          message: `Unrecognized request URL (${where}). The emulator may not model it.`,
        });
      }
      guard.check(found.route.operation, call.params);
      const params = new Params(call.params);
      const paths = params.texts('expand');
      const origin = { id: call.requestId, idempotency_key: call.key };
      const result = core.events.during(origin, () => found.route.handle({ ids: found.ids, params }));
      const body = JSON.stringify(expander.expand(result, paths), null, 2);
      return { status: 200, body, requestId: call.requestId };
    } catch (error) {
      return this.#failed(call, error);
    } finally {
      core.later.run();
    }
  }

  #failed(call: Call, error: unknown): StoredAnswer {
    const failure = error instanceof StripeFailure ? error : serverError(error);
    return {
      status: failure.status,
      body: JSON.stringify(failure.toJson(call.requestId), null, 2),
      requestId: call.requestId,
    };
  }

  #answer(call: Call, answer: StoredAnswer, replayed: boolean): HttpReply {
    const error = answer.status < 400 ? null : answer.body;
    this.#record(call, answer.status, replayed, error);
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'request-id': call.requestId,
      'stripe-version': API_VERSION,
    };
    if (call.key) headers['idempotency-key'] = call.key;
    if (call.key && replayed) {
      headers['idempotent-replayed'] = 'true';
      headers['original-request'] = answer.requestId;
    }
    // Stripe: a stored failure stays the same, so repeating is pointless; a lock is worth another try.
    if (answer.status === 409) headers['stripe-should-retry'] = 'true';
    if (answer.status === 500 && replayed) headers['stripe-should-retry'] = 'false';
    return { status: answer.status, headers, body: answer.body };
  }

  #record(call: Call, status: number | null, replayed: boolean, error: string | null): void {
    this.parts.journal.record({
      kind: 'api',
      method: call.request.method,
      path: call.request.path,
      params: call.params,
      status,
      requestId: call.requestId,
      idempotencyKey: call.key,
      replayed,
      error,
    });
    this.parts.changes.notify();
  }
}

function earlyFailure(fault: ApiFault): StripeFailure | 'reset' | 'hang' | undefined {
  switch (fault.kind) {
    case '409':
      return new StripeFailure(409, {
        type: 'invalid_request_error',
        code: 'lock_timeout',
        message:
          'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request.',
      });
    case '429':
      return new StripeFailure(429, {
        type: 'rate_limit_error',
        code: 'rate_limit',
        message: 'Request rate limit exceeded.',
      });
    case 'balance-too-low':
      return StripeFailure.invalid(
        'Insufficient funds in your Stripe account to refund this charge.',
        undefined,
        'balance_insufficient',
      );
    case '500-before-commit':
      return serverError();
    case 'reset-before-commit':
      return 'reset';
    case 'hang-before-commit':
      return 'hang';
    case '500-after-commit':
    case 'reset-after-commit':
    case 'hang-after-commit':
      return undefined;
  }
}

function lateFailure(fault: ApiFault | undefined): 'reset' | 'hang' | undefined {
  if (fault?.kind === 'reset-after-commit') return 'reset';
  return fault?.kind === 'hang-after-commit' ? 'hang' : undefined;
}

function serverError(cause?: unknown): StripeFailure {
  const detail = cause instanceof Error ? ` ${cause.stack ?? cause.message}` : '';
  return new StripeFailure(500, {
    type: 'api_error',
    message: `An unknown error occurred.${detail}`,
  });
}
