import { BadRequestException, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FrontDoor } from '../../database/front-door.js';
import { jsonText } from '../../jobs/lanes/json-text.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { routeOf } from './lane-of-update.js';
import { UpdatesInboxRepository } from './updates-inbox.repository.js';

/**
 * Where Telegram delivers. The update is stored before the answer and handled after it; no outside call happens in
 * between, because a group's updates wait for one another's answers (Bot API server: one in flight per chat).
 * `WebhookSecretMiddleware` has let the request in.
 */
@Controller('telegram-webhook')
export class TelegramWebhookController {
  constructor(
    private readonly inbox: UpdatesInboxRepository,
    private readonly door: FrontDoor,
    private readonly lanes: Lanes,
  ) {}

  @Post()
  @HttpCode(200)
  async receive(@Req() request: FastifyRequest): Promise<void> {
    const update = parse(request.body);
    const route = routeOf(update);
    if (route === undefined) return;
    const isNew = await this.inbox.store(this.door, route, jsonText(update));
    if (isNew) this.lanes.wake(route.isUrgent === true ? 'urgent' : 'inbound');
  }
}

function parse(body: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '') as unknown;
  } catch {
    throw new BadRequestException('the body is not JSON');
  }
}
