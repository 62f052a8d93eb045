import type { MessageKind } from '../../conversations/messages/message-kind.js';

/** Kinds of messages as moderators read them. */
export const kindNames: Readonly<Record<MessageKind, string>> = {
  text: 'a text',
  photo: 'a photo',
  document: 'a document',
  video: 'a video',
  voice: 'a voice message',
  audio: 'an audio file',
  animation: 'a GIF',
  video_note: 'a video message',
  sticker: 'a sticker',
  location: 'a location',
  venue: 'a place',
  contact: 'a contact',
  poll: 'a poll',
  dice: 'a dice',
  story: 'a story',
  game: 'a game',
  checklist: 'a checklist',
  paid_media: 'paid media',
  giveaway: 'a giveaway',
  giveaway_winners: 'the winners of a giveaway',
  invoice: 'an invoice',
  live_photo: 'a live photo',
  rich_message: 'a rich message',
  other: 'a kind of message that I do not know',
};
