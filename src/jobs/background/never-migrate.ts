import type {} from 'graphile-worker';

/**
 * graphile-worker installs and upgrades its schema whenever it starts. Here only migrations change a schema, so a
 * start with another one fails and says what to do.
 */
export const neverMigrate: GraphileConfig.Plugin = {
  name: 'NeverMigratePlugin',
  version: '1.0.0',
  worker: {
    middleware: {
      bootstrap() {
        throw new Error(advice('has no tables for background jobs'));
      },
      async migrate(_next, { ctx, client }) {
        const { rows } = await client.query<{ version: number | null }>(
          `select max(id)::int as version from ${ctx.escapedWorkerSchema}.migrations`,
        );
        const found = rows[0]?.version ?? 0;
        const needed = ctx.maxMigrationNumber;
        if (found < needed)
          throw new Error(advice(`has job tables of version ${found}, but ${needed} is needed`));
      },
    },
  },
};

function advice(problem: string): string {
  return `The database ${problem}. Run \`npm run migration:run\`, or start with MIGRATE_ON_START=true.`;
}
