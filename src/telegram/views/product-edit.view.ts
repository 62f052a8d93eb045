import type { EditedProduct } from '../../billing/catalog/edit-product.use-case.js';
import type { ProductEdit } from '../../billing/catalog/product-edit.js';
import type { ListedProduct } from '../../billing/catalog/products.repository.js';
import { type PublishedProduct, publicationText } from '../../billing/catalog/published-product.js';
import { price } from './format.js';
import { oneLine } from './plain-text.js';
import { priceText, productCallbacks, whatItIs } from './products.view.js';
import { escape, type View } from './view.js';

/** `open`: customers who have a page open at the old price. */
export function confirmPriceView(
  product: ListedProduct,
  edit: Extract<ProductEdit, { field: 'price' }>,
  open: number,
): View {
  const [from, to] = [priceText(product), priceText({ ...product, price: edit.to })];
  const pages =
    open === 0
      ? 'Nobody has a payment page open at the old price.'
      : `${open === 1 ? '1 payment page is' : `${open} payment pages are`} open at the old price. Who pays there within a day pays the old price and gets what the page promised; everybody else sees the new one at once.`;
  return {
    text: `Change the price of <b>${escape(product.title)}</b>?\n\n${from} → <b>${to}</b>\n\n${pages}`,
    keyboard: [
      [
        {
          text: `✅ Change to ${price(edit.to, 'en')}`,
          callback_data: productCallbacks.setPrice(product.id, product.price, edit.to),
        },
      ],
      [{ text: 'Leave it', callback_data: productCallbacks.keepPrice(product.id) }],
    ],
  };
}

/** What was done, with the way back. */
export function editedText({ product, edit, from, changeId }: EditedProduct): string {
  const name = `<b>${escape(product.title)}</b>`;
  if (changeId === null) return `${name} was like that already. Nothing was changed.`;
  switch (edit.field) {
    case 'price': {
      const before = from.field === 'price' ? from.to : product.price;
      return `✅ ${name}: ${price(before, 'en')} → <b>${price(edit.to, 'en')}</b>`;
    }
    case 'stars': {
      const before = from.field === 'stars' ? from.to : null;
      return `✅ ${name} for Stars: ${starsText(before)} → <b>${starsText(edit.to)}</b>`;
    }
    case 'credits': {
      const before = from.field === 'credits' ? from.to : product.credits;
      return `✅ ${name} gives <b>${edit.to}</b> credits instead of ${before}. Pages that are open give what they show.${titleHint(product, before)}`;
    }
    case 'trial': {
      const before = from.field === 'trial' ? from.to : null;
      return `✅ ${name}, free days: ${daysText(before)} → <b>${daysText(edit.to)}</b>. Pages that are open keep theirs.`;
    }
    case 'hidden':
      return edit.to
        ? `🙈 ${name} is hidden. Pages that are open can still be paid.`
        : `🟢 ${name} is on sale.`;
    case 'place':
      return `✅ ${name} is number ${edit.to} now.`;
    case 'title': {
      const before = from.field === 'title' ? from.to.text : null;
      return `✅ Title (${edit.to.language}): ${titleText(before)} → <b>${titleText(edit.to.text)}</b>`;
    }
  }
}

/** A title may say how many they are. */
function titleHint({ title, code }: ListedProduct, before: number): string {
  if (!new RegExp(`\\b${before}\\b`).test(title)) return '';
  return `\n⚠️ Its title still says “${escape(title)}”: <code>/products title ${code} …</code>`;
}

const starsText = (stars: number | null): string => (stars === null ? 'not sold' : `⭐ ${stars}`);
const daysText = (days: number | null): string => (days === null ? 'none' : String(days));
const titleText = (text: string | null): string => (text === null ? '–' : escape(text));

export function doneView(text: string, changeId: number | null): View {
  if (changeId === null) return { text };
  return { text, keyboard: [[{ text: '↩️ Undo', callback_data: productCallbacks.undo(changeId) }]] };
}

export function addedText(product: ListedProduct): string {
  return [
    `✅ <b>${escape(product.title)}</b> is on sale for <b>${priceText(product)}</b>.`,
    `${whatItIs(product)} · code <code>${product.code}</code>`,
  ].join('\n');
}

/** Bot API: a text has at most 4096 characters; so many lines always fit. */
const mostLines = 25;
const longestFailure = 80;

/** What publishing changed at Stripe; what was right already is only counted. */
export function publishedView(published: readonly PublishedProduct[]): View {
  const failed = published.filter(({ failure }) => failure !== null);
  const changed = published.filter(({ done }) => done.length > 0);
  const lines = [...failed, ...changed]
    .slice(0, mostLines)
    .map(
      (product) =>
        `<code>${product.code}</code>: ${escape(oneLine(publicationText(product), longestFailure))}`,
    );
  const rest = published.length - failed.length - changed.length;
  const head =
    failed.length > 0
      ? `⚠️ <b>Stripe refused ${failed.length} of ${published.length} products</b>`
      : '📤 <b>Published to Stripe</b>';
  return { text: [head, ...lines, `Nothing to do for ${rest} of ${published.length}.`].join('\n') };
}
