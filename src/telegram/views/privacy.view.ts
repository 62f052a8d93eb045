import type { Audience } from './customer.js';
import type { View } from './view.js';

/** What is stored, with a button for a copy of it and one that leads to the question of erasing it. */
export function privacyView({ texts: { person } }: Audience): View {
  return {
    text: person.privacy(),
    keyboard: [
      [{ text: person.exportButton(), callback_data: 'privacy:export' }],
      [{ text: person.eraseButton(), callback_data: 'privacy:ask' }],
    ],
  };
}

/** The credits are part of the button, so that nobody loses others than they read about. */
export function eraseQuestionView(credits: number, { texts }: Audience): View {
  const { person } = texts;
  const lost = credits === 0 ? undefined : texts.credits(credits);
  return {
    text: person.eraseQuestion(lost),
    keyboard: [
      [{ text: person.eraseNow(), callback_data: `privacy:erase:${credits}` }],
      [{ text: person.eraseKeep(), callback_data: 'privacy:keep' }],
    ],
  };
}

/** A plan that renews must be cancelled before, because nobody could cancel it afterwards. */
export function planFirstView({ texts: { person } }: Audience): View {
  return {
    text: person.erasePlanFirst(),
    keyboard: [[{ text: person.eraseKeep(), callback_data: 'privacy:keep' }]],
  };
}

export function erasedView({ texts: { person } }: Audience): View {
  return { text: person.erased() };
}
