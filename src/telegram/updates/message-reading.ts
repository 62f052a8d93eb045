import type { Message } from 'telegraf/types';
import { type MessageKind, messageKinds } from '../../conversations/messages/message-kind.js';
import type { EditedContent } from '../../conversations/topic-gateway.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The kind by the field that Telegram fills. An animation also fills `document`, a venue also `location`, so the
 * more special field is asked first.
 */
const order: readonly MessageKind[] = [
  'animation',
  'venue',
  ...messageKinds.filter((kind) => kind !== 'animation' && kind !== 'venue' && kind !== 'other'),
];

/** Kinds that people send and that later Bot API versions may add; service messages fill none of these fields. */
const laterKinds = [
  'story',
  'game',
  'paid_media',
  'checklist',
  'invoice',
  'giveaway',
  'live_photo',
  'rich_message',
];

/** Undefined for a service message (joined, pinned, topic created …): those are not passed on. */
export function kindOf(message: Message): MessageKind | undefined {
  const fields: Fields = { ...message };
  const kind = order.find((candidate) => candidate in fields);
  return kind ?? (laterKinds.some((field) => field in fields) ? 'other' : undefined);
}

/** Whether it was itself forwarded. Bot API: `forward_origin`. */
export function hasOrigin(message: Message): boolean {
  return 'forward_origin' in message || 'forward_date' in message;
}

/** What it answers. In a topic every plain message names the topic's first message, which is no answer. */
export function replyTargetOf(message: Message, topicId?: number): number | null {
  const replied = (message as { reply_to_message?: { message_id: number } }).reply_to_message?.message_id;
  return replied === undefined || replied === topicId ? null : replied;
}

export function albumOf(message: Message): string | null {
  return (message as { media_group_id?: string }).media_group_id ?? null;
}

/** Behind // a message stays among moderators; a caption is one as well. */
export function isNote(message: Message): boolean {
  const { text, caption } = message as { text?: string; caption?: string };
  return (text ?? caption ?? '').startsWith('//');
}

export function editedContentOf(message: Message): EditedContent | undefined {
  const fields: Fields = { ...message };
  if (typeof fields['text'] === 'string') {
    return { type: 'text', text: fields['text'], entities: fields['entities'] ?? [] };
  }
  const location = fields['location'] as { latitude: number; longitude: number } | undefined;
  if (location !== undefined) {
    return { type: 'location', latitude: location.latitude, longitude: location.longitude };
  }
  // A caption that was removed arrives as no caption at all.
  const captioned = ['photo', 'video', 'document', 'audio', 'animation', 'voice'].some(
    (kind) => kind in fields,
  );
  if (!captioned) return undefined;
  const caption = typeof fields['caption'] === 'string' ? fields['caption'] : '';
  return { type: 'caption', caption, entities: fields['caption_entities'] ?? [] };
}
