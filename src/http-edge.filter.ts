import { type ArgumentsHost, Catch, HttpException, Logger } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseTrouble } from './jobs/lanes/database-trouble.js';

/** Telegram and Stripe come again; a short wait keeps a restart short. Bot API: `Retry-After` is honoured. */
const retryAfterSeconds = 2;

/** The one place where an HTTP request that failed gets its answer: classified, logged once, without inner details. */
@Catch()
export class HttpEdgeFilter extends BaseExceptionFilter {
  private readonly log = new Logger(HttpEdgeFilter.name);

  override catch(exception: unknown, host: ArgumentsHost): void {
    // Global filters are asked for updates too; those go back to the lane, which knows how to try again.
    if (host.getType() !== 'http') throw exception;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { method, url } = host.switchToHttp().getRequest<FastifyRequest>();
    // It took so long that the answer has been given.
    if (reply.sent) return;
    // A route may have announced another type for its success.
    void reply.type('application/json; charset=utf-8');
    if (exception instanceof HttpException) {
      const status = exception.getStatus();
      void reply.status(status).send({ status, error: exception.message });
      return;
    }
    const away = isDatabaseTrouble(exception);
    const status = away ? 503 : statusOf(exception);
    if (status >= 500)
      this.log.error(
        `${method} ${url.split('?')[0] ?? ''}: ${away ? 'the database is away' : String(exception)}`,
      );
    if (status === 503) void reply.header('retry-after', retryAfterSeconds);
    void reply.status(status).send({ status, error: status < 500 ? 'bad request' : 'not available' });
  }
}

/** Fastify's own errors (body too large, bad content length) carry their status. */
function statusOf(exception: unknown): number {
  const { statusCode } = exception as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 600 ? statusCode : 500;
}
