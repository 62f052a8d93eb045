import type { ChatId, TelegramId } from '../kernel/ids.js';
import type { CardContent } from './cards/card-content.js';
import type { Carried, LivePosition } from './messages/carried.js';
import type { ShownReaction } from './reactions/reaction.js';
import type { TopicMark } from './threads/thread.entity.js';

export interface TopicPlace {
  readonly chatId: ChatId;
  readonly topicId: number;
}

/** Messages of one chat to be shown in another, in order, in one call. */
export interface RelayRequest {
  readonly fromChatId: number;
  readonly messageIds: readonly number[];
  readonly how: 'copy' | 'forward';
  /** Only for a single copy: the message on the receiving side that it answers. */
  readonly replyTo: number | null;
  /** Of a single message, what is not copied along. */
  readonly carries: Carried | null;
}

/** Bot API: `InputMedia`, the file that took the place of another. */
export interface EditedMedia {
  readonly type: 'photo' | 'video' | 'animation' | 'audio' | 'document';
  readonly fileId: string;
}

/** New content of a message that was edited. Bot API: `Message`, entities as received. */
export type EditedContent =
  | { readonly type: 'text'; readonly text: string; readonly entities: unknown }
  | {
      readonly type: 'caption';
      readonly caption: string;
      readonly entities: unknown;
      /** Absent when only the caption changed. */
      readonly media?: EditedMedia;
    }
  | {
      readonly type: 'location';
      readonly position: LivePosition | null;
      readonly latitude: number;
      readonly longitude: number;
    };

/**
 * Telegram, as conversations need it. Refusals come as the errors of `conversations.errors.ts`; `TryLater` and
 * outside trouble pass through to the lane.
 */
export abstract class TopicGateway {
  /** A new topic is marked as `open`. */
  abstract createTopic(chatId: ChatId, name: string): Promise<number>;
  /** Without a name only the icon changes. */
  abstract markTopic(place: TopicPlace, mark: TopicMark, name: string | undefined): Promise<void>;
  abstract reopenTopic(place: TopicPlace): Promise<void>;
  abstract closeTopic(place: TopicPlace): Promise<void>;
  /** With everything in it; one that is gone already is no error. */
  abstract deleteTopic(place: TopicPlace): Promise<void>;
  /** The ids of the copies, one for each message and in their order. */
  abstract relayToTopic(place: TopicPlace, request: RelayRequest): Promise<readonly number[]>;
  abstract relayToCustomer(telegramId: TelegramId, request: RelayRequest): Promise<readonly number[]>;
  abstract edit(chatId: number, messageId: number, content: EditedContent): Promise<void>;
  /** A marked correction beside a copy that cannot be edited. */
  abstract showCorrection(
    place: { chatId: number; topicId: number | null },
    replyTo: number,
    content: EditedContent,
  ): Promise<void>;
  abstract remove(chatId: number, messageIds: readonly number[]): Promise<void>;
  abstract react(chatId: number, messageId: number, reaction: ShownReaction): Promise<void>;
  abstract postCard(place: TopicPlace, card: CardContent): Promise<number>;
  abstract editCard(place: TopicPlace, messageId: number, card: CardContent): Promise<void>;
  abstract pin(chatId: number, messageId: number): Promise<void>;
}
