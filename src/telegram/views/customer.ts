import type { Language } from '../../users/language.js';
import type { Texts } from './texts/customer-texts.js';
import { texts } from './texts/texts.js';

/** Whom a view speaks to: texts in their language, dates in the owner's time zone. */
export interface Audience {
  readonly language: Language;
  readonly timeZone: string;
  readonly texts: Texts;
}

export function audience(language: Language, timeZone: string): Audience {
  return { language, timeZone, texts: texts[language] };
}
