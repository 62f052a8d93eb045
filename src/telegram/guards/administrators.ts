import { Injectable } from '@nestjs/common';
import type { ChatMember } from 'telegraf/types';
import { Reader } from '../../database/reader.js';
import { SharedCache } from '../../database/shared-cache.js';
import { asTelegramId } from '../../kernel/ids.js';
import type { Actor } from '../../users/audit/audit-log.repository.js';
import { mayAdminister, type Role, roleOf, type Standing } from '../../users/team/role.js';
import { TeamRepository } from '../../users/team/team.repository.js';
import { BotApi } from '../outbound/bot-api.js';
import { Refusal } from '../outbound/refusal.js';
import type { BotContext } from '../updates/bot-context.js';

/** Bot API: rights change without an update when the bot may not see members, so the list is never kept long. */
const maxAgeMs = 60_000;
/** Bot API: `GroupAnonymousBot`, the sender of an anonymous administrator's messages. */
export const anonymousBotId = 1_087_968_824;

interface Listed {
  readonly id: number;
  readonly standing: Standing;
}

/** Who of a group may do what: Telegram's real administrators, also anonymous ones, and the roles given inside the bot. */
@Injectable()
export class Administrators {
  constructor(
    private readonly api: BotApi,
    private readonly cache: SharedCache,
    private readonly team: TeamRepository,
    private readonly reader: Reader,
  ) {}

  /** For what touches money, bans and settings. */
  async isAdministrator(ctx: BotContext): Promise<boolean> {
    const { chat, from } = ctx;
    if (chat === undefined || from === undefined) return false;
    if (writesAsGroup(ctx)) return true;
    const listed = (await this.list(chat.id)).find(({ id }) => id === from.id);
    if (listed === undefined) return false;
    return mayAdminister(listed.standing, await this.team.givenRole(this.reader, from.id));
  }

  /** Undefined for somebody who is not in the group. */
  async roleOf(ctx: BotContext): Promise<Role | undefined> {
    const { chat, from } = ctx;
    if (chat === undefined || from === undefined) return undefined;
    if (writesAsGroup(ctx)) return 'admin';
    const given = await this.team.givenRole(this.reader, from.id);
    return roleOf(await this.standing(ctx, chat.id, from.id), given);
  }

  /**
   * Whether the person takes part in the work: neither a viewer nor somebody who is not in the group. Asked for every
   * message, so Telegram is asked only where it decides.
   */
  async mayWork(ctx: BotContext): Promise<boolean> {
    if (ctx.from === undefined) return false;
    const given = await this.team.givenRole(this.reader, ctx.from.id);
    if (ctx.callbackQuery === undefined && given !== 'viewer') return true;
    const role = await this.roleOf(ctx);
    return role !== undefined && role !== 'viewer';
  }

  async isOwner(chatId: number, telegramId: number): Promise<boolean> {
    return (await this.list(chatId)).some(({ id, standing }) => id === telegramId && standing === 'creator');
  }

  forget(chatId: number): void {
    this.cache.forget(keyOf(chatId));
  }

  private async standing(ctx: BotContext, chatId: number, telegramId: number): Promise<Standing> {
    const listed = (await this.list(chatId)).find(({ id }) => id === telegramId);
    if (listed !== undefined) return listed.standing;
    // Whoever writes in the group is in it; who presses a button may have only seen it.
    if (ctx.callbackQuery === undefined) return 'member';
    const key = `member:${chatId}:${telegramId}`;
    return this.cache.get(key, () => this.ask(chatId, telegramId), maxAgeMs);
  }

  private async ask(chatId: number, telegramId: number): Promise<Standing> {
    try {
      const member = await this.api.call<ChatMember>('getChatMember', {
        chat_id: chatId,
        user_id: telegramId,
      });
      const isIn = member.status === 'member' || (member.status === 'restricted' && member.is_member);
      return isIn ? 'member' : 'none';
    } catch (error) {
      // Bot API: whoever never was in the group is refused with "user not found".
      if (error instanceof Refusal) return 'none';
      throw error;
    }
  }

  private list(chatId: number): Promise<readonly Listed[]> {
    return this.cache.get(
      keyOf(chatId),
      async () => {
        const members = await this.api.call<ChatMember[]>('getChatAdministrators', { chat_id: chatId });
        return members.map(({ user, status }) => ({
          id: user.id,
          standing: status === 'creator' ? ('creator' as const) : ('administrator' as const),
        }));
      },
      maxAgeMs,
    );
  }
}

const keyOf = (chatId: number): string => `administrators:${chatId}`;

/** Only administrators can write as the group itself. A pressed button always names the real person. */
function writesAsGroup(ctx: BotContext): boolean {
  return ctx.callbackQuery === undefined && isAnonymous(ctx);
}

function isAnonymous(ctx: BotContext): boolean {
  const senderChat = (ctx.message as { sender_chat?: { id: number } } | undefined)?.sender_chat;
  return ctx.from?.id === anonymousBotId && senderChat?.id === ctx.chat?.id;
}

/** The acting moderator, for the log. */
export function actorOf(ctx: BotContext): Actor {
  const { from } = ctx;
  if (from === undefined || writesAsGroup(ctx)) {
    return { telegramId: null, name: 'Anonymous administrator' };
  }
  const name = [from.first_name, from.last_name].filter((part) => part !== undefined).join(' ');
  return { telegramId: asTelegramId(from.id), name };
}
