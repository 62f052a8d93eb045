import type { Metadata } from '../core/stored-objects.js';
import type { FormMap, FormValue } from './form-decoder.js';
import { StripeFailure } from './stripe-failure.js';

export type Range = Partial<Record<'gt' | 'gte' | 'lt' | 'lte' | 'eq', number>>;

/** Typed reading of decoded parameters. Stripe: everything is text on the wire; empty text means "unset". */
export class Params {
  constructor(
    readonly values: FormMap,
    private readonly path = '',
  ) {}

  name(key: string): string {
    return this.path === '' ? key : `${this.path}[${key}]`;
  }

  has(key: string): boolean {
    return this.values[key] !== undefined && this.values[key] !== '';
  }

  /** True when the caller sent the key with an empty text: clear the field. */
  clears(key: string): boolean {
    return this.values[key] === '';
  }

  text(key: string, max = 5_000): string | undefined {
    const value = this.values[key];
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string') throw StripeFailure.invalid('Invalid string: {}', this.name(key));
    if (value.length > max) {
      throw StripeFailure.invalid(
        `Invalid string: must be at most ${max} characters`,
        this.name(key),
        'parameter_invalid_string',
      );
    }
    return value;
  }

  requireText(key: string): string {
    const value = this.text(key);
    if (value === undefined) throw StripeFailure.missing(this.name(key));
    return value;
  }

  int(key: string): number | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    if (!/^-?\d+$/.test(text)) {
      throw StripeFailure.invalid(`Invalid integer: ${text}`, this.name(key), 'parameter_invalid_integer');
    }
    return Number(text);
  }

  requireInt(key: string): number {
    const value = this.int(key);
    if (value === undefined) throw StripeFailure.missing(this.name(key));
    return value;
  }

  bool(key: string): boolean | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    if (text !== 'true' && text !== 'false') {
      throw StripeFailure.invalid(`Invalid boolean: ${text}`, this.name(key));
    }
    return text === 'true';
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    const known = allowed.find((value) => value === text);
    if (known === undefined) {
      throw StripeFailure.invalid(`Invalid ${key}: must be one of ${allowed.join(', ')}`, this.name(key));
    }
    return known;
  }

  object(key: string): Params | undefined {
    const value = this.values[key];
    if (value === undefined || value === '') return undefined;
    if (!isMap(value)) throw StripeFailure.invalid('Invalid object', this.name(key));
    return new Params(value, this.name(key));
  }

  /** A nested hash that need not be there. */
  nested(key: string): Params {
    return this.object(key) ?? new Params({}, this.name(key));
  }

  list(key: string): Params[] {
    const name = this.name(key);
    return this.#array(key).map((value, index) => {
      if (!isMap(value)) throw StripeFailure.invalid('Invalid object', `${name}[${index}]`);
      return new Params(value, `${name}[${index}]`);
    });
  }

  texts(key: string): string[] {
    return this.#array(key).map((value) => {
      if (typeof value !== 'string') throw StripeFailure.invalid('Invalid string: {}', this.name(key));
      return value;
    });
  }

  metadata(current: Metadata = {}): Metadata {
    if (this.clears('metadata')) return {};
    const given = this.object('metadata');
    const changes = Object.entries(given?.values ?? {}).map(
      ([key, value]) => [key, checkMetadata(key, value, this.name('metadata'))] as const,
    );
    const all = Object.entries({ ...current, ...Object.fromEntries(changes) });
    const merged = Object.fromEntries(all.filter(([, value]) => value !== ''));
    if (Object.keys(merged).length > 50) {
      throw StripeFailure.invalid('Metadata can have at most 50 keys.', this.name('metadata'));
    }
    return merged;
  }

  /** `created=5` or `created[gte]=5`. */
  range(key: string): Range {
    if (typeof this.values[key] === 'string') {
      const eq = this.int(key);
      return eq === undefined ? {} : { eq };
    }
    const bounds = this.nested(key);
    const range: Range = {};
    for (const bound of ['gt', 'gte', 'lt', 'lte'] as const) {
      const value = bounds.int(bound);
      if (value !== undefined) range[bound] = value;
    }
    return range;
  }

  #array(key: string): FormValue[] {
    const value = this.values[key];
    if (value === undefined || value === '') return [];
    if (!Array.isArray(value)) throw StripeFailure.invalid('Invalid array', this.name(key));
    return value;
  }
}

function isMap(value: FormValue): value is FormMap {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Stripe: up to 50 keys, names up to 40 and values up to 500 characters. */
function checkMetadata(key: string, value: FormValue, param: string): string {
  if (typeof value !== 'string') {
    throw StripeFailure.invalid('Metadata values must be strings.', `${param}[${key}]`);
  }
  if (key.length > 40) throw StripeFailure.invalid('Metadata keys can have up to 40 characters.', param);
  if (value.length > 500) {
    throw StripeFailure.invalid('Metadata values can have up to 500 characters.', `${param}[${key}]`);
  }
  return value;
}
