import type { ContentTexts } from './content-texts.js';

export const englishContent: ContentTexts = {
  kinds: {
    text: '📝 text',
    photo: '📷 photo',
    video: '🎬 video',
    animation: '🎞 animation',
    video_note: '⏺ video message',
    audio: '🎵 audio',
    voice: '🎤 voice message',
    document: '📄 file',
    sticker: '🎨 sticker',
    location: '📍 place',
    venue: '📍 place',
    contact: '👤 contact',
    album: '🖼 album',
  },
  parts: (count) => (count === 1 ? '1 part' : `${count} parts`),
  teaser: ({ title, kind, cost }) => `🔒 <b>${title}</b>\n${kind} · ${cost}\nYours for good once unlocked.`,
  unlockButton: (cost) => `🔓 Unlock for ${cost}`,
  openButton: () => '📂 Open again',
  unlocked: ({ title, kind }) => `🔓 <b>${title}</b>\n${kind} · unlocked: you can open it again for free.`,
  short: ({ title, cost, have, missing }) =>
    [
      `“${title}” costs <b>${cost}</b>. You have <b>${have}</b>. Missing: <b>${missing}</b>.`,
      '',
      'It unlocks by itself as soon as you top up within 24 hours:',
    ].join('\n'),
  unavailable: () => 'This content is not available any more. Nothing was charged. /buy shows what there is.',
  failed: ({ title, cost }) =>
    `⚠️ “${title}” could not be delivered. You paid nothing: ${cost} went back to your balance.`,
  gone: (title) => `⚠️ “${title}” could not be opened again, because it does not exist any more.`,
  unpaid: (title) => `“${title}” was not unlocked, because 24 hours have passed. Nothing was charged.`,
  dropped: (title) => `“${title}” is not available any more, so it was not unlocked. Nothing was charged.`,
  pressPaid: () => '🔓 Here it comes.',
  pressAgain: () => 'Here it comes again, for free.',
  justSent: () => 'It is here already: look among the last messages of this chat.',
  pressOnItsWay: () => 'It is on its way already.',
  pressRepriced: (cost) => `The price has changed: it costs ${cost} now. Nothing was charged.`,
  pressShort: (missing) => `Missing: ${missing}. Nothing was charged.`,
  banned: () => 'You cannot unlock anything at the moment. Nothing was charged.',
};
