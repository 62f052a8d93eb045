import { ALL_RIGHTS } from './admin-rights.js';
import type { ChatState, MemberState } from './chat-state.js';
import type { JsonObject } from './json-object.js';
import { compact } from './json-object.js';
import type { MessageState } from './message-state.js';
import type { World } from './world.js';

/** Writes state as Bot API objects: User, Chat, Message, ChatMember. */
export class Renderer {
  constructor(private readonly world: World) {}

  user(id: number): JsonObject {
    const user = this.world.user(id);
    return compact({
      id: user.id,
      is_bot: user.isBot,
      first_name: user.isDeactivated ? '' : user.firstName,
      last_name: user.lastName,
      username: user.username,
      language_code: user.languageCode,
    });
  }

  chat(id: number): JsonObject {
    const chat = this.world.chat(id);
    if (chat.type === 'private') {
      const { first_name, last_name, username } = this.user(id);
      return compact({ id, first_name, last_name, username, type: 'private' });
    }
    return compact({
      id,
      title: chat.title,
      username: chat.username,
      type: chat.type,
      is_forum: chat.isForum ? true : undefined,
    });
  }

  message(message: MessageState): JsonObject {
    const chat = this.world.chat(message.chatId);
    return compact({
      ...this.head(message),
      message_thread_id: this.threadOf(chat, message),
      is_topic_message: message.threadId === undefined ? undefined : true,
      reply_to_message: this.repliedMessage(chat, message),
      quote: message.quote,
      edit_date: message.editDate,
      media_group_id: message.mediaGroupId,
      forward_origin: message.forwardOrigin,
      has_protected_content: message.isProtected === true || chat.isProtected ? true : undefined,
      ...message.content,
      reply_markup: message.replyMarkup?.['inline_keyboard'] === undefined ? undefined : message.replyMarkup,
    });
  }

  /** Bot API: MaybeInaccessibleMessage; a deleted message has date 0. */
  maybeInaccessible(chatId: number, messageId: number): JsonObject {
    const message = this.world.message(chatId, messageId);
    if (message !== undefined) return this.message(message);
    return { chat: this.chat(chatId), message_id: messageId, date: 0 };
  }

  /** Bot API: ChatMember, one shape per status. */
  member(member: MemberState): JsonObject {
    const user = this.user(member.userId);
    const { status } = member;
    if (status === 'creator') return { user, status, is_anonymous: member.isAnonymous };
    if (status === 'administrator') {
      const none = Object.fromEntries(Object.keys(ALL_RIGHTS).map((right) => [right, false]));
      return {
        user,
        status,
        can_be_edited: false,
        is_anonymous: member.isAnonymous,
        ...none,
        ...member.rights,
      };
    }
    if (status === 'kicked') return { user, status, until_date: member.untilDate ?? 0 };
    if (status === 'restricted') {
      return {
        user,
        status,
        is_member: true,
        until_date: member.untilDate ?? 0,
        can_send_messages: member.canSend,
      };
    }
    return { user, status };
  }

  /** Channel posts show the channel as their sender, never a person or the bot. */
  private head(message: MessageState): JsonObject {
    const isPost = this.world.chat(message.chatId).type === 'channel';
    return {
      message_id: message.id,
      from: message.fromId === undefined || isPost ? undefined : this.user(message.fromId),
      sender_chat: message.senderChatId === undefined ? undefined : this.chat(message.senderChatId),
      chat: this.chat(message.chatId),
      date: message.date,
    };
  }

  /** Replies outside topics carry the first message of their chain as a thread that is not a topic. */
  private threadOf(chat: ChatState, message: MessageState): number | undefined {
    if (message.threadId !== undefined) return message.threadId;
    if (chat.type !== 'supergroup' || message.replyTo === undefined) return undefined;
    let root = message.replyTo;
    for (let depth = 0; depth < 100; depth += 1) {
      const parent = chat.messages.get(root)?.replyTo;
      if (parent === undefined) break;
      root = parent;
    }
    return root;
  }

  /** Plain messages of a topic "reply" to the topic's root; nested replies are never written. */
  private repliedMessage(chat: ChatState, message: MessageState): JsonObject | undefined {
    const isRoot = message.threadId === message.id;
    const target = message.replyTo ?? (isRoot ? undefined : message.threadId);
    const replied = target === undefined ? undefined : chat.messages.get(target);
    if (replied === undefined || replied.isDeleted) return undefined;
    return compact({
      ...this.head(replied),
      message_thread_id: replied.threadId,
      is_topic_message: replied.threadId === undefined ? undefined : true,
      media_group_id: replied.mediaGroupId,
      forward_origin: replied.forwardOrigin,
      has_protected_content: replied.isProtected === true || chat.isProtected ? true : undefined,
      ...replied.content,
    });
  }
}
