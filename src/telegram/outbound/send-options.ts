import type { View } from '../views/view.js';

/** A view as parameters of `sendMessage` and `editMessageText`. */
export function sendOptions({ text, keyboard }: View): Record<string, unknown> {
  return {
    text,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(keyboard === undefined ? {} : { reply_markup: { inline_keyboard: keyboard } }),
  };
}
