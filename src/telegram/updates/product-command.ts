import { isCurrency } from '../../billing/catalog/price-rules.js';
import type { BillingInterval, ProductKind } from '../../billing/catalog/product.entity.js';
import { type Language, languages } from '../../users/language.js';
import type { ProductUsage } from '../views/product-texts.js';

/** What an administrator wrote behind `/products`. Prices stay text until the currency is known. */
export type ProductCommand =
  | { readonly kind: 'list'; readonly page: number }
  | { readonly kind: 'help' }
  | { readonly kind: 'page'; readonly code: string }
  | { readonly kind: 'add'; readonly draft: WrittenDraft }
  | {
      readonly kind: 'price';
      readonly code: string;
      readonly amount: string;
      readonly currency: string | undefined;
    }
  | { readonly kind: 'stars'; readonly code: string; readonly stars: number | null }
  | { readonly kind: 'credits'; readonly code: string; readonly credits: number }
  | { readonly kind: 'trial'; readonly code: string; readonly days: number | null }
  | { readonly kind: 'hide' | 'show'; readonly code: string }
  | { readonly kind: 'move'; readonly code: string; readonly place: number }
  | {
      readonly kind: 'title';
      readonly code: string;
      readonly language: Language;
      readonly text: string | null;
    }
  | { readonly kind: 'wrong'; readonly usage: ProductUsage; readonly what: string };

export interface WrittenDraft {
  readonly kind: ProductKind;
  readonly credits: number;
  readonly durationSeconds: number | null;
  readonly billingInterval: BillingInterval | null;
  readonly amount: string;
  readonly currency: string | undefined;
  /** Undefined: made from kind and size. */
  readonly title: string | undefined;
  readonly code: string | null;
}

interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

const hour = 60 * 60;
const day = 24 * hour;
const spans: Readonly<Record<string, number>> = { hour, day, week: 7 * day };
const longestNumber = 9;

export function readProductCommand(rest: string): ProductCommand {
  const words = wordsOf(rest);
  const [first, ...others] = words;
  if (first === undefined) return { kind: 'list', page: 1 };
  const name = first.text.toLowerCase();
  switch (name) {
    case 'help':
      return { kind: 'help' };
    case 'add':
      return readAdd(others);
    case 'price':
      return readPrice(others);
    case 'stars':
      return readStars(others);
    case 'credits':
      return readCredits(others);
    case 'trial':
      return readTrial(others);
    case 'hide':
    case 'show': {
      const code = codeOf(others[0]);
      return code === undefined ? wrong(name, 'The code of a product is missing.') : { kind: name, code };
    }
    case 'move':
      return readMove(others);
    case 'title':
      return readTitle(others, rest);
    default:
      break;
  }
  const page = numberOf(first);
  if (page !== undefined && others.length === 0) return { kind: 'list', page };
  const code = codeOf(first);
  if (code !== undefined && others.length === 0) return { kind: 'page', code };
  return wrong('all', `I do not know “${first.text}”.`);
}

function readPrice([product, amount, currency]: readonly Word[]): ProductCommand {
  const code = codeOf(product);
  if (code === undefined) return wrong('price', 'The code of a product is missing.');
  if (amount === undefined) return wrong('price', 'The new price is missing.');
  return { kind: 'price', code, amount: amount.text, currency: currency?.text };
}

function readStars([product, amount]: readonly Word[]): ProductCommand {
  const code = codeOf(product);
  if (code === undefined) return wrong('stars', 'The code of a product is missing.');
  if (amount?.text === '-') return { kind: 'stars', code, stars: null };
  const stars = numberOf(amount);
  if (stars === undefined) return wrong('stars', 'The price in Stars is a whole number, or - for none.');
  return { kind: 'stars', code, stars };
}

function readCredits([product, amount]: readonly Word[]): ProductCommand {
  const code = codeOf(product);
  if (code === undefined) return wrong('credits', 'The code of a product is missing.');
  const credits = numberOf(amount);
  if (credits === undefined) return wrong('credits', 'How many credits? A whole number.');
  return { kind: 'credits', code, credits };
}

function readTrial([product, amount]: readonly Word[]): ProductCommand {
  const code = codeOf(product);
  if (code === undefined) return wrong('trial', 'The code of a plan is missing.');
  if (amount?.text === '-') return { kind: 'trial', code, days: null };
  const days = numberOf(amount);
  if (days === undefined) return wrong('trial', 'How many days are free? A whole number, or - for none.');
  return { kind: 'trial', code, days };
}

function readMove([product, target]: readonly Word[]): ProductCommand {
  const code = codeOf(product);
  if (code === undefined) return wrong('move', 'The code of a product is missing.');
  const place = numberOf(target);
  if (place === undefined || place < 1) return wrong('move', 'The new place is a number from 1.');
  return { kind: 'move', code, place };
}

