import type { ChatId, TelegramId, UserId } from '../../kernel/ids.js';
import type { Contact } from '../contacts/contact.js';
import type { MessageKind } from '../messages/message-kind.js';

/** Somebody's card in the Spam topic: who it is and what is to decide, or was decided. */
export interface SpamCard {
  readonly userId: UserId;
  readonly telegramId: TelegramId;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly username: string | null;
  readonly languageCode: string | null;
  readonly since: Date;
  readonly isBanned: boolean;
  readonly banReason: string | null;
  /** The group of their conversation, and its topic, if there is one. */
  readonly chatId: ChatId;
  readonly topicId: number | null;
  /** Where the card stands now. */
  readonly cardChatId: ChatId | null;
  readonly cardMessageId: number | null;
  readonly about: HeldContact | EndedFlood;
}

export interface HeldContact extends Pick<Contact, 'outcome' | 'decidedBy' | 'preview'> {
  readonly kind: 'contact';
  readonly held: number;
  readonly firstKind: MessageKind | null;
}

export interface EndedFlood {
  readonly kind: 'flood';
  readonly beganAt: Date;
  readonly lastAt: Date;
  readonly refused: number;
}
