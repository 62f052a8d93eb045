/** What customers read whose first messages are held. Values are escaped by the caller. */
export interface ContactTexts {
  readonly question: (emoji: string) => string;
  readonly paused: (at: string) => string;
  readonly again: () => string;
  readonly admitted: () => string;
  /** A moderator has to look first. */
  readonly held: () => string;
  readonly approved: () => string;
  readonly expired: (count: number) => string;
  /** Answers to a press. Bot API: at most 200 characters, no markup. */
  readonly pressWrong: () => string;
  readonly pressOld: () => string;
  readonly pressOver: () => string;
  readonly pressPaused: (at: string) => string;
}
