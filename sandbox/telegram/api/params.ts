import type { JsonObject } from '../state/json-object.js';
import { isJsonObject } from '../state/json-object.js';
import { ApiError } from './api-error.js';

export interface UploadedFile {
  name: string;
  mimeType: string;
  bytes: Buffer;
}

/**
 * Parameters of one call. In queries and forms every value is a string and nested values are JSON inside
 * strings, so each reader accepts both. Bot API: "Making requests".
 */
export class Params {
  constructor(
    readonly raw: JsonObject,
    readonly files: ReadonlyMap<string, UploadedFile> = new Map(),
  ) {}

  text(name: string): string | undefined {
    const value = this.raw[name];
    if (typeof value === 'string') return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  }

  int(name: string): number | undefined {
    const value = this.raw[name];
    if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
    return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
  }

  float(name: string): number | undefined {
    const value = Number(this.text(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  }

  flag(name: string): boolean {
    const value = this.raw[name];
    return (
      value === true || (typeof value === 'string' && ['true', '1', 'yes'].includes(value.toLowerCase()))
    );
  }

  object(name: string): JsonObject | undefined {
    const value = this.json(name);
    if (value === undefined || value === null) return undefined;
    if (!isJsonObject(value)) throw ApiError.badRequest(`can't parse ${name}: object expected`);
    return value;
  }

  array(name: string): unknown[] | undefined {
    const value = this.json(name);
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw ApiError.badRequest(`can't parse ${name}: array expected`);
    return value as unknown[];
  }

  objects(name: string): JsonObject[] | undefined {
    return this.array(name)?.map((item) => {
      if (!isJsonObject(item)) throw ApiError.badRequest(`can't parse ${name}: object expected`);
      return item;
    });
  }

  integers(name: string): number[] | undefined {
    return this.array(name)?.map((item) => {
      const value = typeof item === 'string' ? Number(item) : item;
      if (typeof value !== 'number' || !Number.isInteger(value)) {
        throw ApiError.badRequest(`can't parse ${name}: integer expected`);
      }
      return value;
    });
  }

  has(name: string): boolean {
    const value = this.raw[name];
    return (value !== undefined && value !== null && value !== '') || this.files.has(name);
  }

  /** The same call with other parameters, for methods that are made of others. */
  with(fields: JsonObject): Params {
    return new Params({ ...this.raw, ...fields }, this.files);
  }

  private json(name: string): unknown {
    const value = this.raw[name];
    if (typeof value !== 'string') return value;
    if (value === '') return undefined;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw ApiError.badRequest(`can't parse ${name} JSON object`);
    }
  }
}
