import { Injectable } from '@nestjs/common';
import type { MessageEntity, User } from 'telegraf/types';
import { Reader } from '../../database/reader.js';
import { type TeamMember, TeamRepository } from '../../users/team/team.repository.js';
import { commandOf, type BotContext } from './bot-context.js';
import { topicOf } from './listeners.js';
import { replyTargetOf } from './message-reading.js';

/** Whom of the team a command means: by @name, id, a mention without a username, or the message that it answers. */
@Injectable()
export class TeamFinder {
  constructor(
    private readonly reader: Reader,
    private readonly team: TeamRepository,
  ) {}

  /** `word`: what was written for the person; empty when nothing was. */
  async find(ctx: BotContext, word: string): Promise<TeamMember | undefined> {
    const mentioned = mentionOf(ctx);
    if (mentioned !== undefined) return this.known(mentioned);
    if (word === '') {
      const author = answeredAuthor(ctx);
      return author === undefined ? undefined : this.known(author);
    }
    if (word.toLowerCase() === 'me') return ctx.from === undefined ? undefined : this.known(ctx.from);
    if (/^\d{1,15}$/.test(word)) return this.team.byId(this.reader, Number(word));
    return this.team.byUsername(this.reader, word.replace(/^@/, ''));
  }

  private async known({ id, first_name, last_name, username }: User): Promise<TeamMember> {
    const name = [first_name, last_name].filter((part) => part !== undefined).join(' ');
    const role = await this.team.givenRole(this.reader, id);
    return { telegramId: id, name, username: username ?? null, role };
  }
}

/** Bot API: `text_mention`, a person without a username. */
function mentionOf(ctx: BotContext): User | undefined {
  const { entities = [] } = ctx.message as { entities?: MessageEntity[] };
  for (const entity of entities) if (entity.type === 'text_mention') return entity.user;
  return undefined;
}

function answeredAuthor(ctx: BotContext): User | undefined {
  const { message } = ctx;
  if (message === undefined || replyTargetOf(message, topicOf(ctx)) === null) return undefined;
  const author = (message as { reply_to_message?: { from?: User } }).reply_to_message?.from;
  return author?.is_bot === true ? undefined : author;
}

/** What stands behind the command: who, and the rest. */
export function whoAndRest(ctx: BotContext): [who: string, rest: string] {
  const words = (commandOf(ctx)?.rest ?? '').split(/\s+/).filter((word) => word !== '');
  return [words[0] ?? '', words.slice(1).join(' ')];
}
