import type { PersonTexts } from './person-texts.js';

export const english: PersonTexts = {
  language: () => '🌐 <b>Your language</b>\n\nEverything I write to you is in English. Tap to change that.',
  languageName: 'English',
  languageOfApp: () => 'As in Telegram',
  languageKept: () => 'I speak English with you.',
  privacy: () =>
    [
      '🔐 <b>Your data</b>',
      'We keep your name and language from Telegram, when you wrote and what you bought. What you write stays in Telegram; we only pass it on. If a first message has to wait for approval, we keep its beginning and our team sees a copy, until that is decided. Cards are kept by Stripe, we never see them.',
      '',
      'You can have a copy of everything, or have it erased.',
    ].join('\n'),
  exportButton: () => '📄 Send me a copy',
  eraseButton: () => '🗑 Erase my data',
  exportComing: () => 'Your file is on its way.',
  exportCaption: () => '📄 Everything that is stored about you. Any text editor opens it.',
  exportAbout: () =>
    'Everything that is stored about you, one list per area. Amounts of money are in the smallest unit of their currency, times in UTC. The content of messages is kept by Telegram, not here.',
  eraseQuestion: (credits) =>
    [
      '🗑 <b>Erase everything about you?</b>',
      '',
      '<b>This goes:</b> name, username and language, the conversation at our side with its notes, your reactions, saved cards and auto-recharge.',
      '<b>This stays:</b> what was bought, paid and spent, under a number instead of your name, because the law makes us keep our books. Stripe keeps its own records of payments.',
      ...(credits === undefined ? [] : [`<b>This is lost:</b> ${credits}.`]),
      'Passes and unlocked content are lost, too.',
      '',
      'It cannot be undone. If you come back later, you start anew, without welcome credits. The messages in this chat are yours: delete them yourself if you like.',
    ].join('\n'),
  eraseNow: () => '🗑 Yes, erase everything',
  eraseKeep: () => '« No, keep it',
  eraseChanged: () => 'Your credits have changed meanwhile, so nothing was erased. Please look again.',
  erasePlanFirst: () =>
    'Your plan still renews, and nobody could cancel it for you once your data is gone. Please cancel it first under /billing (plans in Stars: in Telegram’s settings), then come back here.',
  erased: () =>
    '✅ Everything about you is erased; the last traces go within minutes. Goodbye! Should you write here again, you start anew.',
  acknowledged: (usually) =>
    usually === undefined
      ? '✅ We have your message and answer right here.'
      : `✅ We have your message. We usually answer within ${usually}, right here.`,
  minutes: (count) => `${count} minutes`,
  hours: (count) => (count === 1 ? 'an hour' : `${count} hours`),
  away: (opens) =>
    opens === undefined
      ? '🌙 We have your message. Nobody is here at the moment; we answer as soon as we are back.'
      : `🌙 We have your message. We are closed now and answer from <b>${opens}</b> on.`,
  tooMany: (limit, mark) =>
    `🐢 That was fast: we take ${limit === 1 ? 'one message' : `${limit} messages`} a minute. What is marked ${mark} was <b>not passed on and not charged</b>. Please wait a minute and send it again.`,
  rateQuestion: () => '🙂 How was this conversation? 1 is bad, 5 is great.',
  rated: (score) =>
    `🙏 Thank you: <b>${score} of 5</b>. You can change that for an hour. Would you like to say why? Answer this message, that costs nothing.`,
  ratingStands: () => 'The hour in which it could be changed is over. Thank you all the same!',
  commentKept: () => '🙏 Thank you, we read it.',
  tutorialStep: {
    1: '✍️ Write right here, as to any person. Our team reads it, and the answer arrives in this chat.',
    2: '💳 /balance shows your credits: messages are paid with them, and only when they were delivered.',
    3: '🛒 /buy tops up: credits, or a pass that makes messages free for its time.',
  },
  tutorialNext: () => 'Next »',
  tutorialSkip: () => 'Skip',
  tutorialDone: (bonus) => (bonus === undefined ? '✅ Got it' : `✅ Got it, give me ${bonus}`),
  tutorialEnd: (bonus) =>
    `${bonus === undefined ? '' : `🎁 You received ${bonus}.\n`}👍 Just write when you need us. /help shows the rest.`,
};
