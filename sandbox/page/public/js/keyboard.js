import { act } from './api.js';
import { h } from './dom.js';
import { follow } from './links.js';
import { store } from './store.js';
import { alertBox, toast } from './toast.js';

/** The inline buttons under a message. Nothing is locked while the bot works: people press twice, too. */
export function keyboard(message, viewerId) {
  if (message.buttons.length === 0) return undefined;
  const row = (buttons) =>
    h(
      'div',
      {},
      buttons.map((button) => one(button, message, viewerId)),
    );
  return h('div.keyboard', {}, message.buttons.map(row));
}

function one(button, message, viewerId) {
  if (button.url !== undefined) {
    return h('button.url', { title: button.url, onclick: () => follow(button.url, viewerId) }, button.text);
  }
  const press = (event) => void pressed(event.currentTarget, button, message, viewerId);
  return h('button', { onclick: press }, button.text);
}

async function pressed(element, button, { chatId, message_id: messageId }, viewerId) {
  element.classList.add('busy');
  const press = { user: viewerId, chat: chatId, message: messageId, button: button.callback_data };
  const sent = await act('pressButton', press);
  const answer = sent === undefined ? undefined : await store.answerTo(sent.queryId);
  element.classList.remove('busy');
  if (answer?.url) follow(answer.url, viewerId);
  if (!answer?.text) return;
  if (answer.showAlert) alertBox(answer.text);
  else toast(answer.text);
}
