import type { ListedProduct } from '../../billing/catalog/products.repository.js';
import type { Money } from '../../kernel/money.js';
import { languages } from '../../users/language.js';
import { price } from './format.js';
import { type Button, escape, type View } from './view.js';

/** What is changed by writing. */
export type HowTo = 'price' | 'title' | 'size';

/** Callback data of the catalogue's buttons. Bot API: at most 64 bytes. */
export const productCallbacks = {
  list: (page: number): string => `products:list:${page}`,
  look: (page: number): string => `products:look:${page}`,
  page: (id: number): string => `products:page:${id}`,
  act: (action: 'hide' | 'show' | 'up' | 'down', id: number): string => `products:${action}:${id}`,
  how: (what: HowTo, id: number): string => `products:${what}:${id}`,
  setPrice: (id: number, from: Money, to: Money): string =>
    `products:set:${id}:${from.amount}:${from.currency}:${to.amount}:${to.currency}`,
  keepPrice: (id: number): string => `products:keep:${id}`,
  undo: (changeId: number): string => `products:undo:${changeId}`,
  add: 'products:add',
  publish: 'products:publish',
};

/** As many as a phone shows at once. */
const perPage = 8;

export function productsView(products: readonly ListedProduct[], page: number, mayEdit: boolean): View {
  const add = [{ text: '➕ Add', callback_data: productCallbacks.add }];
  const publish = { text: '📤 Publish to Stripe', callback_data: productCallbacks.publish };
  if (products.length === 0) {
    const text =
      'There is nothing in the catalogue yet, so nobody can buy anything. <code>/products help</code> shows how to add.';
    return mayEdit ? { text, keyboard: [add] } : { text };
  }
  const pages = Math.ceil(products.length / perPage);
  const shown = Math.min(Math.max(1, page), pages);
  const some = products.slice((shown - 1) * perPage, shown * perPage);
  const text = [
    `🛍 <b>Products</b>${pages > 1 ? ` · page ${shown} of ${pages}` : ''}`,
    ...some.map(listLine),
    ...(mayEdit ? [] : ['<i>Only administrators can change them.</i>']),
  ].join('\n\n');
  const turn = turnPages(shown, pages, mayEdit ? productCallbacks.list : productCallbacks.look);
  const rows: Button[][] = mayEdit
    ? [
        ...some.map((product) => [
          { text: buttonLabel(product), callback_data: productCallbacks.page(product.id) },
        ]),
        ...turn,
        [...add, publish],
      ]
    : turn;
  return rows.length === 0 ? { text } : { text, keyboard: rows };
}

function turnPages(page: number, pages: number, to: (page: number) => string): Button[][] {
  const back = page > 1 ? [{ text: '‹ Page ' + String(page - 1), callback_data: to(page - 1) }] : [];
  const on = page < pages ? [{ text: `Page ${page + 1} ›`, callback_data: to(page + 1) }] : [];
  return pages > 1 ? [[...back, ...on]] : [];
}

function buttonLabel(product: ListedProduct): string {
  return `${product.isHidden ? '🙈 ' : ''}${product.title} · ${price(product.price, 'en')}`;
}

function listLine(product: ListedProduct): string {
  const state = product.isHidden ? '🙈 hidden' : '🟢 on sale';
  return [
    `${product.place}. <b>${escape(product.title)}</b> · ${priceText(product)}`,
    `${whatItIs(product)} · ${state} · sold ${product.soldLately} in 30 days`,
    `<code>${product.code}</code>`,
  ].join('\n');
}

export function priceText({ price: money, billingInterval }: ListedProduct): string {
  const amount = `${price(money, 'en')} ${money.currency.toUpperCase()}`;
  return billingInterval === null ? amount : `${amount} / ${billingInterval}`;
}

/** `pack of 10 credits`, `pass for 30 days`, `plan, 100 credits each month`. */
export function whatItIs({ kind, credits, durationSeconds, billingInterval }: ListedProduct): string {
  const amount = credits === 1 ? '1 credit' : `${credits} credits`;
  if (kind === 'credit_pack') return `pack of ${amount}`;
  if (kind === 'time_pass')
    return `pass for ${span(durationSeconds ?? 0)}${credits > 0 ? ` and ${amount}` : ''}`;
  return `plan, ${amount} each ${billingInterval ?? 'period'}`;
}

