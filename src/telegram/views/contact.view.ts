import { choiceCount } from '../../conversations/contacts/question.js';
import type { AskedQuestion } from '../../conversations/contacts/questions.js';
import type { Audience } from './customer.js';
import { dateTime } from './format.js';
import type { Button, View } from './view.js';

/** Easily told apart, and called the same everywhere. */
const fruits = ['🍎', '🍋', '🍇', '🥕', '🌽', '🍄'];

/** Callback data: the question and the pressed button, or the wish for another question. */
export const contactCallbacks = {
  answer: (question: number, choice: number): string => `person:${question}:${choice}`,
  again: (question: number): string => `person:${question}:again`,
};

/** The row of buttons begins elsewhere each time, so that the right one is found by looking. */
export function contactQuestionView({ question, answer }: AskedQuestion, { texts }: Audience): View {
  const row: Button[] = Array.from({ length: choiceCount }, (_, place) => {
    const choice = (place + question) % choiceCount;
    return { text: fruits[choice] ?? '', callback_data: contactCallbacks.answer(question, choice) };
  });
  return { text: texts.contact.question(fruits[answer] ?? ''), keyboard: [row] };
}

export function contactPausedView(question: number, until: Date, to: Audience): View {
  const { contact } = to.texts;
  return {
    text: contact.paused(pauseEnd(until, to)),
    keyboard: [[{ text: contact.again(), callback_data: contactCallbacks.again(question) }]],
  };
}

export function pauseEnd(until: Date, { language, timeZone }: Audience): string {
  return dateTime(until, language, timeZone);
}
