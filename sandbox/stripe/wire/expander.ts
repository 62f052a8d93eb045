import type { StripeState } from '../core/stripe-state.js';
import { StripeFailure } from './stripe-failure.js';

type Json = Record<string, unknown>;

/** Fields that Stripe leaves out unless they are asked for by `expand`. */
export type Includable = (object: Json) => unknown;

/**
 * Replaces ids by objects. Stripe: paths with dots, `data.` in lists, at most four levels; a path that leads
 * to nothing expandable is refused.
 */
export class Expander {
  constructor(
    private readonly state: StripeState,
    private readonly includable: ReadonlyMap<string, Includable>,
  ) {}

  expand(answer: object, paths: readonly string[]): object {
    const copy = structuredClone(answer) as Json;
    for (const path of paths) {
      const parts = path.split('.');
      if (parts.length > 4 + (parts[0] === 'data' ? 1 : 0)) {
        throw StripeFailure.invalid('You cannot expand more than 4 levels of a property.', 'expand');
      }
      this.#walk(copy, parts, path);
    }
    return copy;
  }

  #walk(target: unknown, parts: readonly string[], path: string): void {
    const [part, ...rest] = parts;
    if (part === undefined || target === null || target === undefined) return;
    if (Array.isArray(target)) {
      for (const item of target) this.#walk(item, parts, path);
      return;
    }
    if (typeof target !== 'object') throw notExpandable(path);
    const node = target as Json;
    node[part] = this.#value(node, part, path, rest.length === 0);
    this.#walk(node[part], rest, path);
  }

  #value(node: Json, part: string, path: string, last: boolean): unknown {
    const include = this.includable.get(`${String(node['object'])}.${part}`);
    if (include && node[part] === undefined) return structuredClone(include(node));
    const value = node[part];
    if (value === undefined) throw notExpandable(path);
    if (Array.isArray(value)) return value.map((item: unknown) => this.#resolve(item) ?? item);
    const found = this.#resolve(value);
    if (found) return found;
    // An id of something gone stays an id; text that never was an id can't be expanded.
    if (last && typeof value === 'string' && !/^[a-z]+_/.test(value)) throw notExpandable(path);
    return value;
  }

  #resolve(value: unknown): object | undefined {
    if (typeof value !== 'string') return undefined;
    const found = this.state.find(value);
    return found ? structuredClone(found) : undefined;
  }
}

function notExpandable(path: string): StripeFailure {
  return StripeFailure.invalid(`This property cannot be expanded (${path}).`, 'expand');
}
