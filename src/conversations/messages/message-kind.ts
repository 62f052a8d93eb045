import type { Settings } from '../../users/settings/settings.js';

/** What a message is, by the field that Telegram fills. Bot API: `Message`. */
export const messageKinds = [
  'text',
  'photo',
  'document',
  'video',
  'voice',
  'audio',
  'animation',
  'video_note',
  'sticker',
  'location',
  'venue',
  'contact',
  'poll',
  'dice',
  'other',
] as const;
export type MessageKind = (typeof messageKinds)[number];

export function costOf(kind: MessageKind, settings: Settings): number {
  switch (kind) {
    case 'text':
      return settings.message_cost_text;
    case 'photo':
      return settings.message_cost_photo;
    case 'document':
      return settings.message_cost_document;
    case 'video':
      return settings.message_cost_video;
    case 'voice':
      return settings.message_cost_voice;
    default:
      return settings.message_cost_other;
  }
}
