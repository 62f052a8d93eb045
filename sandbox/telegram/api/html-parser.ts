import { ApiError } from './api-error.js';

export interface TextEntity {
  type: string;
  offset: number;
  length: number;
  [field: string]: unknown;
}

export interface FormattedText {
  text: string;
  entities: TextEntity[];
}

interface OpenTag {
  name: string;
  offset: number;
  entity: Record<string, unknown> | undefined;
}

const SIMPLE: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  code: 'code',
};
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const TAG =
  /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z_-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*>/y;
const REFERENCE = /&(?:#(\d+)|#x([0-9a-fA-F]+)|(lt|gt|amp|quot));?/y;

/**
 * parse_mode HTML. Bot API: "Formatting options"; the texts of errors come from the server, offsets in them
 * are bytes of the given text, offsets of entities are UTF-16 units of the result.
 */
export class HtmlParser {
  private at = 0;
  private text = '';
  private readonly open: OpenTag[] = [];
  private readonly entities: TextEntity[] = [];

  private constructor(private readonly source: string) {}

  static parse(source: string): FormattedText {
    return new HtmlParser(source).run();
  }

  private run(): FormattedText {
    while (this.at < this.source.length) {
      const symbol = this.source.charAt(this.at);
      if (symbol === '<') this.readTag();
      else if (symbol === '&') this.readReference();
      else {
        this.text += symbol;
        this.at += 1;
      }
    }
    const unclosed = this.open.at(-1);
    if (unclosed !== undefined) {
      throw refuse(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    }
    // Outer before inner, as clients expect nested entities.
    this.entities.sort((one, other) => one.offset - other.offset || other.length - one.length);
    return { text: this.text, entities: this.entities };
  }

  private readTag(): void {
    TAG.lastIndex = this.at;
    const match = TAG.exec(this.source);
    const isEnd = this.source.charAt(this.at + 1) === '/';
    if (match === null) {
      const name = /^[a-zA-Z0-9-]*/.exec(this.source.slice(this.at + 1))?.[0].toLowerCase() ?? '';
      if (isEnd) throw refuse(`Unclosed end tag at byte offset ${this.byteOffset()}`);
      if (this.entityOf(name, '') === undefined) throw this.unsupported(name);
      throw refuse(`Unclosed start tag at byte offset ${this.byteOffset()}`);
    }
    const name = (match[2] ?? '').toLowerCase();
    if (isEnd) this.close(name);
    else this.start(name, match[3] ?? '');
    this.at += match[0].length;
  }

  private start(name: string, attributes: string): void {
    const entity = this.entityOf(name, attributes);
    if (entity === undefined) throw this.unsupported(name);
    if (name === 'span' && attributeOf(attributes, 'class') !== 'tg-spoiler') {
      throw refuse(`Tag "span" must have class "tg-spoiler" at byte offset ${this.byteOffset()}`);
    }
    this.open.push({ name, offset: this.text.length, entity });
  }

  private close(name: string): void {
    const tag = this.open.pop();
    if (tag === undefined) throw refuse(`Unexpected end tag at byte offset ${this.byteOffset()}`);
    if (tag.name !== name) {
      throw refuse(
        `Unmatched end tag at byte offset ${this.byteOffset()}, expected "</${tag.name}>", found "</${name}>"`,
      );
    }
    const entity: Record<string, unknown> = { ...tag.entity };
    const content = this.text.slice(tag.offset);
    if (name === 'a' && entity['url'] === undefined) entity['url'] = content;
    if (name === 'code' && this.mergeIntoPre(entity, tag.offset)) return;
    delete entity['language_of_code'];
    if (content.length === 0 || typeof entity['type'] !== 'string') return;
    this.entities.push({ ...entity, type: entity['type'], offset: tag.offset, length: content.length });
  }

  /** `<pre><code class="language-x">` is one entity `pre` with a language. */
  private mergeIntoPre(entity: Record<string, unknown>, offset: number): boolean {
    const outer = this.open.at(-1);
    const language = entity['language_of_code'];
    if (outer?.name !== 'pre' || outer.offset !== offset) return false;
    if (typeof language === 'string') outer.entity = { ...outer.entity, language };
    return true;
  }

  private readReference(): void {
    REFERENCE.lastIndex = this.at;
    const match = REFERENCE.exec(this.source);
    if (match === null) {
      this.text += '&';
      this.at += 1;
      return;
    }
    const code = match[1] === undefined ? Number.parseInt(match[2] ?? '0', 16) : Number(match[1]);
    const isUsable = code > 0 && code <= 0x10ffff;
    this.text +=
      match[3] === undefined ? (isUsable ? String.fromCodePoint(code) : match[0]) : (NAMED[match[3]] ?? '');
    this.at += match[0].length;
  }

  private entityOf(name: string, attributes: string): Record<string, unknown> | undefined {
    const language = attributeOf(attributes, 'class')?.replace(/^language-/, '');
    if (name === 'code') return { type: 'code', language_of_code: language };
    const simple = SIMPLE[name];
    if (simple !== undefined) return { type: simple };
    if (name === 'span') return { type: 'spoiler' };
    if (name === 'pre') return { type: 'pre' };
    if (name === 'a') return { type: 'text_link', url: attributeOf(attributes, 'href') };
    if (name === 'tg-emoji')
      return { type: 'custom_emoji', custom_emoji_id: attributeOf(attributes, 'emoji-id') };
    if (name !== 'blockquote') return undefined;
    return { type: /\bexpandable\b/.test(attributes) ? 'expandable_blockquote' : 'blockquote' };
  }

  private unsupported(name: string): ApiError {
    return refuse(`Unsupported start tag "${name}" at byte offset ${this.byteOffset()}`);
  }

  private byteOffset(): number {
    return Buffer.byteLength(this.source.slice(0, this.at));
  }
}

function refuse(text: string): ApiError {
  return ApiError.badRequest(`can't parse entities: ${text}`);
}

function attributeOf(attributes: string, name: string): string | undefined {
  const match = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`).exec(attributes);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  return value?.replace(/&(lt|gt|amp|quot);/g, (_, key: string) => NAMED[key] ?? '');
}
