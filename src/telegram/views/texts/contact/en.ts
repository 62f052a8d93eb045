import type { ContactTexts } from './contact-texts.js';

export const english: ContactTexts = {
  question: (emoji) =>
    `🙂 One tap before your first message goes out, so that we know you are a person. Press the ${emoji}`,
  paused: (at) => `⏸ Three wrong buttons. You can try again from <b>${at}</b> on; what you wrote is kept.`,
  again: () => '🔄 Try again',
  admitted: () => '✅ Thank you, that was it! From now on your messages go straight to our team.',
  held: () =>
    '📨 Thank you! This is your first message, so one of us has a quick look before it goes on by itself. Nothing is charged until then.',
  approved: () => '✅ Welcome! From now on your messages go straight to our team.',
  expired: (count) =>
    count === 1
      ? '⌛ Your message was not passed on, because nobody confirmed it in time. Nothing was charged. You can write again.'
      : `⌛ Your ${count} messages were not passed on, because nobody confirmed them in time. Nothing was charged. You can write again.`,
  pressWrong: () => 'Not that one. Here is a new question.',
  pressOld: () => 'That question is out of date. Here is the present one.',
  pressOver: () => 'This question is over. Just write your message.',
  pressPaused: (at) => `Please wait until ${at}, then try again. What you wrote is kept.`,
};
