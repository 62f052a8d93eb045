import { Injectable } from '@nestjs/common';
import type { ChatMember } from 'telegraf/types';
import { SharedCache } from '../../database/shared-cache.js';
import { asTelegramId } from '../../kernel/ids.js';
import type { Actor } from '../../users/audit/audit-log.repository.js';
import { BotApi } from '../outbound/bot-api.js';
import type { BotContext } from '../updates/bot-context.js';

/** Bot API: rights change without an update when the bot may not see members, so the list is never kept long. */
const maxAgeMs = 60_000;
/** Bot API: `GroupAnonymousBot`, the sender of an anonymous administrator's messages. */
export const anonymousBotId = 1_087_968_824;

/** Who of a group may do what touches money, bans and settings: its real administrators, also anonymous ones. */
@Injectable()
export class Administrators {
  constructor(
    private readonly api: BotApi,
    private readonly cache: SharedCache,
  ) {}

  async isAdministrator(ctx: BotContext): Promise<boolean> {
    const { chat, from } = ctx;
    if (chat === undefined || from === undefined) return false;
    // Only administrators can write as the group itself. A pressed button always names the real person.
    if (ctx.callbackQuery === undefined && isAnonymous(ctx)) return true;
    return (await this.list(chat.id)).includes(from.id);
  }

  forget(chatId: number): void {
    this.cache.forget(keyOf(chatId));
  }

  private list(chatId: number): Promise<readonly number[]> {
    return this.cache.get(
      keyOf(chatId),
      async () => {
        const members = await this.api.call<ChatMember[]>('getChatAdministrators', { chat_id: chatId });
        return members.map(({ user }) => user.id);
      },
      maxAgeMs,
    );
  }
}

const keyOf = (chatId: number): string => `administrators:${chatId}`;

function isAnonymous(ctx: BotContext): boolean {
  const senderChat = (ctx.message as { sender_chat?: { id: number } } | undefined)?.sender_chat;
  return ctx.from?.id === anonymousBotId && senderChat?.id === ctx.chat?.id;
}

/** The acting moderator, for the log. */
export function actorOf(ctx: BotContext): Actor {
  const { from } = ctx;
  if (from === undefined || (ctx.callbackQuery === undefined && isAnonymous(ctx))) {
    return { telegramId: null, name: 'Anonymous administrator' };
  }
  const name = [from.first_name, from.last_name].filter((part) => part !== undefined).join(' ');
  return { telegramId: asTelegramId(from.id), name };
}
