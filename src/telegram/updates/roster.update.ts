import { Update } from 'nestjs-telegraf';
import { Reader } from '../../database/reader.js';
import { TeamRepository } from '../../users/team/team.repository.js';
import type { BotContext, Next } from './bot-context.js';
import { FromTeam } from './listeners.js';

/** Remembers who is at work in the group, so that /assign and /role can find them by name. */
@Update()
export class RosterUpdate {
  constructor(
    private readonly team: TeamRepository,
    private readonly reader: Reader,
  ) {}

  @FromTeam()
  async remember(ctx: BotContext, next: Next): Promise<void> {
    const { from } = ctx;
    if (from !== undefined) {
      const name = [from.first_name, from.last_name].filter((part) => part !== undefined).join(' ');
      const person = { telegramId: from.id, name, username: from.username ?? null };
      await this.team.seen(this.reader, person);
    }
    await next();
  }
}
