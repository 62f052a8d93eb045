/** The languages that every text for customers exists in. */
export const languages = ['en', 'es', 'ru'] as const;
export type Language = (typeof languages)[number];

/** The customer's own choice, else Telegram's `language_code` (IETF tag, e.g. `es-419`), else English. */
export function languageOf(person: { chosenLanguage: string | null; languageCode: string | null }): Language {
  const tag = (person.chosenLanguage ?? person.languageCode ?? 'en').toLowerCase().split('-')[0];
  return languages.find((language) => language === tag) ?? 'en';
}
