import type { AdminRights } from '../state/admin-rights.js';
import type { ChatState, MemberState, TopicState } from '../state/chat-state.js';
import type { MessageKind, MessageState } from '../state/message-state.js';
import type { World } from '../state/world.js';
import { ApiError } from './api-error.js';
import type { Params } from './params.js';

/** Server source: the topic is looked up in a cache of about a minute, so a fresh deletion has another text. */
const TOPIC_CACHE_MS = 60_000;
/** Bot API, ChatJoinRequest.user_chat_id: may be written for 5 minutes. */
const JOIN_REQUEST_WINDOW_MS = 300_000;

const SEND_NAMES: Partial<Record<MessageKind, string>> = {
  text: 'text messages',
  photo: 'photos',
  video: 'videos',
  document: 'documents',
  audio: 'music',
  voice: 'voice notes',
  video_note: 'video notes',
  poll: 'polls',
};

/** Finds chats and topics, and decides whether the bot may read, write or administer there. */
export class ChatAccess {
  constructor(private readonly world: World) {}

  /** A chat that the bot can see, by id or public @username. */
  chat(params: Params, name = 'chat_id'): ChatState {
    const given = params.text(name) ?? '';
    if (given === '') throw ApiError.badRequest('chat_id is empty');
    const chat = this.find(given);
    if (chat === undefined) throw ApiError.badRequest('chat not found');
    if (chat.migratedTo !== undefined) {
      throw ApiError.badRequest('group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: chat.migratedTo,
      });
    }
    if (chat.type !== 'private') this.checkMembership(chat);
    return chat;
  }

  /** The same, ready for a new message of the bot. */
  writableChat(params: Params, kind: MessageKind): ChatState {
    const chat = this.chat(params);
    if (chat.type === 'private') this.checkPrivate(chat);
    else this.checkGroupRights(chat, kind);
    return chat;
  }

  /** Resolves message_thread_id. Undefined: General, or a chat without topics, where the id is ignored. */
  thread(chat: ChatState, threadId: number | undefined): number | undefined {
    if (threadId === undefined || threadId === 0 || !chat.isForum) return undefined;
    const topic = chat.topics.get(threadId);
    const { deletedAtMs } = topic ?? {};
    if (deletedAtMs !== undefined && this.world.clock.now() - deletedAtMs < TOPIC_CACHE_MS) {
      throw ApiError.badRequest('TOPIC_DELETED');
    }
    if (topic === undefined || deletedAtMs !== undefined)
      throw ApiError.badRequest('message thread not found');
    this.checkOpen(chat, topic);
    return threadId;
  }

  message(chat: ChatState, params: Params, notFound: string, name = 'message_id'): MessageState {
    const message = this.world.message(chat.id, params.int(name) ?? 0);
    if (message === undefined) throw ApiError.badRequest(notFound);
    return message;
  }

  botMember(chat: ChatState): MemberState | undefined {
    return chat.members.get(this.world.bot.id);
  }

  hasRight(chat: ChatState, right: keyof AdminRights): boolean {
    if (chat.type === 'private') return true;
    const member = this.botMember(chat);
    return (
      member?.status === 'creator' || (member?.status === 'administrator' && member.rights[right] === true)
    );
  }

  requireRight(chat: ChatState, right: keyof AdminRights, refusal: string): void {
    if (!this.hasRight(chat, right)) throw ApiError.badRequest(refusal);
  }

  private find(given: string): ChatState | undefined {
    if (!given.startsWith('@')) return this.world.chats.get(Number(given));
    const name = given.slice(1).toLowerCase();
    return [...this.world.chats.values()].find((chat) => chat.username?.toLowerCase() === name);
  }

  private checkMembership(chat: ChatState): void {
    const kind = chat.type === 'group' ? 'group' : chat.type;
    if (chat.isDeleted) throw ApiError.forbidden('the group chat was deleted');
    const status = this.botMember(chat)?.status;
    if (status === 'kicked') throw ApiError.forbidden(`bot was kicked from the ${kind} chat`);
    // A private group or channel is invisible to a bot that was never there.
    if (status === undefined) throw ApiError.badRequest('chat not found');
    if (status === 'left') throw ApiError.forbidden(`bot is not a member of the ${kind} chat`);
  }

  private checkPrivate(chat: ChatState): void {
    const user = this.world.user(chat.id);
    if (user.isDeactivated) throw ApiError.forbidden('user is deactivated');
    if (user.hasBlocked) throw ApiError.forbidden('bot was blocked by the user');
    if (user.hasStarted || this.hasFreshJoinRequest(user.id)) return;
    throw ApiError.forbidden("bot can't initiate conversation with a user");
  }

  private hasFreshJoinRequest(userId: number): boolean {
    const since = this.world.clock.now() - JOIN_REQUEST_WINDOW_MS;
    return [...this.world.chats.values()].some((chat) =>
      chat.joinRequests.some((request) => request.userId === userId && request.atMs > since),
    );
  }

  private checkGroupRights(chat: ChatState, kind: MessageKind): void {
    if (chat.type === 'channel' && !this.hasRight(chat, 'can_post_messages')) {
      throw ApiError.badRequest('need administrator rights in the channel chat');
    }
    if (this.botMember(chat)?.canSend === false) {
      const what = SEND_NAMES[kind] ?? 'other messages';
      throw ApiError.badRequest(`not enough rights to send ${what} to the chat`);
    }
  }

  /** Server source: a closed topic is still open to its creator and to who may manage topics. */
  private checkOpen(chat: ChatState, topic: TopicState): void {
    if (!topic.isClosed || topic.creatorId === this.world.bot.id) return;
    this.requireRight(chat, 'can_manage_topics', 'TOPIC_CLOSED');
  }
}
