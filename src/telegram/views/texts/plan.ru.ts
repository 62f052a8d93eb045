import type { PlanTexts } from './plan-texts.js';

const plural = new Intl.PluralRules('ru');
const dayForms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'день', few: 'дня' };

export const russianPlan: PlanTexts = {
  renews: (title, date) => `📅 ${title}: продлится <b>${date}</b>`,
  ends: (title, date) => `📅 ${title}: закончится <b>${date}</b> и не продлится`,
  trial: ({ title, date, price }) => `📅 ${title}: бесплатно до <b>${date}</b>, затем ${price}`,
  trialEnds: (title, date) => `📅 ${title}: бесплатно до <b>${date}</b>, потом ничего не спишется`,
  pastDue: (title) => `⚠️ ${title}: последний платёж не прошёл`,
  unpaid: (title) => `⚠️ ${title}: остановлена, потому что платёж не пришёл`,
  paused: (title) => `⏸ ${title}: на паузе, ничего не списывается`,
  freeUntil: (date) => `Сообщения бесплатны до <b>${date}</b>.`,
  none: () => 'Подписка не действует.',

  trialStarted: ({ title, date, price }) =>
    `🎁 Бесплатный период начался: ${title}. Сообщения бесплатны до <b>${date}</b>. Потом цена ${price}; отмените раньше в /billing, и ничего не спишется.`,
  ending: (title, date) =>
    `📅 ${title}: отменена. Действует до <b>${date}</b> и не продлится. Передумали? /billing`,
  renewing: (title, date) => `✅ ${title} продолжается: продление <b>${date}</b>.`,
  paymentFailed: (title, price) =>
    `⚠️ Платёж ${price} за «${title}» не прошёл. Оплатите его или укажите другую карту.`,
  ended: (title) =>
    `📅 ${title}: закончилась. Ваши кредиты остаются, пока не истекут. /buy покажет, что можно купить.`,
  endedSecond: (title) =>
    `📅 Подписка «${title}» была у вас дважды. Одна из них отменена, и деньги за неё больше не спишутся; другая действует.`,
  endedOther: (title) =>
    `📅 ${title}: закончилась, и деньги за неё больше не спишутся. Другая подписка действует.`,
  endedUnpaid: (title) =>
    `📅 ${title}: закончилась, потому что платёж не пришёл. Больше ничего не спишется. /buy покажет, что можно купить.`,
  endedRefunded: (title) =>
    `📅 ${title}: закончилась, потому что деньги за неё вернулись к вам. Больше ничего не спишется. /buy покажет, что можно купить.`,
  pausing: (title) => `⏸ ${title}: на паузе. Пока она стоит, ничего не списывается.`,
  resumed: (title, date) => `▶️ ${title} продолжается: следующий платёж <b>${date}</b>.`,
  changed: (title, date) => `🔀 Теперь у вас ${title}. Продление <b>${date}</b>.`,
  endReminder: (title, date) =>
    `🔔 ${title}: срок закончится <b>${date}</b>. Потом сообщения снова будут стоить кредиты.`,
  trialEnding: ({ title, date, price }) =>
    `🔔 Бесплатный период закончится <b>${date}</b>: ${title}. Потом цена ${price}; отмените раньше в /billing, и ничего не спишется.`,
  renewalReminder: ({ title, date, price }) =>
    `🔔 ${title}: продление <b>${date}</b>, спишется <b>${price}</b>. Делать ничего не нужно; если не хотите, отмените раньше.`,
  manage: () => '⚙️ Моя подписка',
  thanks: () => 'Спасибо! Платёж пришёл, подписка продолжается.',

  trialOffer: (days, price) => `${days} ${dayForms[plural.select(days)] ?? 'дней'} бесплатно, затем ${price}`,
  tryIt: () => 'Попробовать бесплатно',
  yours: (title) => `✅ ${title}: у вас есть`,
  instead: (title) => `🔀 ${title}: перейти`,
  onePlan: {
    same: () => 'Эта подписка у вас уже есть.',
    change: () =>
      'Одновременно действует одна подписка. Перейти на эту можно на вашей странице оплаты; остаток нынешней будет учтён.',
    later: () =>
      'Одновременно действует одна подписка. Эту можно купить, когда закончится нынешняя; отменить её можно здесь.',
  },
  starsPage: () => '⭐ Подписку в Stars можно отменить в Telegram: Настройки → Мои звёзды → Подписки.',
  payNow: (price) => `Оплатить ${price}`,
  changeCard: () => '💳 Другая карта',
  cardPage: () => 'Укажите другую карту на этой личной странице. Ссылка действует недолго.',
  offers: () => '🛒 Предложения',
};
