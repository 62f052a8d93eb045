import { Client, type ClientConfig } from 'pg';
import { begin, openingQuery } from './opening-query.js';
import { statementName } from './statement-names.js';

type Send = (...parameters: unknown[]) => unknown;

/**
 * The connections of the pool. Three things set them apart from plain ones.
 *
 * A connection that breaks outside any statement is news for nobody: the next statement fails or the pool replaces it.
 * Without a listener of its own it would end the process in the moment between pool and borrower, as it did whenever
 * PostgreSQL cut a connection right after it was made.
 *
 * Statements with parameters are prepared once per connection: planning the larger ones anew for every message cost
 * more than running them.
 *
 * `begin` waits for the first statement of its transaction and travels with it, which spares a round trip.
 */
export class PooledClient extends Client {
  private readonly send: Send;
  private knowsBegin = false;
  private owesBegin = false;

  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
    this.send = this.query.bind(this);
    this.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
      if (text === begin.text) return this.prepareToBegin();
      const name = Array.isArray(values) && values.length > 0 ? statementName(text) : undefined;
      if (this.owesBegin) return this.open(name, text, values);
      return name === undefined
        ? this.send(text, values, ...rest)
        : this.send({ name, text, values }, ...rest);
    }) as Client['query'];
  }

  /** The first transaction of a connection begins by itself and leaves the statement prepared. */
  private async prepareToBegin(): Promise<void> {
    if (this.knowsBegin) this.owesBegin = true;
    else await this.send({ ...begin });
    this.knowsBegin = true;
  }

  private async open(name: string | undefined, text: unknown, values: unknown): Promise<unknown> {
    this.owesBegin = false;
    if (name !== undefined && typeof text === 'string' && Array.isArray(values)) {
      return new Promise((resolve, reject) => {
        const opening = openingQuery({ name, text, values }, (error, result) => {
          if (error instanceof Error) reject(error);
          else resolve(result);
        });
        this.send(opening);
      });
    }
    await this.send({ ...begin });
    return this.send(text, values);
  }
}
