import { readFileSync } from 'node:fs';
import type { Params } from './params.js';

interface Field {
  name: string;
  isRequired: boolean;
  types: string[];
}

/** Names that the server still reads although the documentation dropped them. */
const LEGACY = new Set([
  'method',
  'reply_to_message_id',
  'allow_sending_without_reply',
  'disable_web_page_preview',
]);

/**
 * Method names and parameters of the Bot API, from bot-api-methods.json ("name!:type|type", ! = required).
 * The server ignores what it does not know, so differences are warnings for the journal, not errors.
 */
export class MethodTable {
  private readonly methods = new Map<string, { name: string; fields: Map<string, Field> }>();

  constructor() {
    const text = readFileSync(new URL('./bot-api-methods.json', import.meta.url), 'utf8');
    const table = JSON.parse(text) as { methods: Record<string, string> };
    for (const [name, line] of Object.entries(table.methods)) {
      const fields = line.split(' ').filter(Boolean).map(parseField);
      this.methods.set(name.toLowerCase(), {
        name,
        fields: new Map(fields.map((field) => [field.name, field])),
      });
    }
  }

  /** The documented spelling. Bot API: method names are case-insensitive. */
  resolve(name: string): string | undefined {
    return this.methods.get(name.toLowerCase())?.name;
  }

  warnings(method: string, params: Params): string[] {
    const fields = this.methods.get(method.toLowerCase())?.fields ?? new Map<string, Field>();
    const warnings: string[] = [];
    for (const [name, value] of Object.entries(params.raw)) {
      const field = fields.get(name);
      if (field === undefined) {
        // Parts of an upload are addressed by attach:// and have free names.
        if (!LEGACY.has(name) && !params.files.has(name)) warnings.push(`unknown parameter ${name}`);
      } else if (!matches(field, value)) {
        warnings.push(`parameter ${name} should be ${field.types.join(' or ')}`);
      }
    }
    return warnings;
  }

  missing(method: string, params: Params): string[] {
    const fields = this.methods.get(method.toLowerCase())?.fields.values() ?? [];
    return [...fields]
      .filter((field) => field.isRequired && !params.has(field.name))
      .map((field) => field.name);
  }
}

function parseField(text: string): Field {
  const [name = '', types = ''] = text.split(':');
  return { name: name.replace('!', ''), isRequired: name.endsWith('!'), types: types.split('|') };
}

function matches(field: Field, value: unknown): boolean {
  // Forms carry everything as text.
  if (value === null || value === undefined || typeof value === 'string') return true;
  const type = Array.isArray(value) ? 'array' : typeof value;
  return field.types.some(
    (expected) =>
      (type === 'number' && (expected === 'float' || (expected === 'int' && Number.isInteger(value)))) ||
      (type === 'boolean' && expected === 'bool') ||
      type === expected ||
      // InputMedia and files are objects of many kinds.
      (expected === 'file' && type === 'object'),
  );
}
