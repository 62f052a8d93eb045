import type { Language } from '../../../users/language.js';
import type { Texts } from './customer-texts.js';
import { english } from './en.js';
import { russian } from './ru.js';
import { spanish } from './es.js';

/** A language without its texts, or texts without one of the sentences, does not compile. */
export const texts: Record<Language, Texts> = { en: english, es: spanish, ru: russian };
