/** What came in, in one currency and in its minor unit. Currencies are never added together. */
export interface Revenue {
  readonly currency: string;
  readonly gross: number;
  /** Taken back by refunds of these payments, whenever that happened. */
  readonly refunded: number;
  readonly net: number;
  readonly payments: number;
}

/** What happened between two moments. */
export interface Totals {
  /** The owner's own currency first, then by number of payments; no line for a currency without payments. */
  readonly revenue: readonly Revenue[];
  readonly payments: number;
  readonly payingCustomers: number;
  readonly newCustomers: number;
  /** Wrote at least one message. */
  readonly activeCustomers: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly creditsSold: number;
  /** Welcome credits and gifts. */
  readonly creditsFree: number;
  readonly creditsSpent: number;
  /** Half of the answers came within this time; null when nobody was answered. */
  readonly medianResponseSeconds: number | null;
  /** From the first message of a conversation to the first answer; of those answered first in this time. */
  readonly firstResponse: Pace;
  /** From its first message to its end; of those closed in this time. */
  readonly resolution: Pace;
  /** Of the scores from 1 to 5 that customers gave after conversations; null when nobody did. */
  readonly rating: { readonly average: number | null; readonly count: number };
}

/** How long it took, in seconds of business hours; null when it never happened. */
export interface Pace {
  readonly median: number | null;
  /** Nine of ten were at most that long. */
  readonly ninetieth: number | null;
}

/** How things stand now. */
export interface Standing {
  /** Conversations in which the customer wrote last. */
  readonly waitingForUs: number;
  /** Conversations that nobody has closed. */
  readonly openConversations: number;
  readonly customers: number;
  /** Of these, how many blocked the bot or deleted their account. */
  readonly unreachable: number;
}

/** One day of the owner's calendar. */
export interface DayFigures {
  /** `2026-03-09` */
  readonly day: string;
  /** Net, by currency, in minor units; a currency without payments on that day is absent. */
  readonly revenue: Readonly<Partial<Record<string, number>>>;
  readonly newCustomers: number;
  readonly activeCustomers: number;
}

/** The figures of the last days, today as far as it has gone, beside the same length of time before. */
export interface Report {
  readonly days: number;
  readonly timeZone: string;
  /** The owner's currency, for what has none. */
  readonly currency: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly current: Totals;
  readonly before: Totals;
  readonly standing: Standing;
  /** Every day of the period, oldest first. */
  readonly series: readonly DayFigures[];
}
