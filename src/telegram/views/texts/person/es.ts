import type { PersonTexts } from './person-texts.js';

export const spanish: PersonTexts = {
  language: () => '🌐 <b>Tu idioma</b>\n\nTodo lo que te escribo está en español. Toca para cambiarlo.',
  languageName: 'Español',
  languageOfApp: () => 'Como en Telegram',
  languageKept: () => 'Hablo contigo en español.',
};
