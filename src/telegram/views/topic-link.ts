import type { ChatId } from '../../kernel/ids.js';

/** Bot API: a supergroup's id is -100 and the number that links carry; members of the group alone can follow them. */
export function topicLink(chatId: ChatId, topicId: number): string {
  return `https://t.me/c/${String(chatId).replace(/^-100/, '')}/${topicId}`;
}
