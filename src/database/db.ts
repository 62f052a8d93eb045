import type { EntityManager } from 'typeorm';

declare const readMark: unique symbol;
declare const writeMark: unique symbol;

/** A connection for reading. Repository methods that only read take one; a `Tx` serves as one too. */
export interface Db {
  readonly [readMark]?: true;
  readonly manager: EntityManager;
  /** Runs one statement and returns its rows, also those of `update … returning`. */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/**
 * A running transaction. Only `Transactor.run` makes one, and every method that writes asks for it first,
 * so a write outside a transaction does not compile.
 */
export interface Tx extends Db {
  readonly [writeMark]: true;
  /**
   * Runs the last statement of the work together with the commit, which spares a round trip; nothing of it counts when it
   * fails. What it finds cannot change anything any more, so a statement that must not stand calls `refuse_as_last()`:
   * then the work runs again from the beginning, without this.
   */
  readonly endWith?: <Row>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;
  /** Runs after the commit and never after a rollback. For hints only: a crash in between loses it. */
  onCommit(hint: () => void): void;
}
