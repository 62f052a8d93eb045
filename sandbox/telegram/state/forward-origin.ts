import type { JsonObject } from './json-object.js';
import type { MessageState } from './message-state.js';
import type { Renderer } from './renderer.js';
import type { World } from './world.js';

/** Bot API: MessageOrigin of a forward. A forward of a forward keeps the first origin. */
export class ForwardOrigin {
  constructor(
    private readonly world: World,
    private readonly renderer: Renderer,
  ) {}

  of(message: MessageState): JsonObject {
    if (message.forwardOrigin !== undefined) return message.forwardOrigin;
    const { date } = message;
    if (this.world.chat(message.chatId).type === 'channel') {
      return { type: 'channel', date, chat: this.renderer.chat(message.chatId), message_id: message.id };
    }
    if (message.senderChatId !== undefined) {
      return { type: 'chat', date, sender_chat: this.renderer.chat(message.senderChatId) };
    }
    return this.ofUser(message.fromId ?? this.world.bot.id, date);
  }

  ofUser(userId: number, date: number): JsonObject {
    const user = this.world.user(userId);
    if (user.hidesForwards) {
      const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
      return { type: 'hidden_user', date, sender_user_name: name };
    }
    return { type: 'user', date, sender_user: this.renderer.user(userId) };
  }
}
