import type { MigrationInterface } from 'typeorm';
import { CreateLanes1764100000001 } from '../../migrations/1764100000001-create-lanes.js';

/** Every migration in order. Listed by hand so that compiled code, tests and the command line see the same ones. */
export const migrations: (new () => MigrationInterface)[] = [CreateLanes1764100000001];
