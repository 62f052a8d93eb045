/** An object of the Bot API as it travels, field names included. */
export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Bot API objects omit what is absent; `undefined` must not become a key. */
export function compact(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export function omit(fields: JsonObject, ...names: string[]): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** The media alone, for a new caption. */
export function withoutCaption(content: JsonObject): JsonObject {
  return omit(content, 'caption', 'caption_entities', 'show_caption_above_media');
}
