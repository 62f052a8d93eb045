import { EventEmitter } from 'node:events';
import type { EmulatorClock } from '../emulator-clock.js';
import type { CallbackQueryState } from './callback-query-state.js';
import type { ChatState, TopicState } from './chat-state.js';
import type { FileState } from './file-state.js';
import type { JsonObject } from './json-object.js';
import type { MessageState } from './message-state.js';
import { SeededRandom } from './seeded-random.js';
import { StarState } from './star-state.js';
import type { UserState } from './user-state.js';
import { CHANNEL_BOT, GROUP_ANONYMOUS_BOT, TELEGRAM_SERVICE } from './user-state.js';

export interface BotIdentity {
  id: number;
  username: string;
  firstName: string;
}

/** Everything that exists on this Telegram: accounts, chats, messages, files, pending button presses, payments. */
export class World extends EventEmitter<{ change: [] }> {
  readonly users = new Map<number, UserState>();
  readonly chats = new Map<number, ChatState>();
  readonly files = new Map<string, FileState>();
  readonly callbackQueries = new Map<string, CallbackQueryState>();
  /** Bot commands by scope key, as setMyCommands stored them. */
  readonly commands = new Map<string, JsonObject[]>();
  readonly stars = new StarState();
  readonly counters = new Map<string, number>();
  readonly random: SeededRandom;

  constructor(
    readonly clock: EmulatorClock,
    readonly bot: BotIdentity,
    seed: number,
  ) {
    super();
    this.setMaxListeners(0);
    this.random = new SeededRandom(seed);
    this.addAccount(bot.id, bot.firstName, true, bot.username);
    this.addAccount(GROUP_ANONYMOUS_BOT, 'Group', true, 'GroupAnonymousBot');
    this.addAccount(CHANNEL_BOT, 'Channel', true, 'Channel_Bot');
    this.addAccount(TELEGRAM_SERVICE, 'Telegram', false);
  }

  user(id: number): UserState {
    const user = this.users.get(id);
    if (user === undefined) throw new Error(`No user ${id} in the emulator`);
    return user;
  }

  chat(id: number): ChatState {
    const chat = this.chats.get(id);
    if (chat === undefined) throw new Error(`No chat ${id} in the emulator`);
    return chat;
  }

  /** A message that still exists; deleted ones are kept for transcripts only. */
  message(chatId: number, messageId: number): MessageState | undefined {
    const message = this.chats.get(chatId)?.messages.get(messageId);
    return message === undefined || message.isDeleted ? undefined : message;
  }

  liveTopic(chat: ChatState, threadId: number): TopicState | undefined {
    const topic = chat.topics.get(threadId);
    return topic === undefined || topic.deletedAtMs !== undefined ? undefined : topic;
  }

  addUser(user: UserState): void {
    this.users.set(user.id, user);
    if (!user.isBot) this.addChat(user.id, 'private');
    this.changed();
  }

  addChat(id: number, type: ChatState['type'], title?: string): ChatState {
    const chat: ChatState = {
      id,
      type,
      title,
      isForum: false,
      isProtected: false,
      // Id 1 is the group's own creation; as a thread id it means General and is refused.
      lastMessageId: 1,
      isDeleted: false,
      members: new Map(),
      topics: new Map(),
      messages: new Map(),
      inviteLinks: [],
      joinRequests: [],
    };
    this.chats.set(id, chat);
    this.changed();
    return chat;
  }

  next(counter: string, first = 1): number {
    const value = this.counters.get(counter) ?? first;
    this.counters.set(counter, value + 1);
    return value;
  }

  /**
   * Private chats share one sequence of the bot's account, every supergroup or channel has its own
   * (community knowledge): message ids are unique only together with the chat.
   */
  nextMessageId(chat: ChatState): number {
    chat.lastMessageId =
      chat.type === 'private' || chat.type === 'group'
        ? this.next('accountMessage', 100)
        : chat.lastMessageId + 1;
    return chat.lastMessageId;
  }

  changed(): void {
    this.emit('change');
  }

  private addAccount(id: number, firstName: string, isBot: boolean, username?: string): void {
    this.users.set(id, {
      id,
      isBot,
      firstName,
      username,
      hasStarted: false,
      hasBlocked: false,
      isDeactivated: false,
      hidesForwards: false,
    });
  }
}
