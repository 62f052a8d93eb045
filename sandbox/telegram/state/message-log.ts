import type { UpdateQueue } from '../delivery/update-queue.js';
import type { ChatState } from './chat-state.js';
import { isJsonObject } from './json-object.js';
import type { MessageDraft, MessageState } from './message-state.js';
import type { Renderer } from './renderer.js';
import { CHANNEL_BOT, GROUP_ANONYMOUS_BOT } from './user-state.js';
import type { World } from './world.js';

/**
 * Writes messages and tells the bot about those that it may see. Server source: the bot gets its own service
 * messages but not its ordinary ones; other bots' messages are invisible; without admin rights in a group
 * (privacy mode) only commands, replies to the bot and service messages arrive.
 */
export class MessageLog {
  constructor(
    private readonly world: World,
    private readonly renderer: Renderer,
    private readonly updates: UpdateQueue,
  ) {}

  append(draft: MessageDraft): MessageState {
    const chat = this.world.chat(draft.chatId);
    const message: MessageState = {
      ...draft,
      id: this.world.nextMessageId(chat),
      date: this.world.clock.seconds(),
      isDeleted: false,
      isPinned: false,
      reactions: [],
    };
    chat.messages.set(message.id, message);
    this.publish(chat, message, 'message');
    this.world.changed();
    return message;
  }

  /** A topic's root carries its own id as the thread, so the thread is set before the bot hears of it. */
  appendTopicRoot(draft: MessageDraft): MessageState {
    const chat = this.world.chat(draft.chatId);
    return this.append({ ...draft, threadId: chat.lastMessageId + 1 });
  }

  /** `changes` become the message's new content; an actor's edit is announced, the bot's own is not. */
  edit(message: MessageState, changes: Partial<MessageDraft>): void {
    Object.assign(message, changes);
    message.editDate = this.world.clock.seconds();
    this.publish(this.world.chat(message.chatId), message, 'edited_message');
    this.world.changed();
  }

  private publish(chat: ChatState, message: MessageState, kind: 'message' | 'edited_message'): void {
    if (!this.isVisible(chat, message)) return;
    const channelKind = kind === 'message' ? 'channel_post' : 'edited_channel_post';
    this.updates.push(
      chat.type === 'channel' ? channelKind : kind,
      `chat:${chat.id}`,
      this.renderer.message(message),
    );
  }

  private isVisible(chat: ChatState, message: MessageState): boolean {
    const { bot } = this.world;
    const isService = message.kind === 'service';
    if (message.fromId === bot.id) return isService;
    if (chat.type === 'private') return !this.world.user(chat.id).hasBlocked;
    const member = chat.members.get(bot.id);
    if (member === undefined || member.status === 'left' || member.status === 'kicked') return false;
    if (message.fromId !== undefined && this.isForeignBot(message.fromId)) return false;
    return member.status === 'administrator' || isService || this.concernsBot(chat, message);
  }

  private isForeignBot(userId: number): boolean {
    return this.world.user(userId).isBot && userId !== GROUP_ANONYMOUS_BOT && userId !== CHANNEL_BOT;
  }

  private concernsBot(chat: ChatState, message: MessageState): boolean {
    const replied = message.replyTo === undefined ? undefined : chat.messages.get(message.replyTo);
    if (replied?.fromId === this.world.bot.id) return true;
    const entities = message.content['entities'];
    return (
      Array.isArray(entities) &&
      entities.some((entity) => isJsonObject(entity) && entity['type'] === 'bot_command')
    );
  }
}
