/** Custom emoji that exist on this Telegram, with the plain emoji that each stands for. Bot API: Sticker.emoji. */
export const CUSTOM_EMOJI: ReadonlyMap<string, string> = new Map([
  ['5368324170671202286', '👍'],
  ['5445284980978621387', '🚀'],
]);
