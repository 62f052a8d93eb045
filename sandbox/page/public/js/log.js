import { bubble } from './bubble.js';
import { h, mirror } from './dom.js';

const NEAR_END_PX = 80;

/** Draws messages into a log and stays at its end, unless somebody has scrolled up to read. */
export class Log {
  #element;
  #shown;

  constructor(element) {
    this.#element = element;
    let isAtEnd = true;
    element.addEventListener('scroll', () => {
      isAtEnd = this.#isAtEnd;
    });
    // The journal opens, a keyboard slides in, a picture arrives: the newest message stays in sight.
    new ResizeObserver(() => {
      if (isAtEnd) element.scrollTop = element.scrollHeight;
    }).observe(element);
    element.addEventListener('load', () => isAtEnd && element.scrollTo(0, element.scrollHeight), true);
  }

  get #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#element;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  /** `name` says which conversation it is: another one starts at its end. */
  draw(name, messages, view, emptyText) {
    const box = this.#element;
    const isOther = this.#shown !== name;
    const wasAtEnd = this.#isAtEnd;
    if (isOther) {
      box.replaceChildren();
      box.rendered = undefined;
    }
    this.#shown = name;
    const rows = messages.length === 0 ? [{ empty: emptyText }] : withDays(messages);
    mirror(box, rows, {
      key: (row) => row.empty ?? row.day ?? row.message_id,
      render: (row) => {
        if (row.empty !== undefined) return h('p.empty', {}, row.empty);
        return row.day === undefined ? bubble(row, view) : h('p.day', {}, row.day);
      },
    });
    if (isOther || wasAtEnd) box.scrollTop = box.scrollHeight;
  }
}

function withDays(messages) {
  let last;
  return messages.flatMap((message) => {
    const day = new Date(message.date * 1000).toLocaleDateString([], { day: 'numeric', month: 'long' });
    if (day === last) return [message];
    last = day;
    return [{ day }, message];
  });
}
