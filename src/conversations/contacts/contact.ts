import type { ChatId, UserId } from '../../kernel/ids.js';

/** How a first contact is checked: by a question to the customer, or by moderators. */
export type ContactWay = 'captcha' | 'hold';

/** With these the customer is known from then on. */
export type Admission = 'answered' | 'approved' | 'paid' | 'unchecked';
/** After these whoever writes again is checked again. */
export type ContactEnd = 'banned' | 'expired';

/** Somebody unknown whose first messages are held until it is clear who writes. */
export interface Contact {
  readonly userId: UserId;
  readonly way: ContactWay;
  readonly beganAt: Date;
  /** The number of the question that stands; 0 before the first one. */
  readonly question: number;
  /** Which button is right, from 0. */
  readonly answer: number | null;
  readonly wrong: number;
  readonly pausedUntil: Date | null;
  /** The beginning of the first message, until it is decided. */
  readonly preview: string | null;
  readonly cardChatId: ChatId | null;
  readonly cardMessageId: number | null;
  /** The copy of the first message under the card. */
  readonly sampleMessageId: number | null;
  /** Null while it waits. */
  readonly outcome: Admission | ContactEnd | null;
  readonly decidedBy: string | null;
}
