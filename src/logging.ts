import type { Params } from 'nestjs-pino';
import type { AppConfig } from './config/app-config.js';

/** What is secret by its form: tokens in URLs, API keys, signing secrets, checkout and portal pages, databases. */
const secretForms = [
  /\d{6,}(?::|%3A)[\w-]{20,}/gi,
  /\b(?:sk|rk|whsec)_\w+/g,
  /https:\/\/(?:checkout|billing)\.stripe\.com\/[^\s"\\]+/g,
  /https?:\/\/[^\s"\\]+\/(?:c\/pay|p\/session)\/[^\s"\\]+/g,
  /\bpostgres(?:ql)?:\/\/[^\s"\\]+/g,
];
const replacement = '<secret>';

export function scrubbed(text: string): string {
  return secretForms.reduce((clean, form) => clean.replace(form, replacement), text);
}

/** Shorter values would be found inside innocent words. */
const shortestSecret = 8;

/** What is secret because the operator set it, whatever its form. */
function secretValues({ telegram, stripe, database, metricsToken }: AppConfig): string[] {
  const urls = [database.url, database.replicaUrl].filter((url) => url !== undefined);
  const values = [
    telegram.token,
    telegram.webhookSecret,
    stripe.apiKey ?? '',
    ...stripe.webhookSecrets,
    metricsToken ?? '',
    ...urls,
    ...urls.map((url) => decodeURIComponent(new URL(url).password)),
  ];
  return values
    .filter(({ length }) => length >= shortestSecret)
    .sort((one, other) => other.length - one.length);
}

/** Writes finished lines, so that nothing slips through inside an error or an object that somebody logged. */
export function cleanOutput(config: AppConfig, write: (line: string) => void): { write(line: string): void } {
  const values = secretValues(config);
  return {
    write: (line) => {
      write(scrubbed(values.reduce((clean, value) => clean.replaceAll(value, replacement), line)));
    },
  };
}

export function logging(config: AppConfig): Params {
  const options = {
    level: config.logLevel,
    // Webhooks are the traffic; their outcome is in the metrics and a line each would bury everything else.
    autoLogging: false,
    quietReqLogger: true,
    redact: ['req.headers', 'config.headers', 'err.config', 'err.on', 'err.response.body'],
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return { pinoHttp: [options, cleanOutput(config, (line) => process.stdout.write(line))] };
}
