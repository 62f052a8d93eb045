import type { JsonObject } from '../state/json-object.js';
import type { MessageKey, MessageKind, MessageState, ReactionState } from '../state/message-state.js';
import { emojiOfIcon } from '../state/topic-icons.js';
import type { World } from '../state/world.js';
import type { IdRef } from './refs.js';
import { idOf } from './refs.js';

export interface VisibleMessage {
  message_id: number;
  chatId: number;
  kind: MessageKind;
  fromId?: number | undefined;
  isFromBot: boolean;
  date: number;
  /** Text or caption. */
  text: string;
  content: JsonObject;
  buttons: JsonObject[][];
  threadId?: number | undefined;
  replyTo?: number | undefined;
  /** What a reply quotes. */
  quote?: string | undefined;
  mediaGroupId?: string | undefined;
  forwardOrigin?: JsonObject | undefined;
  copiedFrom?: MessageKey | undefined;
  reactions: ReactionState[];
  isPinned: boolean;
  isDeleted: boolean;
  isEdited: boolean;
  isProtected: boolean;
}

export interface TopicView {
  threadId: number;
  name: string;
  /** The emoji of its icon; undefined for the plain coloured one. */
  icon: string | undefined;
  isClosed: boolean;
  isDeleted: boolean;
  messages: number;
}

export interface TranscriptOptions {
  withDeleted?: boolean;
  /** Default: without service messages. */
  withService?: boolean;
}

/** What people see, for tests and the page. */
export class Transcript {
  constructor(private readonly world: World) {}

  /** In order. Without a topic: the whole chat; topic 0: General. */
  messages(chat: IdRef, threadId?: number, options: TranscriptOptions = {}): VisibleMessage[] {
    return [...(this.world.chats.get(idOf(chat))?.messages.values() ?? [])]
      .filter((message) => threadId === undefined || (message.threadId ?? 0) === threadId)
      .filter((message) => options.withDeleted === true || !message.isDeleted)
      .filter((message) => options.withService === true || message.kind !== 'service')
      .map((message) => this.view(message));
  }

  last(chat: IdRef, threadId?: number): VisibleMessage | undefined {
    return this.messages(chat, threadId).at(-1);
  }

  topics(chat: IdRef, options: { withDeleted?: boolean } = {}): TopicView[] {
    const state = this.world.chat(idOf(chat));
    return [...state.topics.values()]
      .filter((topic) => options.withDeleted === true || topic.deletedAtMs === undefined)
      .map((topic) => ({
        threadId: topic.id,
        name: topic.name,
        icon: topic.iconCustomEmojiId === undefined ? undefined : emojiOfIcon(topic.iconCustomEmojiId),
        isClosed: topic.isClosed,
        isDeleted: topic.deletedAtMs !== undefined,
        messages: this.messages(state.id, topic.id).length,
      }));
  }

  private view(message: MessageState): VisibleMessage {
    const { content } = message;
    const text = content['text'] ?? content['caption'];
    const rows = message.replyMarkup?.['inline_keyboard'];
    return {
      message_id: message.id,
      chatId: message.chatId,
      kind: message.kind,
      fromId: message.fromId,
      isFromBot: message.fromId === this.world.bot.id,
      date: message.date,
      text: typeof text === 'string' ? text : '',
      content,
      buttons: Array.isArray(rows) ? (rows as JsonObject[][]) : [],
      threadId: message.threadId,
      replyTo: message.replyTo,
      quote: message.quote?.['text'] as string | undefined,
      mediaGroupId: message.mediaGroupId,
      forwardOrigin: message.forwardOrigin,
      copiedFrom: message.copiedFrom,
      reactions: [...message.reactions],
      isPinned: message.isPinned,
      isDeleted: message.isDeleted,
      isEdited: message.editDate !== undefined,
      isProtected: message.isProtected === true,
    };
  }
}
