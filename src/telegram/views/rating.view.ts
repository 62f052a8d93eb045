import type { Audience } from './customer.js';
import { cutTo } from './plain-text.js';
import { escape, type View } from './view.js';

const scores = [1, 2, 3, 4, 5] as const;

/** Five buttons in one row; what is chosen has a mark. */
export function ratingQuestionView(id: number, to: Audience, chosen?: number): View {
  const { person } = to.texts;
  const keyboard = [
    scores.map((score) => ({
      text: score === chosen ? `✓ ${score}` : `${score} ⭐`,
      callback_data: `rate:${id}:${score}`,
    })),
  ];
  return { text: chosen === undefined ? person.rateQuestion() : person.rated(chosen), keyboard };
}

/** What moderators read in the topic. */
export function ratedInTopicView(score: number, before: number | null): View {
  const stars = '⭐'.repeat(score);
  const changed = before === null ? '' : `, changed from ${before}`;
  return { text: `${stars} The customer rates the conversation <b>${score} of 5</b>${changed}.` };
}

export function ratingCommentView(comment: string): View {
  return { text: `💬 <b>Comment on the rating</b>, kept as a note:\n${escape(cutTo(comment, 4_000))}` };
}
