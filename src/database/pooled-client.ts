import { Client, type ClientConfig } from 'pg';

/**
 * A connection that breaks outside any statement is news for nobody: the next statement fails or the pool replaces it.
 * Without a listener of its own it would end the process in the moment between pool and borrower, as it did whenever
 * PostgreSQL cut a connection right after it was made.
 */
export class PooledClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
