import type { StopReason } from '../../../../billing/billing.jobs.js';
import type { DeclineReason } from '../../../../billing/payment-gateway.js';

/** Which wording of `consent` a customer agreed to; another wording is another version. */
export const consentVersion = '2026-11';

/** What customers read about auto-recharge. Values are escaped and formatted by the caller. */
export interface RechargeTexts {
  /** The line of `/balance`. */
  readonly lineOff: () => string;
  readonly linePaused: () => string;
  readonly lineOn: (what: { title: string; price: string; threshold: string }) => string;
  readonly title: () => string;
  readonly intro: () => string;
  /** In a shop that takes Stars only. */
  readonly needsCards: () => string;
  readonly pickFirst: () => string;
  readonly otherCard: () => string;
  readonly card: (card: string) => string;
  readonly noCard: () => string;
  readonly isOff: () => string;
  readonly isPaused: () => string;
  readonly isOn: (what: { title: string; price: string; threshold: string }) => string;
  readonly month: (charged: string, cap: string) => string;
  readonly lastCharge: (price: string, when: string) => string;
  readonly pickPack: () => string;
  readonly pickThreshold: (title: string, price: string) => string;
  readonly thresholdButton: (credits: string) => string;
  readonly pickCap: () => string;
  readonly capButton: (price: string, packs: number) => string;
  readonly consent: (what: {
    title: string;
    price: string;
    threshold: string;
    cap: string;
    card: string;
  }) => string;
  readonly turnOnButton: () => string;
  readonly turnOffButton: () => string;
  readonly changeButton: () => string;
  readonly asBeforeButton: (title: string, threshold: string) => string;
  readonly otherCardButton: () => string;
  readonly backButton: () => string;
  readonly turnedOn: () => string;
  readonly turnedOff: () => string;
  readonly wasOff: () => string;
  /** The answer to a button that no longer fits. */
  readonly changed: () => string;
  readonly savesCard: () => string;
  readonly cardSaved: (card: string) => string;
  readonly goesOn: () => string;
  readonly receipt: () => string;
  readonly failed: (title: string, price: string) => string;
  readonly why: Readonly<Record<DeclineReason, string>>;
  readonly retry: (when: string) => string;
  readonly offNow: () => string;
  readonly confirm: (title: string, price: string) => string;
  readonly capped: (cap: string) => string;
  readonly stopped: Readonly<Record<StopReason, string>>;
}
