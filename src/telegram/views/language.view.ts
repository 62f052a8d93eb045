import { type Language, languages } from '../../users/language.js';
import type { Audience } from './customer.js';
import { texts } from './texts/texts.js';
import type { PressButton, View } from './view.js';

/** The languages to choose from, each in its own words; the present choice has a mark. */
export function languageView(chosen: Language | null, to: Audience): View {
  const { person } = to.texts;
  const mark = (isChosen: boolean, text: string): string => (isChosen ? `✓ ${text}` : text);
  const button = (language: Language): PressButton => ({
    text: mark(language === chosen, texts[language].person.languageName),
    callback_data: `lang:${language}`,
  });
  const ofApp = { text: mark(chosen === null, person.languageOfApp()), callback_data: 'lang:app' };
  return { text: person.language(), keyboard: [languages.map(button), [ofApp]] };
}
