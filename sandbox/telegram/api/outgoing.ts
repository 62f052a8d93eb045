import type { ChatState } from '../state/chat-state.js';
import type { JsonObject } from '../state/json-object.js';
import type { MessageLog } from '../state/message-log.js';
import type { MessageDraft, MessageKind, MessageState } from '../state/message-state.js';
import type { World } from '../state/world.js';
import { ApiError } from './api-error.js';
import type { ChatAccess } from './chat-access.js';
import type { Params } from './params.js';
import type { ReplyMarkupReader } from './reply-markup-reader.js';

export interface OutgoingPlace {
  chat: ChatState;
  threadId: number | undefined;
  replyTo: number | undefined;
  quote?: JsonObject | undefined;
}

/** What every sending method shares: the place, the reply, the keyboard, protection. */
export class Outgoing {
  constructor(
    private readonly world: World,
    private readonly access: ChatAccess,
    private readonly markup: ReplyMarkupReader,
    private readonly log: MessageLog,
  ) {}

  place(params: Params, kind: MessageKind): OutgoingPlace {
    const chat = this.access.writableChat(params, kind);
    let threadId = this.access.thread(chat, params.int('message_thread_id'));
    const replyTo = this.replyTarget(chat, params);
    // A reply without a thread lands in the topic of what it replies to.
    if (replyTo !== undefined) threadId ??= this.world.message(chat.id, replyTo)?.threadId;
    return { chat, threadId, replyTo, quote: this.quote(chat, replyTo, params) };
  }

  send(
    params: Params,
    kind: MessageKind,
    content: JsonObject,
    place = this.place(params, kind),
  ): MessageState {
    return this.write(params, place, { kind, content, replyMarkup: this.markup.read(params) });
  }

  write(
    params: Params,
    place: OutgoingPlace,
    draft: Pick<MessageDraft, 'kind' | 'content'> & Partial<MessageDraft>,
  ): MessageState {
    const isChannel = place.chat.type === 'channel';
    return this.log.append({
      ...draft,
      chatId: place.chat.id,
      fromId: this.world.bot.id,
      senderChatId: isChannel ? place.chat.id : undefined,
      threadId: place.threadId,
      replyTo: place.replyTo,
      quote: place.quote,
      isProtected: params.flag('protect_content') ? true : undefined,
    });
  }

  /** Bot API: "an exact substring of the message to be replied to"; the message fails without it. */
  private quote(chat: ChatState, replyTo: number | undefined, params: Params): JsonObject | undefined {
    const reply = params.object('reply_parameters');
    const text = reply?.['quote'];
    if (typeof text !== 'string' || text === '' || replyTo === undefined) return undefined;
    const content = this.world.message(chat.id, replyTo)?.content ?? {};
    const whole = content['text'] ?? content['caption'];
    if (typeof whole !== 'string' || !whole.includes(text)) throw ApiError.badRequest('QUOTE_TEXT_INVALID');
    return { text, position: whole.indexOf(text), is_manual: true };
  }

  private replyTarget(chat: ChatState, params: Params): number | undefined {
    const reply = params.object('reply_parameters');
    const messageId = reply === undefined ? params.int('reply_to_message_id') : Number(reply['message_id']);
    if (messageId === undefined || messageId === 0) return undefined;
    // A reply into another chat shows as external_reply; the emulator checks only that it exists.
    const otherChat = Number(reply?.['chat_id'] ?? chat.id);
    if (this.world.message(otherChat, messageId) !== undefined) {
      return otherChat === chat.id ? messageId : undefined;
    }
    if (reply?.['allow_sending_without_reply'] === true || params.flag('allow_sending_without_reply')) {
      return undefined;
    }
    throw ApiError.badRequest('message to be replied not found');
  }
}
