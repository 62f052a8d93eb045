import type { ChatState } from '../../state/chat-state.js';
import type { JsonObject } from '../../state/json-object.js';
import type { MessageState } from '../../state/message-state.js';
import type { ApiContext, ApiHandlers } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { Params } from '../params.js';
import { CUSTOM_EMOJI } from '../custom-emoji.js';
import { REACTION_EMOJI } from '../reaction-emoji.js';

/** Bot API, deleteMessage: "sent less than 48 hours ago". */
const DELETABLE_SECONDS = 48 * 3600;
const PIN_REFUSAL = 'not enough rights to manage pinned messages in the chat';

/** Bot API: deleting, reacting, pinning. */
export class MessageMethods {
  readonly handlers: ApiHandlers = {
    deleteMessage: (params) => this.delete(params),
    deleteMessages: (params) => this.deleteMany(params),
    setMessageReaction: (params) => this.react(params),
    getCustomEmojiStickers: (params) => customEmojiStickers(params.array('custom_emoji_ids') ?? []),
    pinChatMessage: (params) => this.pin(params),
    unpinChatMessage: (params) => this.unpin(params),
    unpinAllChatMessages: (params) => this.unpinAll(params),
  };

  constructor(private readonly context: ApiContext) {}

  private delete(params: Params): true {
    const chat = this.context.access.chat(params);
    const message = this.context.access.message(chat, params, 'message to delete not found');
    this.checkDeletable(chat, message);
    message.isDeleted = true;
    this.context.world.changed();
    return true;
  }

  /** Bot API: messages that cannot be found are skipped. */
  private deleteMany(params: Params): true {
    const { access, world } = this.context;
    const chat = access.chat(params);
    const ids = params.integers('message_ids') ?? [];
    if (ids.length === 0) throw ApiError.badRequest('message identifiers are not specified');
    if (ids.length > 100) throw ApiError.badRequest('too many message identifiers specified');
    const messages = ids.map((id) => world.message(chat.id, id)).filter((message) => message !== undefined);
    for (const message of messages) this.checkDeletable(chat, message);
    for (const message of messages) message.isDeleted = true;
    world.changed();
    return true;
  }

  private checkDeletable(chat: ChatState, message: MessageState): void {
    const { access, world } = this.context;
    const isOwn = message.fromId === world.bot.id;
    const isAllowed = chat.type === 'private' || isOwn || access.hasRight(chat, 'can_delete_messages');
    if (!isAllowed || message.content['forum_topic_created'] !== undefined) {
      throw ApiError.badRequest("message can't be deleted");
    }
    if (world.clock.seconds() - message.date > DELETABLE_SECONDS) {
      throw ApiError.badRequest("message can't be deleted for everyone");
    }
  }

  /** Bots set at most one reaction, from a closed list; no update is sent for it. */
  private react(params: Params): true {
    const { access, world } = this.context;
    const chat = access.chat(params);
    const message = access.message(chat, params, 'message to react not found');
    const reactions = params.objects('reaction') ?? [];
    if (reactions.length > 1) throw ApiError.badRequest('REACTIONS_TOO_MANY');
    const emoji = reactions[0]?.['emoji'];
    if (reactions.length === 1 && (typeof emoji !== 'string' || !REACTION_EMOJI.has(emoji))) {
      throw ApiError.badRequest('REACTION_INVALID');
    }
    if (message.kind === 'service') throw ApiError.badRequest('REACTION_INVALID');
    message.reactions = message.reactions.filter((reaction) => reaction.actorId !== world.bot.id);
    if (typeof emoji === 'string') message.reactions.push({ actorId: world.bot.id, emoji });
    world.changed();
    return true;
  }

  private pin(params: Params): true {
    const { access, log, renderer, world } = this.context;
    const chat = access.writableChat(params, 'text');
    access.requireRight(chat, 'can_pin_messages', PIN_REFUSAL);
    const message = access.message(chat, params, 'message to pin not found');
    if (message.kind === 'service') throw ApiError.badRequest("message can't be pinned");
    if (message.isPinned) return true;
    message.isPinned = true;
    // Pins belong to the message's topic, and so does the service message, which comes back as an update.
    log.append({
      chatId: chat.id,
      kind: 'service',
      fromId: world.bot.id,
      threadId: message.threadId,
      content: { pinned_message: renderer.message(message) },
    });
    return true;
  }

  private unpin(params: Params): true {
    const { access, world } = this.context;
    const chat = this.pinChat(params);
    const message = params.has('message_id')
      ? access.message(chat, params, 'message to unpin not found')
      : [...chat.messages.values()].findLast((candidate) => candidate.isPinned);
    if (message !== undefined) message.isPinned = false;
    world.changed();
    return true;
  }

  private unpinAll(params: Params): true {
    for (const message of this.pinChat(params).messages.values()) message.isPinned = false;
    this.context.world.changed();
    return true;
  }

  private pinChat(params: Params): ChatState {
    const chat = this.context.access.chat(params);
    this.context.access.requireRight(chat, 'can_pin_messages', PIN_REFUSAL);
    return chat;
  }
}

/** Bot API: unknown identifiers are left out. */
function customEmojiStickers(ids: readonly unknown[]): JsonObject[] {
  return ids.map(String).flatMap((id) => {
    const emoji = CUSTOM_EMOJI.get(id);
    if (emoji === undefined) return [];
    const file = { file_id: `custom-${id}`, file_unique_id: id, width: 100, height: 100 };
    return [
      { ...file, type: 'custom_emoji', is_animated: false, is_video: false, emoji, custom_emoji_id: id },
    ];
  });
}
