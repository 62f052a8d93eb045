import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { ApiCallEntry } from '../../sandbox/stripe/core/stripe-journal.js';

/** Folder with `stripe-23.1.0-*.json`, derived from the SDK's types; not part of this repository. */
const folder = process.env['API_SPECS_DIR'] ?? '';
const operationsFile = join(folder, 'stripe-23.1.0-operations.json');
const requestsFile = join(folder, 'stripe-23.1.0-request-params.schema.json');

export const isApiKnown = folder !== '' && existsSync(requestsFile);

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly params?: string;
}

interface Api {
  readonly operations: readonly (Operation & { readonly pattern: RegExp })[];
  readonly ajv: Ajv;
  readonly names: ReadonlySet<string>;
}

let api: Api | undefined;

/** What is wrong with the calls that were made to Stripe; nothing where the API's data is not at hand. */
export function malformed(calls: readonly Pick<ApiCallEntry, 'method' | 'path' | 'params'>[]): string[] {
  if (!isApiKnown) return [];
  api ??= read();
  const { ajv, names, operations } = api;
  return calls.flatMap(({ method, path, params }) => {
    const operation = operations.find((one) => one.method === method && one.pattern.test(path));
    if (operation === undefined) return [`${method} ${path} is no operation of the SDK`];
    const name = [operation.params ?? '', `StripeConstructor.${operation.params ?? ''}`].find((one) =>
      names.has(one),
    );
    const validate = name === undefined ? undefined : ajv.getSchema(`requests#/definitions/${name}`);
    // Numbers and booleans are text in a form; the validator reads them as what they should be.
    if (validate === undefined || validate(structuredClone(params))) return [];
    return problems(validate).map((problem) => `${method} ${path}: ${problem} in ${JSON.stringify(params)}`);
  });
}

function problems(validate: ValidateFunction): string[] {
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

function read(): Api {
  const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
  const requests = json(requestsFile) as { definitions: Record<string, object> };
  const { operations } = json(operationsFile) as { operations: Operation[] };
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: true });
  ajv.addSchema(requests, 'requests');
  return {
    operations: operations.map((one) => ({
      ...one,
      pattern: new RegExp(`^${one.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    })),
    ajv,
    names: new Set(Object.keys(requests.definitions)),
  };
}
