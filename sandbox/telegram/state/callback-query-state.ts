/** What the presser's client shows when the bot answers. */
export interface CallbackAnswer {
  text?: string | undefined;
  showAlert: boolean;
  url?: string | undefined;
}

export interface CallbackQueryState {
  id: string;
  userId: number;
  chatId: number;
  messageId: number;
  data: string;
  atMs: number;
  answer?: CallbackAnswer | undefined;
}
