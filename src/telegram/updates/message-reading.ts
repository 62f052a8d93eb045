import type { Message } from 'telegraf/types';
import { oneLine } from '../views/plain-text.js';
import { type MessageKind, messageKinds } from '../../conversations/messages/message-kind.js';

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

/** Bot API: `Message`, what surrounds the content of a message. */
const envelope =
  /^(message_id|message_thread_id|direct_messages_topic|from|sender_\w+|date|guest_\w+|business_connection_id|chat|forward_\w+|is_\w+|reply_\w+|external_reply|quote|via_bot|edit_date|has_\w+|media_group_id|author_signature|paid_star_count|entities|link_preview_options|suggested_post_info|effect_id|caption|caption_entities|show_caption_above_media|receiver_user|ephemeral_message_id)$/;
/** Bot API: `Message`, "Service message: …" and what else nobody has written. */
const service =
  /^(new_chat_\w+|left_chat_member|chat_\w+|delete_chat_photo|(super)?group_chat_created|channel_chat_created|message_auto_delete_timer_changed|migrate_\w+|pinned_message|successful_payment|refunded_payment|users?_shared|gift\w*|unique_gift|connected_website|write_access_allowed|passport_data|proximity_alert_triggered|boost_added|checklist_tasks_\w+|direct_message_price_changed|(general_)?forum_topic_\w+|giveaway_(created|completed)|managed_bot_\w+|paid_message_price_changed|poll_option_\w+|suggested_post_\w+|video_chat_\w+|voice_chat_\w+|web_app_data|community_\w+)$/;

/**
 * Undefined for a service message (joined, pinned, topic created …): those are not passed on. What a later Bot API
 * version adds is `other`, so that nothing that somebody wrote is lost in silence.
 */
export function kindOf(message: Message): MessageKind | undefined {
  const fields: Fields = { ...message };
  const kind = order.find((candidate) => candidate in fields);
  if (kind !== undefined) return kind;
  const contents = Object.keys(fields).filter((field) => !envelope.test(field));
  return contents.some((field) => !service.test(field)) ? 'other' : undefined;
}

/** Bot API: `has_protected_content`. */
export function isProtected(message: Message): boolean {
  return 'has_protected_content' in message;
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

const longestPreview = 200;

/** How a message begins, for those who decide about it without seeing it. */
export function previewOf(message: Message): string {
  const { text, caption } = message as { text?: string; caption?: string };
  return oneLine(text ?? caption ?? '', longestPreview);
}

/** Behind // a message stays among moderators; a caption is one as well. */
export function isNote(message: Message): boolean {
  const { text, caption } = message as { text?: string; caption?: string };
  return (text ?? caption ?? '').startsWith('//');
}
