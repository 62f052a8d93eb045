import type { JsonObject } from './json-object.js';

export const MEDIA_KINDS = [
  'photo',
  'video',
  'animation',
  'audio',
  'document',
  'voice',
  'video_note',
  'sticker',
] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];
/** What people send and bots only forward, if that; `hologram` stands for whatever a later Bot API adds. */
export const SPECIAL_KINDS = ['story', 'game', 'checklist', 'paid_media', 'giveaway', 'hologram'] as const;
export type SpecialKind = (typeof SPECIAL_KINDS)[number];
export type MessageKind =
  | 'text'
  | MediaKind
  | SpecialKind
  | 'location'
  | 'venue'
  | 'contact'
  | 'poll'
  | 'dice'
  | 'invoice'
  | 'service';

export interface ReactionState {
  actorId: number;
  emoji: string;
  /** Bot API: ReactionType of one that is no plain emoji; `emoji` is then what people see. */
  special?: JsonObject;
}

export interface MessageKey {
  chatId: number;
  messageId: number;
}

/** What a message needs when it is written. */
export interface MessageDraft {
  chatId: number;
  kind: MessageKind;
  /** The kind's own Bot API fields: text and entities, photo and caption, forum_topic_created... */
  content: JsonObject;
  fromId?: number | undefined;
  senderChatId?: number | undefined;
  /** Topic: the message id of its root. Undefined in General and outside forums. */
  threadId?: number | undefined;
  replyTo?: number | undefined;
  /** Bot API: TextQuote, the part of the replied message that is quoted. */
  quote?: JsonObject | undefined;
  mediaGroupId?: string | undefined;
  forwardOrigin?: JsonObject | undefined;
  replyMarkup?: JsonObject | undefined;
  isProtected?: boolean | undefined;
  /** For tests and the page: which message this one was copied or forwarded from. */
  copiedFrom?: MessageKey | undefined;
}

export interface MessageState extends MessageDraft {
  id: number;
  date: number;
  editDate?: number | undefined;
  isDeleted: boolean;
  isPinned: boolean;
  reactions: ReactionState[];
}
