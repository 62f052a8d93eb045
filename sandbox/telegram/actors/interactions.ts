import { CUSTOM_EMOJI } from '../api/custom-emoji.js';
import type { CallbackQueryState } from '../state/callback-query-state.js';
import type { JsonObject } from '../state/json-object.js';
import { isJsonObject } from '../state/json-object.js';
import type { ActorContext } from './actor-context.js';
import { CallbackHandle } from './callback-handle.js';
import type { IdRef, MessageRef } from './refs.js';
import { idOf, messageIdOf } from './refs.js';
import type { Waiter } from './waiter.js';

/** Presses on buttons and reactions, in any chat. */
export class Interactions {
  constructor(
    private readonly context: ActorContext,
    private readonly waiter: Waiter,
  ) {}

  /**
   * Presses an inline button, named by its callback_data or its text. An anonymous administrator's press
   * carries the real account too, so there is no other form.
   */
  pressButton(user: IdRef, chat: IdRef, message: MessageRef, dataOrText: string): CallbackHandle {
    const button = this.button(idOf(chat), messageIdOf(message), dataOrText);
    const data = button['callback_data'];
    if (typeof data !== 'string') throw new Error(`Button "${dataOrText}" is no callback button`);
    return this.press(idOf(user), idOf(chat), messageIdOf(message), data);
  }

  /**
   * A press with data that no button has, or on a message that is gone. Bot API, CallbackQuery.data: "be aware
   * that the message ... may contain no callback buttons with this data".
   */
  pressData(user: IdRef, chat: IdRef, message: MessageRef, data: string): CallbackHandle {
    return this.press(idOf(user), idOf(chat), messageIdOf(message), data);
  }

  /** A client sends the press again, under a new update_id, if it was closed before the answer came. */
  repress(press: CallbackHandle | string): CallbackHandle {
    const queryId = typeof press === 'string' ? press : press.queryId;
    const query = this.context.world.callbackQueries.get(queryId);
    if (query === undefined) throw new Error(`No callback query ${queryId}`);
    return this.press(query.userId, query.chatId, query.messageId, query.data);
  }

  /** The address behind a URL button. */
  urlOf(chat: IdRef, message: MessageRef, text: string): string {
    const url = this.button(idOf(chat), messageIdOf(message), text)['url'];
    if (typeof url !== 'string') throw new Error(`Button "${text}" has no URL`);
    return url;
  }

  /**
   * Sets the user's one reaction, or takes it away without one; a custom emoji or a paid reaction as Bot API's
   * ReactionType. Bot API: message_reaction needs allowed_updates, in groups admin rights too, and carries no
   * thread id.
   */
  react(user: IdRef, chat: IdRef, message: MessageRef, reaction?: string | JsonObject): void {
    const { world, renderer, updates } = this.context;
    const state = world.chat(idOf(chat));
    const found = world.message(state.id, messageIdOf(message));
    if (found === undefined) throw new Error('No such message to react to');
    const userId = idOf(user);
    const typesOf = (): JsonObject[] =>
      found.reactions
        .filter((reaction) => reaction.actorId === userId)
        .map(({ emoji, special }) => special ?? { type: 'emoji', emoji });
    const before = typesOf();
    found.reactions = found.reactions.filter((reaction) => reaction.actorId !== userId);
    if (reaction !== undefined) found.reactions.push({ actorId: userId, ...shown(reaction) });
    const isReported =
      state.type === 'private'
        ? !world.user(userId).hasBlocked
        : state.members.get(world.bot.id)?.status === 'administrator';
    if (isReported) {
      const isAnonymous = state.members.get(userId)?.isAnonymous === true;
      updates.push('message_reaction', `message_reaction:${state.id}`, {
        chat: renderer.chat(state.id),
        message_id: found.id,
        ...(isAnonymous ? { actor_chat: renderer.chat(state.id) } : { user: renderer.user(userId) }),
        date: world.clock.seconds(),
        old_reaction: before,
        new_reaction: typesOf(),
      });
    }
    world.changed();
  }

  private press(userId: number, chatId: number, messageId: number, data: string): CallbackHandle {
    const { world, renderer, updates } = this.context;
    const query: CallbackQueryState = {
      id: String(world.next('callbackQuery', 4_000_000_000_001)),
      userId,
      chatId,
      messageId,
      data,
      atMs: world.clock.now(),
    };
    world.callbackQueries.set(query.id, query);
    const updateId = updates.push('callback_query', `callback_query:${userId}`, {
      id: query.id,
      from: renderer.user(userId),
      message: renderer.maybeInaccessible(chatId, messageId),
      chat_instance: String(chatId),
      data,
    });
    world.changed();
    return new CallbackHandle(query, this.waiter, updateId);
  }

  private button(chatId: number, messageId: number, dataOrText: string): JsonObject {
    const rows = this.context.world.message(chatId, messageId)?.replyMarkup?.['inline_keyboard'];
    const buttons = Array.isArray(rows) ? (rows as unknown[]).flat().filter(isJsonObject) : [];
    const found =
      buttons.find((button) => button['callback_data'] === dataOrText) ??
      buttons.find((button) => button['text'] === dataOrText);
    if (found !== undefined) return found;
    const names = buttons.map((button) => String(button['text'])).join(' | ');
    throw new Error(
      `No button "${dataOrText}" under message ${messageId} of chat ${chatId}; it has: ${names}`,
    );
  }
}

function shown(reaction: string | JsonObject): { emoji: string; special?: JsonObject } {
  if (typeof reaction === 'string') return { emoji: reaction };
  const emoji = CUSTOM_EMOJI.get(String(reaction['custom_emoji_id'])) ?? '⭐';
  return { emoji, special: reaction };
}
