import { ConfigError } from './config.errors.js';
import { processVariables } from './process-variables.js';
import { IsPostgresUrl } from './setting-rules.js';

/** The command line needs the database alone, so it must not ask for a bot token. */
export function databaseUrlFromEnvironment(): string {
  const url = processVariables()['DATABASE_URL'];
  const rule = new IsPostgresUrl();
  if (url === undefined || url === '') throw new ConfigError(['DATABASE_URL is missing']);
  if (!rule.validate(url)) throw new ConfigError([`DATABASE_URL ${rule.defaultMessage()}`]);
  return url;
}
