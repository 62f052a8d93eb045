import type { JsonObject } from '../state/json-object.js';
import { compact } from '../state/json-object.js';
import { ApiError } from './api-error.js';
import type { FormattedText, TextEntity } from './html-parser.js';
import { HtmlParser } from './html-parser.js';
import type { Params } from './params.js';

/** Bot API: sendMessage.text is 1-4096 and captions 0-1024 UTF-16 units after entities parsing. */
export const LONGEST_TEXT = 4096;
export const LONGEST_CAPTION = 1024;

/** Reads texts and captions with their parse_mode or entities, and checks their length. */
export class FormattedTextReader {
  text(params: Params): JsonObject {
    const { text, entities } = this.read(params, 'text', 'entities');
    if (text === '') throw ApiError.badRequest('message text is empty');
    if (text.length > LONGEST_TEXT) throw ApiError.badRequest('message is too long');
    return compact({ text, entities: entities.length > 0 ? entities : undefined });
  }

  caption(params: Params): JsonObject {
    const { text, entities } = this.read(params, 'caption', 'caption_entities');
    if (text.length > LONGEST_CAPTION) throw ApiError.badRequest('message caption is too long');
    if (text === '') return {};
    return compact({
      caption: text,
      caption_entities: entities.length > 0 ? entities : undefined,
      show_caption_above_media: params.flag('show_caption_above_media') ? true : undefined,
    });
  }

  private read(params: Params, name: string, entitiesName: string): FormattedText {
    const source = params.text(name) ?? '';
    const mode = (params.text('parse_mode') ?? '').toLowerCase();
    if (mode === 'html') return trim(HtmlParser.parse(source));
    if (mode === 'markdown' || mode === 'markdownv2') {
      throw ApiError.badRequest(`can't parse entities: the emulator does not model parse_mode ${mode}`);
    }
    if (mode !== '') throw ApiError.badRequest('unsupported parse_mode');
    const entities = (params.objects(entitiesName) ?? []).filter(isEntity);
    return trim({ text: source, entities });
  }
}

function isEntity(entity: JsonObject): entity is TextEntity & JsonObject {
  return (
    typeof entity['type'] === 'string' &&
    typeof entity['offset'] === 'number' &&
    typeof entity['length'] === 'number'
  );
}

/** The server cuts white space at both ends and moves entities accordingly. */
function trim({ text, entities }: FormattedText): FormattedText {
  const trimmed = text.trim();
  const start = text.length - text.trimStart().length;
  const moved = entities.map((entity) => {
    const from = Math.max(entity.offset - start, 0);
    const to = Math.min(entity.offset + entity.length - start, trimmed.length);
    return { ...entity, offset: from, length: to - from };
  });
  return { text: trimmed, entities: moved.filter((entity) => entity.length > 0) };
}
