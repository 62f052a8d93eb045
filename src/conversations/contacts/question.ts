import { randomInt } from 'node:crypto';

/** Buttons under a question. */
export const choiceCount = 6;
export const mostWrong = 3;
export const pauseMs = 10 * 60 * 1_000;

/** Which button is right; never the same one twice running, so that the next question looks like another. */
export function drawAnswer(before: number | null): number {
  if (before === null) return randomInt(choiceCount);
  return (before + 1 + randomInt(choiceCount - 1)) % choiceCount;
}
