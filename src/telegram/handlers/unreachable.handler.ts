import { Injectable } from '@nestjs/common';
import { customerUnreachable } from '../../conversations/conversations.jobs.js';
import { OnEvent } from '../../jobs/background/job-handler.js';
import type { TelegramId } from '../../kernel/ids.js';
import { MarkReach } from '../../users/mark-reach.use-case.js';

@Injectable()
@OnEvent(customerUnreachable, 'reach')
export class UnreachableHandler {
  constructor(private readonly reach: MarkReach) {}

  async handle(event: { telegramId: TelegramId; reach: 'blocked_bot' | 'deactivated' }): Promise<void> {
    await this.reach.execute(event.telegramId, event.reach);
  }
}
