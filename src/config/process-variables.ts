import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** The environment with what `.env` adds; variables that are set already win over the file. */
export function processVariables(): NodeJS.ProcessEnv {
  if (existsSync('.env')) loadEnvFile('.env');
  return process.env;
}
