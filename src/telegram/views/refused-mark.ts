/** On a customer's message that was not passed on. Bot API: one of the reactions that bots may set. */
export const refusedMark = '🙈';
/** On one that waits for credits. */
export const unpaidMark = '😴';
