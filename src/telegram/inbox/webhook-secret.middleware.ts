import { Injectable, type NestMiddleware } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppConfig } from '../../config/app-config.js';

/** Nobody but Telegram knows the secret, and whoever does not is turned away before a byte of the body is read. */
@Injectable()
export class WebhookSecretMiddleware implements NestMiddleware<IncomingMessage, ServerResponse> {
  private readonly secret: Buffer;

  constructor(config: AppConfig) {
    this.secret = digest(config.telegram.webhookSecret);
  }

  use(request: IncomingMessage, response: ServerResponse, next: () => void): void {
    const given = request.headers['x-telegram-bot-api-secret-token'];
    // Digests have one length, so the comparison takes the same time whatever was sent.
    if (typeof given === 'string' && timingSafeEqual(digest(given), this.secret)) {
      next();
      return;
    }
    const body = JSON.stringify({ status: 401, error: 'Unauthorized' });
    response.writeHead(401, { 'content-type': 'application/json; charset=utf-8' }).end(body);
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
