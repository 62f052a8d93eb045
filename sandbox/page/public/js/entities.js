import { h } from './dom.js';

const TAGS = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

/** A message's text with its entities as elements. Offsets count UTF-16 units, as JavaScript's strings do. */
export function formatted(text, entities = [], actions = {}) {
  const sorted = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return build(text, 0, text.length, sorted, actions);
}

function build(text, from, to, entities, actions) {
  const parts = [];
  let at = from;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || entity.offset >= to) continue;
    const inner = entities.slice(index + 1).filter(({ offset, length }) => offset + length <= end);
    parts.push(text.slice(at, entity.offset));
    parts.push(
      element(
        entity,
        text.slice(entity.offset, end),
        build(text, entity.offset, end, inner, actions),
        actions,
      ),
    );
    at = end;
  }
  parts.push(text.slice(at, to));
  return parts;
}

function element(entity, text, children, { open, command }) {
  switch (entity.type) {
    case 'text_link':
    case 'url': {
      const address = entity.url ?? text;
      const follow = (event) => {
        event.preventDefault();
        open?.(address);
      };
      return h('a', { href: address, onclick: follow }, children);
    }
    case 'bot_command':
      return h('button.link', { onclick: () => command?.(text) }, children);
    case 'mention':
    case 'text_mention':
    case 'hashtag':
    case 'cashtag':
    case 'email':
    case 'phone_number':
      return h('span.link', {}, children);
    case 'spoiler':
      return h('span.spoiler', { tabindex: '0' }, children);
    case 'pre':
      return h('pre', {}, children);
    default:
      return h(TAGS[entity.type] ?? 'span', {}, children);
  }
}
