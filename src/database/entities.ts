import { fileURLToPath } from 'node:url';

/**
 * Where the command line finds the entities; inside Nest each module registers its own (`autoLoadEntities`),
 * so that this folder need not know the folders to its right.
 */
export const compiledEntities = [fileURLToPath(new URL('../**/*.entity.js', import.meta.url))];