function readTitle([product, second, ...others]: readonly Word[], rest: string): ProductCommand {
  const code = codeOf(product);
  if (code === undefined) return wrong('title', 'The code of a product is missing.');
  const named = languages.find((candidate) => candidate === second?.text.toLowerCase() && !second.isQuoted);
  const language = named ?? 'en';
  const words = named === undefined && second !== undefined ? [second, ...others] : others;
  if (words.length === 0) return wrong('title', 'The new title is missing.');
  if (words.length === 1 && words[0]?.text === '-') {
    if (language === 'en') return wrong('title', 'The English title cannot be taken away.');
    return { kind: 'title', code, language, text: null };
  }
  // As it was written, spaces included, unless it stands in quotation marks.
  const written = /^\s*\S+\s+\S+\s+(?:(?:en|es|ru)\s+)?([\s\S]+)$/i.exec(rest)?.[1] ?? '';
  const [only] = words;
  const text = words.length === 1 && only !== undefined ? only.text : written;
  return { kind: 'title', code, language, text };
}

function readAdd([kindWord, ...rest]: readonly Word[]): ProductCommand {
  const kind = kindWord?.text.toLowerCase();
  if (kind !== 'pack' && kind !== 'pass' && kind !== 'plan') {
    return wrong('add', 'First say what it is: pack, pass or plan.');
  }
  const code = rest.find(({ text, isQuoted }) => !isQuoted && /^code:/i.test(text))?.text.slice(5) ?? null;
  const words = rest.filter(({ text, isQuoted }) => isQuoted || !/^(code:.*|credits?)$/i.test(text));
  const size = kind === 'pack' ? packSize(words) : kind === 'pass' ? passSize(words) : planSize(words);
  if (typeof size === 'string') return wrong('add', size);
  const { used, ...shape } = size;
  const [amount, currencyOrTitle, ...title] = words.slice(used);
  if (amount === undefined || amount.isQuoted) return wrong('add', 'The price is missing.');
  const hasCurrency = currencyOrTitle !== undefined && namesCurrency(currencyOrTitle, title[0]);
  const titleWords = hasCurrency || currencyOrTitle === undefined ? title : [currencyOrTitle, ...title];
  const draft = {
    ...shape,
    code,
    amount: amount.text,
    currency: hasCurrency ? currencyOrTitle.text : undefined,
    title: titleWords.length === 0 ? undefined : titleWords.map(({ text }) => text).join(' '),
  };
  return { kind: 'add', draft };
}

/** Three letters may also begin a title; alone, or before a title in quotation marks, they are a currency. */
function namesCurrency({ text, isQuoted }: Word, next: Word | undefined): boolean {
  if (isQuoted || !/^[a-z]{3}$/i.test(text)) return false;
  return isCurrency(text) || next === undefined || next.isQuoted;
}

type Size = Pick<WrittenDraft, 'kind' | 'credits' | 'durationSeconds' | 'billingInterval'> & {
  /** How many words it took. */
  readonly used: number;
};

function packSize([first]: readonly Word[]): Size | string {
  const credits = numberOf(first);
  if (credits === undefined) return 'How many credits does the pack give? A whole number.';
  return { kind: 'credit_pack', credits, durationSeconds: null, billingInterval: null, used: 1 };
}

function passSize([first, second]: readonly Word[]): Size | string {
  // Also `30d` and `12h` in one word.
  const [, digits, short] = /^(\d{1,9})([hdw])$/i.exec(first?.text ?? '') ?? [];
  const count = digits === undefined ? numberOf(first) : Number(digits);
  const unit = { h: 'hour', d: 'day', w: 'week' }[short?.toLowerCase() ?? ''] ?? second?.text.toLowerCase();
  const seconds = spans[(unit ?? '').replace(/s$/, '')];
  if (count === undefined || seconds === undefined)
    return 'How long does the pass run? For example 7 days, or 12 hours.';
  const durationSeconds = count * seconds;
  const used = digits === undefined ? 2 : 1;
  return { kind: 'time_pass', credits: 0, durationSeconds, billingInterval: null, used };
}

function planSize([first, second]: readonly Word[]): Size | string {
  const interval = { month: 'month', monthly: 'month', year: 'year', yearly: 'year' }[
    first?.text.toLowerCase() ?? ''
  ];
  if (interval !== 'month' && interval !== 'year') return 'Is the plan paid by the month or by the year?';
  const credits = numberOf(second);
  if (credits === undefined)
    return 'How many credits does the plan give each time? A whole number, 0 for none.';
  return { kind: 'subscription', credits, durationSeconds: null, billingInterval: interval, used: 2 };
}

function wrong(usage: ProductUsage, what: string): ProductCommand {
  return { kind: 'wrong', usage, what };
}

/** Phones turn straight quotation marks into curly ones. */
function wordsOf(text: string): Word[] {
  const pattern = /"([^"]*)"|[“”„«]([^“”„«»]*)[“”»]|(\S+)/g;
  return [...text.matchAll(pattern)].map(([, straight, curly, plain]) => ({
    text: straight ?? curly ?? plain ?? '',
    isQuoted: plain === undefined,
  }));
}

function codeOf(word: Word | undefined): string | undefined {
  const code = word?.text.toLowerCase();
  return code !== undefined && /^[a-z0-9_]{1,32}$/.test(code) ? code : undefined;
}

function numberOf(word: Word | undefined): number | undefined {
  return word !== undefined && /^\d+$/.test(word.text) && word.text.length <= longestNumber
    ? Number(word.text)
    : undefined;
}
