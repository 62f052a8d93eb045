import { act } from './api.js';
import { h } from './dom.js';
import { fullName } from './names.js';
import { store } from './store.js';
import { toast } from './toast.js';

const GROUP_ANONYMOUS_BOT = 1087968824;

/** Which moderator sits at the keyboard: the administrator, the plain member, or the former unseen. */
export class Persona {
  #role = 'administrator';
  #element;

  constructor(onChange) {
    const choose = (event) => {
      this.#role = event.target.value;
      onChange();
    };
    this.#element = h(
      'label.persona',
      {},
      'as ',
      h('select', { 'aria-label': 'Write as', onchange: choose }),
    );
  }

  get isAnonymous() {
    return this.#role === 'anonymous';
  }

  /** Whose presses and reactions these are; an anonymous administrator's carry the real account. */
  get userId() {
    const { administrator, member } = store.info.cast;
    return this.#role === 'member' ? member : administrator;
  }

  get authorId() {
    return this.isAnonymous ? GROUP_ANONYMOUS_BOT : this.userId;
  }

  get element() {
    const { administrator, member } = store.info.cast;
    const options = [
      ['administrator', `${fullName(store.user(administrator))} · administrator`],
      ['member', `${fullName(store.user(member))} · plain member`],
      ['anonymous', 'Anonymous administrator'],
    ];
    const select = this.#element.querySelector('select');
    select.replaceChildren(...options.map(([value, label]) => h('option', { value }, label)));
    select.value = this.#role;
    return this.#element;
  }

  write({ chat, threadId }, text, replyTo) {
    const options = { replyTo };
    const thread = threadId === 0 ? undefined : threadId;
    if (this.isAnonymous) return act('writeAnonymously', { chat, threadId: thread, text, options });
    if (thread === undefined) return act('writeInGeneral', { user: this.userId, chat, text, options });
    return act('writeInTopic', { user: this.userId, chat, threadId, text, options });
  }

  send({ chat, threadId }, { kind, content, parts }, replyTo) {
    if (this.isAnonymous) return toast('An anonymous administrator sends only text here.');
    const place = { user: this.userId, chat, threadId: threadId === 0 ? undefined : threadId };
    return parts === undefined
      ? act('sendInTopic', { ...place, kind, content: { ...content, replyTo } })
      : act('albumInTopic', { ...place, parts });
  }
}
