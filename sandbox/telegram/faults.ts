import { SeededRandom } from './state/seeded-random.js';
import type { Params } from './api/params.js';

export interface FaultRule {
  method?: string;
  chatId?: number | string;
  /** Only the nth matching call, counted from 1. */
  nth?: number;
  /** At most so many times; default: once with `nth`, else without end. */
  times?: number;
  /** 0 to 1, repeatable through `seed`. */
  probability?: number;
  seed?: number;
  /** Any further condition (in-process only). */
  when?: (params: Params) => boolean;
}

export type FaultEffect =
  | { error: { code: number; description: string; parameters?: Record<string, unknown> } }
  | { html: number }
  | { latencyMs: number }
  | 'execute-then-drop'
  | 'drop-before';

interface ActiveFault {
  rule: FaultRule;
  effect: FaultEffect;
  random: SeededRandom;
  seen: number;
  remaining: number;
}

/** Rules that break calls on purpose: errors, proxy pages, latency, lost answers. */
export class Faults {
  private active: ActiveFault[] = [];

  /** Returns a function that takes the rule away again. */
  add(rule: FaultRule, effect: FaultEffect): () => void {
    const fault: ActiveFault = {
      rule,
      effect,
      random: new SeededRandom(rule.seed ?? 1),
      seen: 0,
      remaining: rule.times ?? (rule.nth === undefined ? Number.POSITIVE_INFINITY : 1),
    };
    this.active.push(fault);
    return () => {
      this.active = this.active.filter((other) => other !== fault);
    };
  }

  clear(): void {
    this.active = [];
  }

  /** All effects for this call; counts it against every matching rule. */
  take(method: string, params: Params): FaultEffect[] {
    return this.active.filter((fault) => this.strikes(fault, method, params)).map((fault) => fault.effect);
  }

  private strikes(fault: ActiveFault, method: string, params: Params): boolean {
    const { rule } = fault;
    if (rule.method !== undefined && rule.method.toLowerCase() !== method.toLowerCase()) return false;
    if (rule.chatId !== undefined && String(rule.chatId) !== params.text('chat_id')) return false;
    if (rule.when !== undefined && !rule.when(params)) return false;
    fault.seen += 1;
    if (rule.nth !== undefined && fault.seen < rule.nth) return false;
    if (fault.remaining <= 0) return false;
    if (rule.probability !== undefined && fault.random.next() >= rule.probability) return false;
    fault.remaining -= 1;
    return true;
  }
}
