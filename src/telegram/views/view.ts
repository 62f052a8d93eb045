/** Leads to a page. One that pays for a purchase names it, so that it can be changed once that purchase has ended. */
export interface LinkButton {
  readonly text: string;
  readonly url: string;
  readonly purchaseId?: string;
}

export interface PressButton {
  readonly text: string;
  readonly callback_data: string;
}

/** Bot API: `InlineKeyboardButton` with exactly one action. */
export type Button = LinkButton | PressButton;

export type Keyboard = readonly (readonly Button[])[];

/** What a person sees: text in Telegram's HTML and rows of buttons. Pure data; nothing is sent from here. */
export interface View {
  readonly text: string;
  readonly keyboard?: Keyboard;
  /** Offers one product and nothing else: when that was paid or has ended, the text says so. */
  readonly isPayPage?: true;
}

/** Bot API, HTML style: these three characters must be escaped outside tags. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The purchases that a keyboard leads to. */
export function purchasesIn(keyboard: Keyboard): string[] {
  return keyboard.flat().flatMap((button) => ('purchaseId' in button ? [button.purchaseId] : []));
}