function span(seconds: number): string {
  const [count, unit] =
    seconds % 86_400 === 0 ? [seconds / 86_400, 'day'] : [Math.round(seconds / 360) / 10, 'hour'];
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

/** One product with everything that can be done to it. `news`: what has just been done. */
export function productView(
  product: ListedProduct,
  count: number,
  news?: { text: string; changeId: number | null },
): View {
  const { id, code, isHidden, place } = product;
  const text = [
    ...(news === undefined ? [] : [news.text]),
    [`<b>${escape(product.title)}</b> · ${priceText(product)}`, whatItIs(product)].join('\n'),
    [
      isHidden ? '🙈 Hidden: nobody can buy it' : '🟢 On sale',
      product.stars === null
        ? 'Not sold for Telegram Stars'
        : `⭐ ${product.stars} where Stars are switched on`,
      ...(product.trialDays === null ? [] : [`Begins with ${product.trialDays} free days`]),
      `Place ${place} of ${count} · sold ${product.soldLately} in 30 days`,
      `Code <code>${code}</code>`,
    ].join('\n'),
  ].join('\n\n');
  const undo =
    news === undefined || news.changeId === null
      ? []
      : [[{ text: '↩️ Undo', callback_data: productCallbacks.undo(news.changeId) }]];
  return {
    text,
    keyboard: [
      ...undo,
      [
        { text: '💲 Price', callback_data: productCallbacks.how('price', id) },
        { text: '✏️ Titles', callback_data: productCallbacks.how('title', id) },
        ...(product.kind === 'time_pass'
          ? []
          : [{ text: '🔢 Credits', callback_data: productCallbacks.how('size', id) }]),
      ],
      [
        isHidden
          ? { text: '👁 Show', callback_data: productCallbacks.act('show', id) }
          : { text: '🙈 Hide', callback_data: productCallbacks.act('hide', id) },
        { text: '⬆️ Up', callback_data: productCallbacks.act('up', id) },
        { text: '⬇️ Down', callback_data: productCallbacks.act('down', id) },
      ],
      [{ text: '« All products', callback_data: productCallbacks.list(Math.ceil(place / perPage)) }],
    ],
  };
}

/** How to write what no button can say. */
export function productHowView(product: ListedProduct, what: HowTo): View {
  const { id, code, titles, title, credits, trialDays, kind } = product;
  const back = [[{ text: '« Back', callback_data: productCallbacks.page(id) }]];
  if (what === 'price') {
    const text = [
      `<b>${escape(title)}</b> costs ${priceText(product)}.`,
      'For a new price tap this to copy it, paste it here and change the number:',
      `<code>/products price ${code} ${plainAmount(product)}</code>`,
    ].join('\n\n');
    return { text, keyboard: back };
  }
  if (what === 'size') {
    const text = [
      `<b>${escape(title)}</b> gives ${credits} credits${kind === 'subscription' ? ' each time it is paid' : ''}.`,
      'To change it tap this to copy it, paste it here and change the number. Pages that are open, and plans that run, keep what they have:',
      `<code>/products credits ${code} ${credits}</code>`,
      ...(kind === 'subscription'
        ? [
            `Free days at the beginning: ${trialDays ?? 'none'}.\n<code>/products trial ${code} ${trialDays ?? 7}</code>`,
          ]
        : []),
    ].join('\n\n');
    return { text, keyboard: back };
  }
  const named = languages.map(
    (language) =>
      `${language}: ${escape((language === 'en' ? title : titles[language]) ?? '– (English is shown)')}`,
  );
  const text = [
    `<b>Titles</b>\n${named.join('\n')}`,
    'For a new title tap one of these to copy it, paste it here and change the text:',
    languages
      .map(
        (language) => `<code>/products title ${code} ${language} ${escape(titles[language] ?? title)}</code>`,
      )
      .join('\n'),
  ].join('\n\n');
  return { text, keyboard: back };
}

function plainAmount({ price: money }: ListedProduct): string {
  return price(money, 'en').replace(/[^\d.]/g, '');
}
