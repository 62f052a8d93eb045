import type { ContentTexts } from './content-texts.js';

const plural = new Intl.PluralRules('ru');
const forms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'часть', few: 'части' };

export const russianContent: ContentTexts = {
  kinds: {
    text: '📝 текст',
    photo: '📷 фото',
    video: '🎬 видео',
    animation: '🎞 анимация',
    video_note: '⏺ видеосообщение',
    audio: '🎵 аудио',
    voice: '🎤 голосовое сообщение',
    document: '📄 файл',
    sticker: '🎨 стикер',
    location: '📍 место',
    venue: '📍 место',
    contact: '👤 контакт',
    album: '🖼 альбом',
  },
  parts: (count) => `${count} ${forms[plural.select(count)] ?? 'частей'}`,
  teaser: ({ title, kind, cost }) =>
    `🔒 <b>${title}</b>\n${kind} · ${cost}\nОткроете один раз — останется у вас.`,
  unlockButton: (cost) => `🔓 Открыть за ${cost}`,
  openButton: () => '📂 Открыть снова',
  unlocked: ({ title, kind }) => `🔓 <b>${title}</b>\n${kind} · открыто: снова открыть можно бесплатно.`,
  short: ({ title, cost, have, missing }) =>
    [
      `«${title}» стоит <b>${cost}</b>. У вас <b>${have}</b>, не хватает <b>${missing}</b>.`,
      '',
      'Откроется само, как только вы пополните баланс в ближайшие 24 часа:',
    ].join('\n'),
  unavailable: () => 'Этот материал больше недоступен. Ничего не списано. /buy покажет, что есть сейчас.',
  failed: ({ title, cost }) =>
    `⚠️ «${title}» не удалось доставить. Вы ничего не заплатили, на баланс вернулось: ${cost}.`,
  gone: (title) => `⚠️ «${title}» не удалось открыть снова: этого материала больше нет.`,
  unpaid: (title) => `«${title}» не открыто: прошло 24 часа. Ничего не списано.`,
  dropped: (title) => `«${title}» больше недоступно, поэтому не открыто. Ничего не списано.`,
  pressPaid: () => '🔓 Сейчас придёт.',
  pressAgain: () => 'Сейчас придёт снова, бесплатно.',
  justSent: () => 'Это уже здесь: отправлено только что, ищите среди последних сообщений этого чата.',
  pressOnItsWay: () => 'Уже в пути.',
  pressRepriced: (cost) => `Цена изменилась: теперь ${cost}. Ничего не списано.`,
  pressShort: (missing) => `Не хватает: ${missing}. Ничего не списано.`,
  banned: () => 'Сейчас вы не можете ничего открыть. Ничего не списано.',
};
