import type { Button, Keyboard, View } from '../views/view.js';

/** A view as parameters of `sendMessage` and `editMessageText`. */
export function sendOptions({ text, keyboard }: View): Record<string, unknown> {
  return {
    text,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(keyboard === undefined ? {} : { reply_markup: inlineKeyboard(keyboard) }),
  };
}

/** Bot API: `InlineKeyboardMarkup`; what only we know about a button stays here. */
export function inlineKeyboard(keyboard: Keyboard): { inline_keyboard: Button[][] } {
  return { inline_keyboard: keyboard.map((row) => row.map(bare)) };
}

function bare(button: Button): Button {
  return 'url' in button ? { text: button.text, url: button.url } : button;
}
