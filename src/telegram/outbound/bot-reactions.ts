import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { deliveredReactions } from '../../config/delivered-reactions.js';
import type { Reaction, ShownReaction } from '../../conversations/reactions/reaction.js';
import { BotApi } from './bot-api.js';
import { refusedMark, unpaidMark } from '../views/refused-mark.js';
import { Refusal } from './refusal.js';

/** Stars given for a message. Bot API: bots set no paid reaction. */
const paidStandIn = '❤';
/** For a custom emoji that has no counterpart in the bots' list: somebody reacted, whatever they meant. */
const customStandIn = '👀';

/** A person's reactions in the bot's words. Bot API: one per message, out of a closed list. */
@Injectable()
export class BotReactions {
  constructor(
    private readonly api: BotApi,
    private readonly config: AppConfig,
  ) {}

  async show(chatId: number, messageId: number, shown: ShownReaction): Promise<void> {
    const emoji = await this.emojiFor(shown);
    const reaction = emoji === undefined ? [] : [{ type: 'emoji', emoji }];
    try {
      await this.api.call('setMessageReaction', { chat_id: chatId, message_id: messageId, reaction });
    } catch (error) {
      // The message was deleted meanwhile, or the group allows other reactions only: the copy stands all the same.
      if (!(error instanceof Refusal)) throw error;
    }
  }

  private async emojiFor(shown: ShownReaction): Promise<string | undefined> {
    switch (shown.kind) {
      case 'none':
        return undefined;
      case 'delivered':
        return this.config.telegram.deliveredReaction;
      case 'refused':
        return refusedMark;
      case 'unpaid':
        return unpaidMark;
      case 'paid':
        return paidStandIn;
      case 'emoji':
        return allowed(shown.value) ?? customStandIn;
      case 'custom_emoji':
        return allowed(await this.plainEmoji(shown)) ?? customStandIn;
    }
  }

  /** Bot API: a sticker's `emoji` is the plain one that it stands for. */
  private async plainEmoji({ value }: Reaction): Promise<string> {
    try {
      const request = { custom_emoji_ids: [value] };
      const [sticker] = await this.api.call<{ emoji?: string }[]>('getCustomEmojiStickers', request);
      return sticker?.emoji ?? '';
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return '';
    }
  }
}

/** Bot API: the list has no variation selectors, while people's keyboards add them. */
function allowed(emoji: string): string | undefined {
  const bare = emoji.replaceAll('\ufe0f', '');
  return deliveredReactions.find((known) => known === bare);
}
