/** Part of another message that a reply quotes. Bot API: `TextQuote`. */
export interface Quote {
  readonly text: string;
  readonly entities: unknown;
  readonly position: number;
}

/** A position that its sender moves. Bot API: `Location` with `live_period`. */
export interface LivePosition {
  readonly latitude: number;
  readonly longitude: number;
  /** Seconds from `sentAt`, during which it moves. */
  readonly livePeriod: number;
  /** Unix time in seconds. */
  readonly sentAt: number;
  readonly accuracy: number | null;
  readonly heading: number | null;
}

/** Bot API: `text` with its `entities`. */
export interface WrittenText {
  readonly text: string;
  readonly entities: unknown;
}

/** What a copy does not take along by itself; kept only until the copy stands. */
export interface Carried {
  /** Sent instead of a copy: the message itself is a command. */
  readonly text?: WrittenText;
  /** Arrives without a sound. */
  readonly isSilent?: true;
  readonly quote?: Quote;
  readonly live?: LivePosition;
}
