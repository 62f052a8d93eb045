import type { Language } from '../../users/language.js';

/** Bot API: `BotCommand`, what clients offer behind the menu button. */
export interface ListedCommand {
  readonly command: string;
  readonly description: string;
}

type Described = Record<
  | 'start'
  | 'buy'
  | 'balance'
  | 'history'
  | 'autorecharge'
  | 'billing'
  | 'language'
  | 'privacy'
  | 'help'
  | 'terms'
  | 'paysupport',
  string
>;

const descriptions: Record<Language, Described> = {
  en: {
    start: 'Start here',
    buy: 'Credits, passes and plans',
    balance: 'Your credits and pass',
    history: 'What came and went',
    autorecharge: 'Credits bought automatically',
    billing: 'Invoices, cards, subscriptions',
    language: 'Your language',
    privacy: 'Your data: a copy, or erase it',
    help: 'How it works',
    terms: 'Terms',
    paysupport: 'Help with payments',
  },
  es: {
    start: 'Empezar',
    buy: 'Créditos, pases y planes',
    balance: 'Tus créditos y tu pase',
    history: 'Lo que entró y salió',
    autorecharge: 'Recarga automática',
    billing: 'Facturas, tarjetas, suscripciones',
    language: 'Tu idioma',
    privacy: 'Tus datos: copia o borrado',
    help: 'Cómo funciona',
    terms: 'Condiciones',
    paysupport: 'Ayuda con los pagos',
  },
  ru: {
    start: 'Начать',
    buy: 'Кредиты, пропуска и подписки',
    balance: 'Кредиты и пропуск',
    history: 'Движения кредитов',
    autorecharge: 'Автопополнение',
    billing: 'Счета, карты, подписки',
    language: 'Ваш язык',
    privacy: 'Ваши данные: копия или удаление',
    help: 'Как это работает',
    terms: 'Условия',
    paysupport: 'Помощь с платежами',
  },
};

const listed = (described: Record<string, string>): ListedCommand[] =>
  Object.entries(described).map(([command, description]) => ({ command, description }));

export const privateCommands: Record<Language, ListedCommand[]> = {
  en: listed(descriptions.en),
  es: listed(descriptions.es),
  ru: listed(descriptions.ru),
};

/** What needs a card. */
const cardCommands = /^(billing|autorecharge)$/;

/** Where nobody can pay by card, what needs one is neither listed nor spoken of. */
export function withoutCards(commands: readonly ListedCommand[]): ListedCommand[] {
  return commands.filter(({ command }) => !cardCommands.test(command));
}

export function textWithoutCards(text: string): string {
  const lines = text.split('\n');
  return lines.filter((line) => !/\/(billing|autorecharge)\b/.test(line)).join('\n');
}

export const groupCommands: ListedCommand[] = listed({
  waiting: 'Who waits for an answer, the longest first',
  products: 'What is on sale; administrators change it',
  stats: 'Figures and a chart: /stats 7d, 30d, 90d',
  info: 'In a topic: card and notes',
  content: 'Locked content and how it sells',
  gift: 'In a topic: give credits, /gift 10 reason',
  writeoff: 'In a topic: give up a debt, /writeoff reason',
  lock: 'As an answer: sell a message, /lock 5 title',
  refund: 'In a topic: give money back, /refund P-12 4.50 reason',
  note: 'In a topic: keep a note',
  ban: 'In a topic: ban the customer',
  unban: 'In a topic: lift the ban',
  close: 'In a topic: close the conversation',
  reopen: 'In a topic: reopen it',
  snooze: 'In a topic: come back to it later, /snooze 2h',
  assign: 'In a topic: who takes care of it, /assign me',
  tpl: 'Templates; in a topic: /tpl name',
  silent: 'In a topic: answer without a sound',
  user: 'The card of a customer: /user @name',
  audit: 'What the team did',
  role: 'For administrators: /role @name viewer',
  settings: 'For administrators: prices of messages and more',
  del: 'As an answer: remove a message on both sides',
  drain: 'No new customers come to this group; /drain off',
  help: 'How to work here',
});
