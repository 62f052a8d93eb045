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
  'story',
  'game',
  'checklist',
  'paid_media',
  'giveaway',
  'giveaway_winners',
  'invoice',
  'live_photo',
  'rich_message',
  'other',
] as const;
export type MessageKind = (typeof messageKinds)[number];

const surelyCopied: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'text',
  'photo',
  'document',
  'video',
  'voice',
  'audio',
  'animation',
  'video_note',
  'sticker',
  'venue',
  'contact',
  'dice',
]);

/** Whether it may stand among others in one call: what Telegram cannot copy would break the whole batch. */
export function travelsInBatch(kind: MessageKind): boolean {
  return surelyCopied.has(kind);
}

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
