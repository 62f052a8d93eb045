import { GroupUnusable } from '../../conversations/conversations.errors.js';
import type { Refusal } from './refusal.js';

/** What keeps the bot from working in a group until a person repairs it there; undefined for any other refusal. */
export function groupUnusable(chatId: number, refusal: Refusal): GroupUnusable | undefined {
  if (chatId >= 0) return undefined;
  switch (refusal.kind) {
    case 'not_a_forum':
    case 'no_rights':
    case 'bot_removed':
    case 'chat_gone':
      return new GroupUnusable({ chatId, problem: refusal.description });
    default:
      return undefined;
  }
}
