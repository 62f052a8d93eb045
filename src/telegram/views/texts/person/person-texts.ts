/** What customers read about themselves: their language and what is stored about them. Values are escaped by the caller. */
export interface PersonTexts {
  readonly language: () => string;
  /** The name of the texts' own language, on its button. */
  readonly languageName: string;
  /** The button that follows the language of the Telegram app. */
  readonly languageOfApp: () => string;
  /** Answers to a press. Bot API: at most 200 characters, no markup. */
  readonly languageKept: () => string;
}
