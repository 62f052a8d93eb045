import { type Connection, Query, type QueryResult } from 'pg';

/** Prepared once per connection, so that they can be executed together with something else. */
export const begin = { name: 'begin', text: 'begin' } as const;
export const commit = { name: 'commit', text: 'commit' } as const;
export const rollback = 'rollback';

export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** What goes with a statement. */
export interface Company {
  readonly begin: boolean;
  readonly commit: boolean;
}

/**
 * A statement with the `begin` before it, the `commit` behind it, or both, in one message. All stand before the same Sync,
 * so whatever fails takes with it what follows: PostgreSQL skips to the Sync after an error, and there is no commit.
 */
export function joinedQuery(
  statement: Statement,
  company: Company,
  done: (error: Error | null | undefined, result?: QueryResult) => void,
): Query {
  const query = new Query(statement, (error: Error | null | undefined, results: unknown) => {
    const all = (Array.isArray(results) ? results : [results]) as QueryResult[];
    done(error, all[company.begin && all.length > 1 ? 1 : 0]);
  });
  const submit = query.submit.bind(query);
  query.submit = (connection) => {
    connection.stream.cork();
    try {
      if (company.begin) execute(connection, begin.name);
      submit(company.commit ? committing(connection) : connection);
    } finally {
      connection.stream.uncork();
    }
  };
  return query;
}

/** The commit follows the execution itself: where values cannot be sent there is none. */
function committing(connection: Connection): Connection {
  return Object.create(connection, {
    execute: {
      value: (...parameters: Parameters<Connection['execute']>) => {
        connection.execute(...parameters);
        execute(connection, commit.name);
      },
    },
  }) as Connection;
}

function execute(connection: Connection, statement: string): void {
  connection.bind({ statement }, false);
  connection.execute({}, false);
}
