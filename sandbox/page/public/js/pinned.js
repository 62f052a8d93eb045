import { body } from './bubble.js';
import { h, mirror } from './dom.js';
import { keyboard } from './keyboard.js';

/** The newest pinned message of a topic, kept in sight above it. */
export class Pinned {
  #element;
  #isFolded = matchMedia('(max-width: 860px), (max-height: 620px)').matches;

  constructor(element) {
    this.#element = element;
  }

  draw(messages, view) {
    const message = messages.findLast(({ isPinned }) => isPinned);
    this.#element.hidden = message === undefined;
    const fold = () => {
      this.#isFolded = !this.#isFolded;
      this.draw(messages, view);
    };
    mirror(
      this.#element,
      message === undefined ? [] : [{ message, isFolded: this.#isFolded, viewer: view.viewerId }],
      {
        key: () => 'pinned',
        render: () =>
          h(
            'div',
            {},
            h(
              'button.cap',
              { 'aria-expanded': String(!this.#isFolded), onclick: fold },
              h('span.chevron', {}, '▸'),
              '📌 Pinned',
            ),
            !this.#isFolded && body(message, view),
            !this.#isFolded && keyboard(message, view.viewerId),
          ),
      },
    );
  }
}
