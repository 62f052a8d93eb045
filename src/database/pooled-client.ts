import { Client, type ClientConfig } from 'pg';
import { statementName } from './statement-names.js';

/**
 * The connections of the pool. Two things set them apart from plain ones.
 *
 * A connection that breaks outside any statement is news for nobody: the next statement fails or the pool replaces it.
 * Without a listener of its own it would end the process in the moment between pool and borrower, as it did whenever
 * PostgreSQL cut a connection right after it was made.
 *
 * Statements with parameters are prepared once per connection: planning the larger ones anew for every message cost
 * more than running them.
 */
export class PooledClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
    const query = this.query.bind(this) as (...parameters: unknown[]) => unknown;
    this.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
      const name = Array.isArray(values) && values.length > 0 ? statementName(text) : undefined;
      return name === undefined ? query(text, values, ...rest) : query({ name, text, values }, ...rest);
    }) as Client['query'];
  }
}
