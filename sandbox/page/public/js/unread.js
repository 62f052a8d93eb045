/** Counts messages of others that were not on the screen yet; what was there at the start is not new. */
export class Unread {
  #seen = new Map();
  #view;

  constructor(view) {
    this.#view = view;
  }

  /** On a narrow screen a panel can be hidden although its conversation is chosen. */
  see(id, messages) {
    const isShown = document.body.dataset.view === this.#view || matchMedia('(min-width: 861px)').matches;
    if (isShown || !this.#seen.has(id)) this.#seen.set(id, messages.at(-1)?.message_id ?? 0);
  }

  count(id, messages, ownId) {
    const last = this.#seen.get(id);
    if (last === undefined) {
      this.#seen.set(id, messages.at(-1)?.message_id ?? 0);
      return 0;
    }
    const isNews = ({ message_id: messageId, fromId, kind }) =>
      messageId > last && fromId !== ownId && kind !== 'service';
    return messages.filter(isNews).length;
  }
}
