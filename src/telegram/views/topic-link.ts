/** Telegram: `t.me/c/` takes the id of a supergroup without its prefix -100; opens for members of the group only. */
export function topicLink(chatId: number, topicId: number): string {
  return `https://t.me/c/${String(chatId).replace(/^-100/, '')}/${topicId}`;
}
