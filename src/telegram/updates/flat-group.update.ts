import { Update, Use } from 'nestjs-telegraf';
import { FlatGroups } from '../outbound/flat-groups.js';
import type { BotContext, Next } from './bot-context.js';

/** Whatever comes from a group shows whether it had topics then. An old update does not prove that it has them now. */
@Update()
export class FlatGroupUpdate {
  constructor(private readonly flat: FlatGroups) {}

  @Use()
  async look({ chat }: BotContext, next: Next): Promise<void> {
    if (chat?.type === 'supergroup' && chat.is_forum !== true) this.flat.suspect(chat.id);
    await next();
  }
}
