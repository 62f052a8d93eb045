/** Bot API: `InlineKeyboardButton` with exactly one action. */
export type Button =
  { readonly text: string; readonly url: string } | { readonly text: string; readonly callback_data: string };

/** What a person sees: text in Telegram's HTML and rows of buttons. Pure data; nothing is sent from here. */
export interface View {
  readonly text: string;
  readonly keyboard?: readonly (readonly Button[])[];
}

/** Bot API, HTML style: these three characters must be escaped outside tags. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
