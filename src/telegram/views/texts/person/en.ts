import type { PersonTexts } from './person-texts.js';

export const english: PersonTexts = {
  language: () => '🌐 <b>Your language</b>\n\nEverything I write to you is in English. Tap to change that.',
  languageName: 'English',
  languageOfApp: () => 'As in Telegram',
  languageKept: () => 'I speak English with you.',
};
