import type { Audience } from './customer.js';
import type { View } from './view.js';

export const tutorialSteps = 3;

/** One of the steps, 1 to 3, in a message that turns into the next one. */
export function tutorialView(step: number, bonus: number, { texts }: Audience): View {
  const { person } = texts;
  const reward = bonus === 0 ? undefined : texts.credits(bonus);
  const isLast = step === tutorialSteps;
  const next = isLast ? person.tutorialDone(reward) : person.tutorialNext();
  const skip = { text: person.tutorialSkip(), callback_data: 'tutorial:skip' };
  const buttons = [{ text: next, callback_data: isLast ? 'tutorial:done' : `tutorial:${step + 1}` }];
  return {
    text: `<b>${step}/${tutorialSteps}</b> ${person.tutorialStep[step] ?? ''}`,
    keyboard: isLast ? [buttons] : [[...buttons, skip]],
  };
}

/** `given`: the bonus in credits, 0 when there was none. */
export function tutorialEndView(given: number, { texts }: Audience): View {
  return { text: texts.person.tutorialEnd(given === 0 ? undefined : texts.credits(given)) };
}
