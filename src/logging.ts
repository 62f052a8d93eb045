import type { Params } from 'nestjs-pino';
import type { AppConfig } from './config/app-config.js';

/** What must never be read in a log: tokens in URLs, API keys, signing secrets, checkout and portal pages. */
const secrets =
  /\d{6,}:[\w-]{20,}|\b(sk|rk|whsec)_\w+|https:\/\/(checkout|billing)\.stripe\.com\/\S+|postgres(ql)?:\/\/\S+/g;

export function scrubbed(text: string): string {
  return text.replace(secrets, '<secret>');
}

export function logging(config: AppConfig): Params {
  return {
    // No logger per request: its AsyncLocalStorage would slow every promise of the process down.
    forRoutes: [],
    pinoHttp: {
      level: config.logLevel,
      // Webhooks are the traffic; their outcome is in the metrics and a line each would bury everything else.
      autoLogging: false,
      quietReqLogger: true,
      redact: ['req.headers', 'config.headers', 'err.config', 'err.on', 'err.response.body'],
      hooks: {
        logMethod(args, method) {
          const clean = args.map((part: unknown) => (typeof part === 'string' ? scrubbed(part) : part));
          method.apply(this, clean as Parameters<typeof method>);
        },
      },
      formatters: { level: (label) => ({ level: label }) },
    },
  };
}
