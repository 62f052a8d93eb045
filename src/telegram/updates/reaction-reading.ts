import type { MessageReactionUpdated, ReactionType } from 'telegraf/types';
import type { Reaction } from '../../conversations/reactions/reaction.js';
import type { ReactionChange } from '../../conversations/reactions/reactions.repository.js';

/** Undefined when it does not say who reacted to what. */
export function reactionChangeOf(
  updateId: number,
  change: MessageReactionUpdated,
): ReactionChange | undefined {
  const actorId = change.user?.id ?? change.actor_chat?.id;
  const { chat, message_id: messageId, date, old_reaction: before, new_reaction: now } = change;
  if (![actorId, messageId, date].every(Number.isSafeInteger) || !Array.isArray(now)) return undefined;
  const at = new Date(date * 1_000);
  if (Number.isNaN(at.getTime())) return undefined;
  return { chatId: chat.id, messageId, actorId: actorId ?? 0, reaction: newest(before, now), updateId, at };
}

/** Bot API: Premium users set up to three at once; the bot shows one, so the one that they have just added. */
function newest(before: readonly ReactionType[], now: readonly ReactionType[]): Reaction | null {
  const known = new Set((Array.isArray(before) ? before : []).map((type) => JSON.stringify(type)));
  const shown = now.find((type) => !known.has(JSON.stringify(type))) ?? now.at(-1);
  return shown === undefined ? null : asReaction(shown);
}

/** telegraf's types end before paid reactions. */
function asReaction(type: ReactionType): Reaction {
  switch (type.type) {
    case 'emoji':
      return { kind: 'emoji', value: type.emoji };
    case 'custom_emoji':
      return { kind: 'custom_emoji', value: type.custom_emoji_id };
    default:
      return { kind: 'paid', value: '' };
  }
}
