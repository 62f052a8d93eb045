import { isDeepStrictEqual } from 'node:util';
import type { Money } from '../../kernel/money.js';
import { type Language, languages } from '../../users/language.js';
import { ProductRefused } from './product-problem.js';
import type { ListedProduct } from './products.repository.js';

/** One value of one product. A title of null is a translation that is taken away. */
export type ProductEdit =
  | { readonly field: 'price'; readonly to: Money }
  /** Null: not sold for Telegram Stars. */
  | { readonly field: 'stars'; readonly to: number | null }
  /** What every later payment of it gives. */
  | { readonly field: 'credits'; readonly to: number }
  /** Days of a plan before its first payment; null: none. */
  | { readonly field: 'trial'; readonly to: number | null }
  | { readonly field: 'title'; readonly to: { readonly language: Language; readonly text: string | null } }
  | { readonly field: 'hidden'; readonly to: boolean }
  | { readonly field: 'place'; readonly to: number };

/** The same edit with what stands now: applied later, it takes the change back. */
export function editBack(product: ListedProduct, edit: ProductEdit): ProductEdit {
  switch (edit.field) {
    case 'price':
      return { field: 'price', to: product.price };
    case 'stars':
      return { field: 'stars', to: product.stars };
    case 'credits':
      return { field: 'credits', to: product.credits };
    case 'trial':
      return { field: 'trial', to: product.trialDays };
    case 'title': {
      const { language } = edit.to;
      const text = language === 'en' ? product.title : (product.titles[language] ?? null);
      return { field: 'title', to: { language, text } };
    }
    case 'hidden':
      return { field: 'hidden', to: product.isHidden };
    case 'place':
      return { field: 'place', to: product.place };
  }
}

export function sameEdit(a: ProductEdit, b: ProductEdit): boolean {
  return isDeepStrictEqual(a, b);
}

/** As the audit log keeps it: readable, and enough to build the edit again. */
export function editRecord({ code }: ListedProduct, edit: ProductEdit): Record<string, unknown> {
  return { code, [edit.field]: edit.to };
}

/** The other way round; the log is ours, so what does not fit is a defect. */
export function editOfRecord(record: unknown): { code: string; edit: ProductEdit } {
  const { code, price, stars, credits, trial, title, hidden, place } = record as {
    code: string;
    price?: Money;
    stars?: number | null;
    credits?: number;
    trial?: number | null;
    title?: { language: string; text: string | null };
    hidden?: boolean;
    place?: number;
  };
  if (price !== undefined) return { code, edit: { field: 'price', to: price } };
  if (stars !== undefined) return { code, edit: { field: 'stars', to: stars } };
  if (credits !== undefined) return { code, edit: { field: 'credits', to: credits } };
  if (trial !== undefined) return { code, edit: { field: 'trial', to: trial } };
  if (hidden !== undefined) return { code, edit: { field: 'hidden', to: hidden } };
  if (place !== undefined) return { code, edit: { field: 'place', to: place } };
  const language = languages.find((candidate) => candidate === title?.language);
  if (title === undefined || language === undefined) throw new Error('the log keeps no edit of a product');
  return { code, edit: { field: 'title', to: { language, text: title.text } } };
}

/** Longer ones are cut by phones on the button that sells it. */
const longestTitle = 64;

/** A title on one line, neither empty nor long. */
export function titleOf(text: string): string {
  const title = text.replace(/[\p{Control}\s]+/gu, ' ').trim();
  if (title === '' || title.length > longestTitle) {
    throw new ProductRefused({ problem: 'title_unfit', most: longestTitle });
  }
  return title;
}

/** `/buyN` must lead to one pack, so of those on sale no two give the same number of credits. */
export function refuseSecondPack(
  products: readonly ListedProduct[],
  { id, kind, credits }: { id: number | null; kind: string; credits: number },
): void {
  if (kind !== 'credit_pack') return;
  const other = products.find(
    (product) =>
      product.kind === 'credit_pack' && !product.isHidden && product.credits === credits && product.id !== id,
  );
  if (other !== undefined) throw new ProductRefused({ problem: 'pack_exists', code: other.code, credits });
}
