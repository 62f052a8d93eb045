import { Client, type ClientConfig } from 'pg';
import { begin, commit, type Company, joinedQuery, rollback, type Statement } from './joined-query.js';
import { isStalePlan } from './stale-plan.js';
import { renameStatements, statementName } from './statement-names.js';

type Send = (...parameters: unknown[]) => unknown;
type Callback = (error: unknown, result?: unknown) => void;

/** Ends the text of a transaction's last statement, with which the commit is to travel; to PostgreSQL it is a comment. */
export const andCommit = '\n-- and commit';

/**
 * The connections of the pool. Three things set them apart from plain ones.
 *
 * A connection that breaks outside any statement is news for nobody: the next statement fails or the pool replaces it.
 * Without a listener of its own it would end the process in the moment between pool and borrower, as it did whenever
 * PostgreSQL cut a connection right after it was made.
 *
 * Statements with parameters are prepared once per connection: planning the larger ones anew for every message cost
 * more than running them. What a migration has changed meanwhile is prepared anew.
 *
 * `begin` waits for the first statement of its transaction and travels with it, which spares a round trip. So does the
 * commit where the last statement is known to be the last.
 */
export class PooledClient extends Client {
  private readonly send: Send;
  private knowsBegin = false;
  private owesBegin = false;
  private knowsCommit = false;

  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
    this.send = this.query.bind(this);
    this.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
      if (text === begin.text) return this.prepareToBegin();
      if (text === rollback && this.owesBegin) return this.forgetToBegin();
      const name = Array.isArray(values) && values.length > 0 ? statementName(text) : undefined;
      const isLast = typeof text === 'string' && text.endsWith(andCommit);
      if (this.owesBegin || isLast) return this.sendJoined(name, text, values, isLast);
      if (name === undefined) return this.send(text, values, ...rest);
      const answer = this.sendPrepared({ name, text: text as string, values: values as unknown[] });
      const callback = rest[0] as Callback | undefined;
      if (callback === undefined) return answer;
      answer.then((result) => {
        callback(null, result);
      }, callback);
      return undefined;
    }) as Client['query'];
  }

  private async sendPrepared(statement: Statement): Promise<unknown> {
    const isAlone = this.getTransactionStatus() === 'I';
    try {
      return await this.send(statement);
    } catch (error) {
      const name = this.renamed(statement, error);
      // Within a transaction nothing else can be sent; whoever runs it begins it anew.
      if (!isAlone || name === undefined) throw error;
      return this.send({ ...statement, name });
    }
  }

  /** The new name of a statement that failed for being prepared before a migration. */
  private renamed({ name, text }: Statement, error: unknown): string | undefined {
    if (!isStalePlan(error)) return undefined;
    renameStatements(name);
    return statementName(text);
  }

  /** The first transaction of a connection begins by itself and leaves the statement prepared. */
  private async prepareToBegin(): Promise<void> {
    if (this.knowsBegin) this.owesBegin = true;
    else await this.send({ ...begin });
    this.knowsBegin = true;
  }

  private forgetToBegin(): Promise<void> {
    this.owesBegin = false;
    return Promise.resolve();
  }

  private async sendJoined(
    name: string | undefined,
    text: unknown,
    values: unknown,
    isLast: boolean,
  ): Promise<unknown> {
    const isFirst = this.owesBegin;
    this.owesBegin = false;
    if (name === undefined || typeof text !== 'string' || !Array.isArray(values)) {
      if (isFirst) await this.send({ ...begin });
      return this.commitAfter(isLast, await this.send(text, values));
    }
    if (isFirst && isLast) return this.sendAlone({ name, text, values });
    const company = { begin: isFirst, commit: isLast && this.knowsCommit };
    const result = await this.sendWith(company, { name, text, values });
    return this.commitAfter(isLast && !company.commit, result);
  }

  /** One statement is a transaction by itself, and when it fails nothing has begun. */
  private async sendAlone(statement: Statement): Promise<unknown> {
    try {
      return await this.send(statement);
    } catch (error) {
      this.renamed(statement, error);
      this.owesBegin = true;
      throw error;
    }
  }

  private sendWith(company: Company, statement: Statement): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const joined = joinedQuery(statement, company, (error, result) => {
        if (!(error instanceof Error)) {
          resolve(result);
          return;
        }
        this.renamed(statement, error);
        reject(error);
      });
      this.send(joined);
    });
  }

  /** The first of a connection is sent by itself and leaves the commit prepared. */
  private async commitAfter(isOwed: boolean, result: unknown): Promise<unknown> {
    if (isOwed) {
      await this.send({ ...commit });
      this.knowsCommit = true;
    }
    return result;
  }
}
