import type { Language } from '../../../users/language.js';
import { english } from './en.js';
import { spanish } from './es.js';
import { russian } from './ru.js';

/** Every text that customers read. All values are escaped by the caller; all texts are Telegram HTML. */
export interface Texts {
  credits(count: number): string;
  greeting(name: string): string;
  welcomeCredits(credits: string): string;
  productsTitle(): string;
  productsHint(): string;
  perInterval: Record<'month' | 'year', string>;
  pay(price: string): string;
  checkout(title: string, price: string): string;
  unknownPack(asked: string, valid: string): string;
  noProducts(): string;
  balance(credits: string): string;
  held(credits: string): string;
  owed(credits: string): string;
  passUntil(title: string, end: string): string;
  noPass(): string;
  autoRechargeOff(): string;
  topUp(): string;
  billing(): string;
  billingButton(): string;
  noBillingAccount(): string;
  help(costs: { text: string; photo: string; document: string; video: string; voice: string }): string;
  unknownCommand(): string;
  banned(): string;
  short(details: { cost: string; have: string; missing: string }): string;
  dropped(count: number): string;
  low(credits: string): string;
  critical(credits: string): string;
  receipt(details: { title: string; price: string; reference: string }): string;
  receiptCredits(given: string, balance: string): string;
  receiptPass(end: string): string;
  pending(title: string): string;
  failed(title: string): string;
  cardFailed(): string;
  gifted(credits: string, balance: string): string;
  undeliverable(): string;
  providerDown(): string;
  tryAgain(): string;
  stale(): string;
}

/** A language without its texts, or texts without one of the sentences, does not compile. */
export const texts: Record<Language, Texts> = { en: english, es: spanish, ru: russian };
