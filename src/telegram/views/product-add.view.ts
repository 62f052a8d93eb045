import type { ListedProduct } from '../../billing/catalog/products.repository.js';
import { decimalsOf } from '../../kernel/money.js';
import { languages } from '../../users/language.js';
import { price } from './format.js';
import { productUsage } from './product-texts.js';
import { productCallbacks } from './products.view.js';
import { texts } from './texts/texts.js';
import type { Button, View } from './view.js';

const day = 24 * 60 * 60;
const hour = 60 * 60;

/** What the buttons offer; everything else is written. */
const packs = [5, 10, 20, 25, 50, 75, 100, 200, 250, 500, 750, 1_000];
const passes = [1, 3, 7, 14, 30, 90];
const plans = [0, 50, 100, 200, 500];
const prices = [1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 50, 100];
/** What costs a dollar costs about a hundred yen. */
const withoutDecimals = 100;

export type AddedKind = 'pack' | 'pass' | 'plan';

/** Kind, size (credits, days, or interval and credits) and price of a product that is being added, as buttons name it. */
export interface Size {
  readonly credits: number;
  readonly durationSeconds: number | null;
  readonly billingInterval: 'month' | 'year' | null;
}

export function readSize(kind: AddedKind, size: string): Size | undefined {
  const [, interval, digits] = /^(m|y)?(\d{1,7})$/.exec(size) ?? [];
  if (digits === undefined || (kind === 'plan') !== (interval !== undefined)) return undefined;
  const count = Number(digits);
  if (kind === 'pack') return { credits: count, durationSeconds: null, billingInterval: null };
  if (kind === 'pass') return { credits: 0, durationSeconds: count * day, billingInterval: null };
  return { credits: count, durationSeconds: null, billingInterval: interval === 'y' ? 'year' : 'month' };
}

const back: Button[] = [{ text: '« All products', callback_data: productCallbacks.list(1) }];

/** `mark` makes every walk through these buttons good for one product. */
export function addKindView(mark: string): View {
  const to = (kind: AddedKind): string => `products:add:${kind}:${mark}`;
  return {
    text: '<b>What shall be sold?</b>\n\nA pack gives credits, a pass makes messages free for a time, a plan renews by itself.',
    keyboard: [
      [
        { text: 'Pack', callback_data: to('pack') },
        { text: 'Pass', callback_data: to('pass') },
        { text: 'Plan', callback_data: to('plan') },
      ],
      back,
    ],
  };
}

export function addSizeView(kind: AddedKind, mark: string, products: readonly ListedProduct[]): View {
  const button = (text: string, size: string): Button => ({
    text,
    callback_data: `products:new:${kind}:${size}:${mark}`,
  });
  if (kind === 'pack') {
    const sold = products.filter((product) => product.kind === 'credit_pack' && !product.isHidden);
    const free = packs.filter((count) => sold.every(({ credits }) => credits !== count));
    const buttons = free.map((count) => button(String(count), String(count)));
    return asked('How many credits does the pack give?', inRows(buttons, 4));
  }
  if (kind === 'pass') {
    const buttons = passes.map((count) => button(count === 1 ? '1 day' : `${count} days`, String(count)));
    return asked('How long does the pass run?', inRows(buttons, 3));
  }
  const rows = plans.map((count) => [
    button(`Month, ${count} credits`, `m${count}`),
    button(`Year, ${count} credits`, `y${count}`),
  ]);
  return asked('How often is the plan paid, and how many credits does it give each time?', rows);
}

export function addPriceView(kind: AddedKind, size: string, mark: string, currency: string): View {
  const decimals = decimalsOf(currency);
  const amounts = prices.map((count) => count * (decimals === 0 ? withoutDecimals : 10 ** decimals));
  const buttons = amounts.map((amount) => ({
    text: price({ amount, currency }, 'en'),
    callback_data: `products:new:${kind}:${size}:${amount}:${mark}`,
  }));
  const what = titleFor(kind, readSize(kind, size)).title;
  return asked(`What does “${what}” cost? It is on sale at once; Undo takes it back.`, inRows(buttons, 3));
}

function asked(question: string, rows: Button[][]): View {
  const text = `<b>${question}</b>\n\nFor anything else write:\n${productUsage('add')}`;
  return { text, keyboard: [...rows, back] };
}

function inRows(buttons: readonly Button[], width: number): Button[][] {
  const count = Math.ceil(buttons.length / width);
  return Array.from({ length: count }, (_, row) => buttons.slice(row * width, (row + 1) * width));
}

/** A name in every language for a product that was given none. */
export function titleFor(
  kind: AddedKind,
  size: Size | undefined,
): { title: string; titles: Partial<Record<string, string>> } {
  const named = languages.map((language) => [language, nameIn(language, kind, size)] as const);
  const { en: title = kind, ...titles } = Object.fromEntries(named);
  return { title, titles };
}

function nameIn(language: keyof typeof texts, kind: AddedKind, size: Size | undefined): string {
  const { credits, passTitle, planTitle } = texts[language];
  if (kind === 'pack') return credits(size?.credits ?? 0);
  if (kind === 'plan') return planTitle[size?.billingInterval ?? 'month'];
  const seconds = size?.durationSeconds ?? 0;
  return seconds % day === 0 ? passTitle(seconds / day, 'day') : passTitle(Math.ceil(seconds / hour), 'hour');
}
