import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import type { AppConfig } from './config/app-config.js';
import { HttpEdgeFilter } from './http-edge.filter.js';
import type { Clock } from './kernel/clock.js';

/** Bot API: an update can exceed 512 KiB; a body of one megabyte and its framing must pass. */
const bodyLimit = 1_048_576 + 65_536;
/** Stripe: events carry whole objects, an invoice all of its lines. */
const stripeBodyLimit = 4 * 1_048_576;
/** A database that went silent: the sender comes again, and its queue must not wait for a minute until it does. */
const webhookPatienceMs = 8_000;
/** A sender that trickles its body must not hold a connection for ever. */
const requestTimeout = 60_000;

/** Builds the application without listening; `main` and the tests do that. */
export async function createApplication(config?: AppConfig, clock?: Clock): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit, requestTimeout, forceCloseConnections: true });
  // Both webhooks need the raw bytes and their own order of checks (secret before syntax), so nothing is parsed here.
  const fastify = adapter.getInstance();
  fastify.addHook('onRoute', (route) => {
    if (route.url === '/stripe-webhook') route.bodyLimit = stripeBodyLimit;
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    // What the sender calls the bytes does not matter, and a name that is none would be refused.
    delete request.raw.headers['content-type'];
    done();
  });
  fastify.addHook('preHandler', (request, reply, done) => {
    if (request.url.includes('-webhook')) limitWaiting(reply);
    done();
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, clock), adapter, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.useGlobalFilters(new HttpEdgeFilter(app.get(HttpAdapterHost).httpAdapter));
  return app;
}

/** What is stored after this answer is known when the sender comes again. Fastify's `handlerTimeout` ends with the body. */
function limitWaiting(reply: FastifyReply): void {
  const timer = setTimeout(() => {
    if (!reply.sent) void reply.send(Object.assign(new Error('not stored in time'), { statusCode: 503 }));
  }, webhookPatienceMs);
  reply.raw.once('close', () => {
    clearTimeout(timer);
  });
}
