import { summaryOf } from './content.js';
import { h } from './dom.js';
import { openMenu } from './menu.js';
import { SAMPLES } from './samples.js';

/**
 * The typing box with its samples and the bar for replies and edits. Calls back with
 * `text(text, replyTo)`, `edit(message, text)`, `sample(sample, replyTo)`.
 */
export class Composer {
  #reply;
  #edited;
  #on;
  #about = h('div.about', { hidden: true });
  #attach = h(
    'button.icon',
    { type: 'button', 'aria-label': 'Attach a sample', title: 'Attach a sample' },
    '📎',
  );
  #input;
  #form;

  constructor(slot, label, on) {
    this.#on = on;
    this.#input = h('textarea', { rows: '1', placeholder: 'Message', 'aria-label': label });
    const send = h('button.icon.send', { 'aria-label': 'Send', title: 'Send' }, '➤');
    this.#form = h('form.composer', {}, this.#about, this.#attach, this.#input, send);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#release();
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send();
    });
    this.#attach.addEventListener('click', () => openMenu(this.#attach, this.#samples()));
    slot.append(this.#form);
  }

  show({ isHidden = false, canAttach = true, placeholder = 'Message' }) {
    this.#form.hidden = isHidden;
    this.#attach.disabled = !canAttach;
    this.#input.placeholder = placeholder;
  }

  reply(message) {
    this.#reply = message;
    this.#edited = undefined;
    this.#tell(`↩ ${summaryOf(message)}`);
  }

  edit(message) {
    this.#edited = message;
    this.#reply = undefined;
    this.#input.value = message.text;
    this.#tell(`✎ ${summaryOf(message)}`);
  }

  /** Another conversation: what was begun here belongs to the old one. */
  clear() {
    if (this.#edited !== undefined) this.#input.value = '';
    this.#release();
  }

  #send() {
    const text = this.#input.value.trim();
    if (text === '') return;
    if (this.#edited === undefined) this.#on.text(text, this.#reply?.message_id);
    else this.#on.edit(this.#edited, text);
    this.#input.value = '';
    this.#release();
  }

  #samples() {
    return SAMPLES.map(([label, make]) => [
      label,
      () => {
        this.#on.sample(make(), this.#reply?.message_id);
        this.#release();
      },
    ]);
  }

  #tell(text) {
    const cancel = h(
      'button.icon',
      { type: 'button', 'aria-label': 'Cancel', onclick: () => this.clear() },
      '✕',
    );
    this.#about.replaceChildren(h('span', {}, text), cancel);
    this.#about.hidden = false;
    this.#input.focus();
  }

  #release() {
    this.#reply = undefined;
    this.#edited = undefined;
    this.#about.hidden = true;
  }
}
