import { Update } from 'nestjs-telegraf';
import { GroupAlbums } from '../../conversations/messages/group-albums.js';
import type { BotContext, Next } from './bot-context.js';
import { GroupAlbumPart } from './listeners.js';
import { albumOf, isNote } from './message-reading.js';

/** Albums of moderators: remembered whole, and none of an album behind // goes on to the customer. */
@Update()
export class GroupAlbumUpdate {
  constructor(private readonly albums: GroupAlbums) {}

  @GroupAlbumPart()
  async part(ctx: BotContext, next: Next): Promise<void> {
    const { message, chat } = ctx;
    const mediaGroupId = message === undefined ? null : albumOf(message);
    if (message === undefined || chat === undefined || mediaGroupId === null) return next();
    const part = { chatId: chat.id, messageId: message.message_id, mediaGroupId, isNote: isNote(message) };
    if (!(await this.albums.keep(part))) await next();
  }
}
