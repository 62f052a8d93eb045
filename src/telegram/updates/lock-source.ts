import { Injectable } from '@nestjs/common';
import type { Message, MessageEntity } from 'telegraf/types';
import {
  type BareText,
  type ContentKind,
  contentKinds,
  type ContentSource,
} from '../../billing/content/content-item.js';
import { GroupAlbums } from '../../conversations/messages/group-albums.js';
import { MessagesRepository } from '../../conversations/messages/messages.repository.js';
import { Reader } from '../../database/reader.js';
import type { LockRefusal } from '../views/content-desk.view.js';
import type { BotContext } from './bot-context.js';
import { albumOf, isNote, kindOf } from './message-reading.js';
import { topicOf } from './listeners.js';

export type LockSourceResult =
  | { readonly refused: LockRefusal }
  | { readonly refused: null; readonly source: ContentSource & { readonly kind: ContentKind } };

/** What a moderator answered with `/lock`, as the content that can be sold, or why it cannot. */
@Injectable()
export class LockSource {
  constructor(
    private readonly reader: Reader,
    private readonly albums: GroupAlbums,
    private readonly messages: MessagesRepository,
  ) {}

  /** `forCustomer`: in a customer's topic, where it should be new to them. */
  async of(ctx: BotContext, forCustomer: boolean): Promise<LockSourceResult> {
    const replied = repliedMessage(ctx);
    if (replied === undefined) return { refused: 'no_reply' };
    if (replied.from?.id === ctx.botInfo.id) return { refused: forCustomer ? 'not_yours' : 'by_bot' };
    const kind = kindOf(replied);
    if (kind === undefined) return { refused: 'service' };
    if (kind === 'poll') return { refused: 'poll' };
    const single = contentKinds.find((candidate) => candidate === kind);
    if (single === undefined) return { refused: 'kind' };
    const { messageIds, isNote: isNoteAlbum } = await this.partsOf(replied);
    const chatId = replied.chat.id;
    if (forCustomer && (await this.messages.reachCustomer(this.reader, chatId, messageIds)))
      return { refused: 'known_to_customer' };
    const bareText = single === 'text' && isNote(replied) ? bareTextOf(replied) : null;
    if (bareText?.text === '') return { refused: 'empty' };
    const source = {
      kind: messageIds.length > 1 ? ('album' as const) : single,
      chatId,
      messageIds,
      hidesCaptions: single !== 'text' && (isNoteAlbum || isNote(replied)),
      bareText,
    };
    return { refused: null, source };
  }

  private async partsOf(message: Message): Promise<{ messageIds: readonly number[]; isNote: boolean }> {
    const mediaGroupId = albumOf(message);
    const alone = { messageIds: [message.message_id], isNote: false };
    if (mediaGroupId === null) return alone;
    const album = await this.albums.of(this.reader, message.chat.id, mediaGroupId);
    return album.messageIds.length > 0 ? album : alone;
  }
}

/** Bot API: in a topic every plain message names the topic's first message, which is no answer. */
function repliedMessage(ctx: BotContext): Message | undefined {
  const replied = (ctx.message as { reply_to_message?: Message } | undefined)?.reply_to_message;
  return replied?.message_id === topicOf(ctx) ? undefined : replied;
}

/** Without the mark and the spaces behind it. */
function bareTextOf(message: Message): BareText {
  const { text, entities = [] } = message as { text: string; entities?: MessageEntity[] };
  const start = /^\/\/\s*/.exec(text)?.[0].length ?? 0;
  const moved = entities
    .map((entity) => ({ ...entity, offset: entity.offset - start }))
    .filter(({ offset }) => offset >= 0);
  return { text: text.slice(start), entities: moved };
}
