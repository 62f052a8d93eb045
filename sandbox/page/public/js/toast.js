import { h } from './dom.js';

const SHOWN_MS = 4_500;

export function toast(text, kind = 'plain') {
  const note = h(`p.${kind}`, {}, text);
  document.getElementById('toasts').append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}

/** What a bot's `show_alert` looks like: a box that has to be closed. */
export function alertBox(text) {
  const box = document.getElementById('notice');
  box.querySelector('p').textContent = text;
  box.showModal();
}
