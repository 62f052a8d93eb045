import { createHash } from 'node:crypto';
import type { Message, MessageEntity } from 'telegraf/types';
import type { Carried, LivePosition, Quote, WrittenText } from '../../conversations/messages/carried.js';
import type { EditedContent, EditedMedia } from '../../conversations/topic-gateway.js';

type Fields = Readonly<Record<string, unknown>>;

interface File {
  readonly file_id: string;
  readonly file_unique_id: string;
}

interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly live_period?: number;
  readonly horizontal_accuracy?: number;
  readonly heading?: number;
}

/** Bot API: an animation also fills `document`. */
const editable = ['animation', 'photo', 'video', 'audio', 'document'] as const;
const captioned = [...editable, 'voice'] as const;

/** What an edit may have changed, as far as a copy can follow. */
export function editedContentOf(message: Message): EditedContent | undefined {
  const fields: Fields = { ...message };
  if (typeof fields['text'] === 'string') {
    return { type: 'text', text: fields['text'], entities: fields['entities'] ?? [] };
  }
  const location = fields['location'] as Position | undefined;
  if (location !== undefined && !('venue' in fields)) {
    const { latitude, longitude } = location;
    return { type: 'location', position: livePositionOf(message) ?? null, latitude, longitude };
  }
  if (!captioned.some((kind) => kind in fields)) return undefined;
  // A caption that was removed arrives as no caption at all.
  const caption = typeof fields['caption'] === 'string' ? fields['caption'] : '';
  const media = mediaOf(fields);
  const content = { type: 'caption', caption, entities: fields['caption_entities'] ?? [] } as const;
  return media === undefined ? content : { ...content, media };
}

/** Changes with what people see; before the colon what changes with the file. Bot API: `file_unique_id`. */
export function contentKeyOf(message: Message): string {
  const fields: Fields = { ...message };
  const file = captioned.map((kind) => fileOf(fields, kind)).find((found) => found !== undefined);
  const { text, entities, caption, caption_entities, location } = fields;
  const seen = JSON.stringify([text, entities, caption, caption_entities, location]);
  const hash = createHash('sha256').update(seen).digest('base64url').slice(0, 22);
  return `${file?.file_unique_id ?? ''}:${hash}`;
}

export function carriedBy(message: Message): Carried | null {
  const [live, quote] = [livePositionOf(message), quoteOf(message)];
  if (live === undefined && quote === undefined) return null;
  return { ...(live === undefined ? {} : { live }), ...(quote === undefined ? {} : { quote }) };
}

function quoteOf(message: Message): Quote | undefined {
  const { quote } = message as { quote?: { text: string; entities?: unknown; position?: number } };
  if (typeof quote?.text !== 'string') return undefined;
  return { text: quote.text, entities: quote.entities ?? [], position: quote.position ?? 0 };
}

/** Bot API: `live_period` is there while the position moves. A forwarded one stands still. */
function livePositionOf(message: Message): LivePosition | undefined {
  const { location } = message as { location?: Position };
  if (location?.live_period === undefined || 'forward_origin' in message) return undefined;
  const { latitude, longitude, live_period: livePeriod, horizontal_accuracy, heading } = location;
  const optional = { accuracy: horizontal_accuracy ?? null, heading: heading ?? null };
  return { latitude, longitude, livePeriod, sentAt: message.date, ...optional };
}

function mediaOf(fields: Fields): EditedMedia | undefined {
  for (const type of editable) {
    const file = fileOf(fields, type);
    if (file !== undefined) return { type, fileId: file.file_id };
  }
  return undefined;
}

/** Bot API: a photo comes in several sizes, the largest last. */
function fileOf(fields: Fields, kind: (typeof captioned)[number]): File | undefined {
  const value = fields[kind];
  return (Array.isArray(value) ? (value as unknown[]).at(-1) : value) as File | undefined;
}

/** What a command is followed by, with the formatting that lies there. Bot API: offsets in UTF-16 units. */
export function textBehindCommand(message: Message): WrittenText {
  const { text = '', entities = [] } = message as { text?: string; entities?: MessageEntity[] };
  const start = /^\S+\s+/.exec(text)?.[0].length ?? text.length;
  const kept = entities.filter(({ offset }) => offset >= start);
  return {
    text: text.slice(start),
    entities: kept.map((entity) => ({ ...entity, offset: entity.offset - start })),
  };
}
