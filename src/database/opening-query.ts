import { Query, type QueryResult } from 'pg';

/** Prepared once per connection, so that it can be executed together with something else. */
export const begin = { name: 'begin', text: 'begin' } as const;

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/**
 * The first statement of a transaction and its `begin`, in one message. Both stand before the same Sync, so a `begin` that
 * fails takes the statement with it: PostgreSQL skips to the Sync after an error.
 */
export function openingQuery(
  statement: Statement,
  done: (error: Error | null | undefined, result?: QueryResult) => void,
): Query {
  const query = new Query(statement, (error: Error | null | undefined, results: unknown) => {
    done(error, Array.isArray(results) ? (results.at(-1) as QueryResult) : undefined);
  });
  const submit = query.submit.bind(query);
  query.submit = (connection) => {
    connection.stream.cork();
    try {
      connection.bind({ statement: begin.name }, false);
      connection.execute({}, false);
      submit(connection);
    } finally {
      connection.stream.uncork();
    }
  };
  return query;
}
