import type { FaultEffect, Faults } from '../faults.js';
import type { Journal } from '../journal.js';
import type { RateLimiter } from '../rate-limiter.js';
import { ApiError } from './api-error.js';
import type { ApiHandlers } from './api-context.js';
import type { MethodTable } from './method-table.js';
import type { Params } from './params.js';

/** What goes back over the wire; `drop` closes the connection instead. */
export type ApiOutcome =
  | { type: 'answer'; result: unknown }
  | { type: 'error'; error: ApiError }
  | { type: 'html'; status: number }
  | { type: 'drop' };

interface Arrival {
  method: string;
  params: Params;
  arrivedAt: number;
}

interface Execution {
  outcome: ApiOutcome;
  isUnmodelled: boolean;
}

/** Takes one call through faults, limits and its handler, and writes it into the journal. */
export class Dispatcher {
  latencyMs = 0;

  constructor(
    private readonly table: MethodTable,
    private readonly handlers: ApiHandlers,
    private readonly faults: Faults,
    private readonly limiter: RateLimiter,
    private readonly journal: Journal,
  ) {}

  async call(name: string, params: Params): Promise<ApiOutcome> {
    const method = this.table.resolve(name);
    if (method === undefined) {
      return { type: 'error', error: ApiError.of(404, 'method not found') };
    }
    const arrival = { method, params, arrivedAt: this.journal.now() };
    const effects = this.faults.take(method, params);
    const latency = this.latencyMs + effects.reduce((sum, effect) => sum + latencyOf(effect), 0);
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    const { outcome, isUnmodelled } = await this.execute(method, params, effects);
    this.record(arrival, outcome, isUnmodelled, effects);
    return effects.includes('execute-then-drop') ? { type: 'drop' } : outcome;
  }

  private async execute(method: string, params: Params, effects: FaultEffect[]): Promise<Execution> {
    const fault = effects.map(outcomeOf).find((outcome) => outcome !== undefined);
    if (fault !== undefined) return { outcome: fault, isUnmodelled: false };
    const handler = Object.hasOwn(this.handlers, method) ? this.handlers[method] : undefined;
    try {
      this.limiter.check(method, params);
      if (handler === undefined) return { outcome: this.stub(method, params), isUnmodelled: true };
      const result: unknown = await handler(params);
      return { outcome: { type: 'answer', result }, isUnmodelled: false };
    } catch (error) {
      if (error instanceof ApiError) return { outcome: { type: 'error', error }, isUnmodelled: false };
      const text = error instanceof Error ? error.message : String(error);
      return { outcome: { type: 'error', error: ApiError.of(500, text) }, isUnmodelled: false };
    }
  }

  private stub(method: string, params: Params): ApiOutcome {
    const [missing] = this.table.missing(method, params);
    if (missing === undefined) return { type: 'answer', result: true };
    return { type: 'error', error: ApiError.badRequest(`parameter "${missing}" is required`) };
  }

  private record(
    { method, params, arrivedAt }: Arrival,
    outcome: ApiOutcome,
    isUnmodelled: boolean,
    effects: FaultEffect[],
  ): void {
    const error = outcome.type === 'error' ? outcome.error : undefined;
    this.journal.add({
      type: 'call',
      arrivedAt,
      method,
      params: params.raw,
      ok: outcome.type === 'answer',
      result: outcome.type === 'answer' ? outcome.result : undefined,
      error: error && { code: error.code, description: error.description, parameters: error.parameters },
      warnings: this.table.warnings(method, params),
      isUnmodelled,
      fault: effects.length === 0 ? undefined : effects.map((effect) => JSON.stringify(effect)).join(' '),
    });
  }
}

function latencyOf(effect: FaultEffect): number {
  return typeof effect === 'object' && 'latencyMs' in effect ? effect.latencyMs : 0;
}

/** Effects that replace the execution. */
function outcomeOf(effect: FaultEffect): ApiOutcome | undefined {
  if (effect === 'drop-before') return { type: 'drop' };
  if (typeof effect !== 'object') return undefined;
  if ('html' in effect) return { type: 'html', status: effect.html };
  if (!('error' in effect)) return undefined;
  const { code, description, parameters } = effect.error;
  return { type: 'error', error: new ApiError(code, description, parameters) };
}
