import type { EditedContent } from '../../conversations/topic-gateway.js';
import { cutTo } from './plain-text.js';

const mark = '✏️ ';
/** Bot API: a text has at most 4096 UTF-16 units after entity parsing. */
const longest = 4096;

interface Entity {
  readonly offset: number;
  readonly length: number;
}

/** The new text behind a mark, its entities moved by the mark's length and cut where the text is cut. */
export function correctionView(content: EditedContent): Record<string, unknown> {
  if (content.type === 'location') return { text: `${mark}${content.latitude}, ${content.longitude}` };
  const body = content.type === 'text' ? content.text : content.caption;
  const text = cutTo(`${mark}${body}`, longest);
  const entities = (Array.isArray(content.entities) ? (content.entities as Entity[]) : [])
    .map((entity) => ({ ...entity, offset: entity.offset + mark.length }))
    .filter((entity) => entity.offset < text.length)
    .map((entity) => ({ ...entity, length: Math.min(entity.length, text.length - entity.offset) }));
  return { text, entities };
}
