/** Why the process does not start, in words for an operator; their stack would tell nothing more. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

export class SchemaMissing extends StartError {
  constructor(missing: readonly string[]) {
    const [first = ''] = missing;
    const what =
      missing.length === 1 ? `migration ${first}` : `${missing.length} migrations, from ${first} on`;
    super(
      `The database lacks ${what}. Run "npm run migration:run", or set MIGRATE_ON_START=true to do that at every start.`,
    );
  }
}

export class DatabaseUnreachable extends StartError {
  constructor(reason: string) {
    super(`The database that DATABASE_URL names cannot be used: ${reason}`);
  }
}
