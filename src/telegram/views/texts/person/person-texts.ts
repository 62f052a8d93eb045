/** What customers read about themselves: their language and what is stored about them. Values are escaped by the caller. */
export interface PersonTexts {
  readonly language: () => string;
  /** The name of the texts' own language, on its button. */
  readonly languageName: string;
  /** The button that follows the language of the Telegram app. */
  readonly languageOfApp: () => string;
  /** Answers to a press. Bot API: at most 200 characters, no markup. */
  readonly languageKept: () => string;
  readonly privacy: () => string;
  readonly exportButton: () => string;
  readonly eraseButton: () => string;
  /** An answer to a press. */
  readonly exportComing: () => string;
  readonly exportCaption: () => string;
  /** Plain text, in the file itself. */
  readonly exportAbout: () => string;
  /** `credits`: what would be lost, if anything. */
  readonly eraseQuestion: (credits: string | undefined) => string;
  readonly eraseNow: () => string;
  readonly eraseKeep: () => string;
  /** An answer to a press. */
  readonly eraseChanged: () => string;
  readonly erasePlanFirst: () => string;
  readonly erased: () => string;
  /** Their message has arrived; `usually`: how long answers take, where that is known. */
  readonly acknowledged: (usually: string | undefined) => string;
  readonly minutes: (count: number) => string;
  readonly hours: (count: number) => string;
  /** Outside business hours; without `opens` nobody works in the days to come. */
  readonly away: (opens: string | undefined) => string;
  /** More than `limit` in a minute; `mark` is on what was not passed on. */
  readonly tooMany: (limit: number, mark: string) => string;
  readonly rateQuestion: () => string;
  readonly rated: (score: number) => string;
  /** An answer to a press, too late to change anything. */
  readonly ratingStands: () => string;
  readonly commentKept: () => string;
  /** By number, from 1. */
  readonly tutorialStep: Readonly<Record<number, string>>;
  readonly tutorialNext: () => string;
  readonly tutorialSkip: () => string;
  readonly tutorialDone: (bonus: string | undefined) => string;
  readonly tutorialEnd: (bonus: string | undefined) => string;
}
