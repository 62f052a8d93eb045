import type { PersonTexts } from './person-texts.js';

export const russian: PersonTexts = {
  language: () => '🌐 <b>Ваш язык</b>\n\nВсё, что я пишу, – на русском. Нажмите, чтобы изменить.',
  languageName: 'Русский',
  languageOfApp: () => 'Как в Telegram',
  languageKept: () => 'Пишу вам по-русски.',
};
