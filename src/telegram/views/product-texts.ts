import type { ProductProblem } from '../../billing/catalog/product-problem.js';
import { decimalsOf } from '../../kernel/money.js';
import { price } from './format.js';
import { oneLine } from './plain-text.js';
import { escape } from './view.js';

/** Which part of the help belongs to a mistake. */
export type ProductUsage =
  'all' | 'add' | 'price' | 'stars' | 'credits' | 'trial' | 'hide' | 'show' | 'move' | 'title';

const lines: Readonly<Record<Exclude<ProductUsage, 'all'>, readonly string[]>> = {
  add: [
    '<code>/products add pack 200 credits 55.00 usd "200 credits"</code>',
    '<code>/products add pass 7 days 12.00</code>',
    '<code>/products add plan month 100 credits 20.00</code>',
    'Currency, title and <code>code:my_code</code> may be left out.',
  ],
  price: ['<code>/products price credits_10 4.50</code>, with another currency <code>… 4.50 eur</code>'],
  stars: [
    '<code>/products stars credits_10 250</code>, <code>… -</code> stops selling it for Telegram Stars',
  ],
  credits: ['<code>/products credits credits_10 12</code>, what it gives from now on'],
  trial: ['<code>/products trial monthly_plan 7</code>, <code>… -</code> ends the free days'],
  hide: ['<code>/products hide credits_10</code>'],
  show: ['<code>/products show credits_10</code>'],
  move: ['<code>/products move credits_10 3</code>'],
  title: [
    '<code>/products title credits_10 Ten credits</code>',
    '<code>/products title credits_10 es Diez créditos</code>, <code>… es -</code> takes it away',
  ],
};

export function productUsage(usage: ProductUsage): string {
  if (usage !== 'all') return lines[usage].join('\n');
  const all = [
    ...lines.add,
    ...lines.price,
    ...lines.stars,
    ...lines.credits,
    ...lines.trial,
    ...lines.title,
    ...lines.hide,
    ...lines.show,
    ...lines.move,
  ];
  return [
    '<code>/products</code> shows the list, <code>/products credits_10</code> one product',
    ...all,
  ].join('\n');
}

export function wrongCommandText(usage: ProductUsage, what: string): string {
  return `${escape(oneLine(what, 200))} Nothing was changed.\n\n${productUsage(usage)}`;
}

export function unknownProductText(code: string): string {
  return `There is no product with the code “${oneLine(code, 64)}”. /products shows them all.`;
}

/** What was wrong and what would be right; plain enough for the small window over a button. */
export function productProblemText(details: ProductProblem): string {
  switch (details.problem) {
    case 'price_unreadable':
      return `“${oneLine(details.text, 40)}” is no price. Write it like 4.50.`;
    case 'price_negative':
      return `A price cannot be negative: “${oneLine(details.text, 40)}”.`;
    case 'price_too_fine':
      return finenessText(details.currency);
    case 'price_too_small':
      return `The price is too small: Stripe takes at least ${price(details.limit, 'en')}. To give something away use /gift.`;
    case 'price_too_large':
      return `The price is too large: Stripe takes at most ${price(details.limit, 'en')}.`;
    case 'currency_unknown':
      return `“${oneLine(details.currency, 10)}” is no currency. Write its three letters, like usd or eur.`;
    case 'title_unfit':
      return `A title has from 1 to ${details.most} characters.`;
    case 'credits_unfit':
      return `Credits are a whole number, at most ${details.most}.`;
    case 'duration_unfit':
      return `A pass runs at least a second and at most ${details.most} days.`;
    case 'code_unfit':
      return `“${oneLine(details.code, 40)}” is no code. It has from 1 to 32 characters of a-z, 0-9 and _.`;
    case 'code_taken':
      return `The code ${details.code} is taken. Choose another one, or leave it out.`;
    case 'pack_exists':
      return `${details.code} is on sale and gives ${details.credits} credits too, so /buy${details.credits} could not tell them apart. Hide it first.`;
    case 'changed_since':
      return `${details.code} was changed meanwhile, so nothing was done. Please look at it again.`;
    case 'stars_unfit':
      return `A price in Stars is a whole number from 1 to ${details.most}.`;
    case 'stars_by_month':
      return 'Telegram sells plans for Stars by the month only.';
    case 'trial_unfit':
      return `Free days are a whole number from 1 to ${details.most}, or - for none.`;
    case 'trial_of_plans':
      return 'Only a plan can begin with free days.';
    case 'credits_of_pass':
      return 'A pass makes messages free for a time and gives no credits.';
    case 'undo_too_late':
      return 'That can no longer be undone. /products shows what is now.';
  }
}

function finenessText(currency: string): string {
  const code = currency.toUpperCase();
  const decimals = decimalsOf(currency);
  if (decimals === 0) return `${code} has no decimals: write a whole number.`;
  // Stripe: the third decimal must be 0.
  return decimals === 3
    ? `Prices in ${code} have at most two decimals; Stripe takes no finer ones.`
    : `${code} has at most ${decimals} decimals.`;
}

/** On the button that was pressed. */
export const productTexts = {
  stale: 'This button is out of date. /products shows what is now.',
  noStripe: 'Stripe is not set up here: customers pay with Telegram Stars only.',
  publishing: 'Publishing. The result comes as a message.',
  undone: 'Undone.',
  alreadyUndone: 'That was undone already.',
  kept: 'The price stays as it is.',
  first: 'It is the first one already.',
  last: 'It is the last one already.',
};
